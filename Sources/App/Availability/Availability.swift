import Domain
import Foundation
import Storage

/// What may be booked, and when.
package struct Availability: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let cache = SlotCache()

    /// Whether a start is offered at all: hours, overrides, step, notice and horizon. Other bookings are not looked at.
    /// Throws `slot_unavailable`.
    static func requireOffered(
        _ start: Date, by offered: OfferedService, now: Date, in tx: any Transaction
    ) throws {
        // Hours in a zone that nobody knows would be offered at the wrong time.
        guard let zone = try Zone.known(offered.zoneIdentifier) else { throw Problem(.slotUnavailable) }
        let day = zone.local(start).date
        // It may run on into the hours of the days after it.
        let hours = try tx.workingHours(
            of: offered.host.id, from: day.adding(days: -2), to: day.adding(days: 3))
        let openings = Openings(rules: offered.service.rules, hours: hours, zone: zone)
        guard offered.isOffered, openings.offers(start: start, now: now) else {
            throw Problem(.slotUnavailable)
        }
    }
}
