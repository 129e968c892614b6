import Domain
import Foundation
import Storage

/// When hosts give consultations, and what of their time is taken.
package struct Calendars: Sendable {
    let database: any Database
}

/// What slots are made of: a host's hours with the zone in which they are meant, and the rules by which starts are laid
/// into them.
struct SlotSource: Sendable {
    let hostID: UserID
    let zoneIdentifier: String
    let rules: SlotRules
}

extension Offering {
    /// What its slots are made of.
    var slotSource: SlotSource {
        SlotSource(hostID: host.id, zoneIdentifier: zoneIdentifier, rules: service.rules)
    }
}

extension Calendars {
    /// How long what was taken is remembered after it is over.
    static var pastSeconds: Double { 30 * 86_400 }

    /// Whether a start is offered: hours, overrides, step, notice and horizon. Bookings are not looked at.
    static func offers(_ start: Date, from source: SlotSource, in tx: any Transaction) throws -> Bool {
        // Hours in a zone that nobody knows would be offered at the wrong time.
        guard let zone = try Zone.known(source.zoneIdentifier) else { return false }
        let day = zone.local(start).date
        // It may run on into the hours of the days after it.
        let hours = try tx.workingHours(of: source.hostID, from: day.adding(days: -2), to: day.adding(days: 3))
        return Openings(rules: source.rules, hours: hours, zone: zone).offers(start: start, now: tx.now)
    }

    /// How long nothing is offered, in seconds, before a host's unknown zone is looked for again.
    private static let looksAgainAfter = 60.0

    /// The starts on the asker's days that are offered and free; the time of the asker's `own` booking counts as free.
    static func offer(
        from source: SlotSource, on days: AskedDays, in asker: Zone, givingBack own: BookingID? = nil,
        in tx: any Transaction
    ) throws -> Offer {
        guard let zone = try Zone.known(source.zoneIdentifier) else {
            return Offer(slots: [], lapsesAt: tx.now.addingTimeInterval(looksAgainAfter))
        }
        let hours = try hours(of: source.hostID, around: days.from, to: days.to, in: tx)
        let cells = cells(around: days.from, to: days.to)
        let taken = try tx.takenRanges(of: source.hostID, touching: cells, but: own)
        let openings = Openings(rules: source.rules, hours: hours, zone: zone)
        return openings.slots(from: days.from, to: days.to, in: asker, now: tx.now, taken: taken)
    }

    /// The hours that the slots of some days rest on, whatever zones these and the host's are. Zones lie at most 26
    /// hours apart, a range over midnight belongs to the day it starts on, and a slot may run on into the hours of the
    /// next day.
    static func hours(
        of host: UserID, around first: LocalDate, to last: LocalDate, in tx: any Transaction
    ) throws -> WorkingHours {
        try tx.workingHours(of: host, from: first.adding(days: -3), to: last.adding(days: 5))
    }

    /// The cells that those slots may need.
    static func cells(around first: LocalDate, to last: LocalDate) -> Range<Int64> {
        Int64(first.adding(days: -3).dayNumber) * 288..<Int64(last.adding(days: 4).dayNumber) * 288
    }
}

extension JSONText {
    /// `"slots": [{"starts_at": …, "ends_at": …}]`
    mutating func field(_ name: StaticString, _ slots: [Slot]) {
        field(name, each: slots) { json, slot in
            json.object { json in
                json.field("starts_at", slot.start)
                json.field("ends_at", slot.end)
            }
        }
    }
}
