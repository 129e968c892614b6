import Domain
import Foundation
import Storage

/// Which slots are asked for.
package struct SlotQuestion: Sendable, Hashable {
    let serviceID: Int64
    let days: AskedDays
    /// Of the rules by which it is answered: an answer by others is no answer to it.
    private let rulesGeneration = ZoneFolder.system.generation

    package init(serviceID: Int64, days: AskedDays) {
        self.serviceID = serviceID
        self.days = days
    }
}

/// Slots with the zone in which their days were meant.
struct SlotAnswer: Sendable {
    let zoneIdentifier: String
    let offer: Offer
    let state: CalendarState
}

extension Availability {
    /// The answer as JSON, from memory where the host's calendar has not changed and no slot has lapsed since.
    func slots(_ question: SlotQuestion) async throws -> TaggedJSON {
        let moment = now()
        let outcome = try await database.read { tx -> SlotCache.Outcome in
            guard let state = try tx.calendarState(ofService: question.serviceID) else { throw Problem(.notFound) }
            if let kept = cache.answer(to: question, state: state, now: moment) { return .kept(kept) }
            return .fresh(try Self.slots(question, now: moment, in: tx))
        }
        switch outcome {
        case .kept(let kept): return kept
        case .fresh(let fresh):
            let answer = TaggedJSON(Self.json(fresh, to: question))
            cache.keep(answer, for: question, state: fresh.state, madeAt: moment, lapsesAt: fresh.offer.lapsesAt)
            return answer
        }
    }

    /// The answer to whoever may book at short notice and far ahead; never from memory, nor kept there. Throws
    /// `forbidden` for anybody else.
    func slots(_ question: SlotQuestion, forPractice asker: User) async throws -> JSONText {
        let moment = now()
        let answer = try await database.read { tx in
            guard let offered = try tx.service(question.serviceID) else { throw Problem(.notFound) }
            guard asker.isAdmin || asker.isHost && offered.host.id == asker.id else { throw Problem(.forbidden) }
            return try Self.slots(question, withoutNotice: true, now: moment, in: tx)
        }
        return Self.json(answer, to: question)
    }

    /// How long nothing is offered, in seconds, before a host's unknown zone is looked for again.
    private static let looksAgainAfter = 60.0

    /// Works the slots out from hours, overrides and what is taken.
    static func slots(
        _ question: SlotQuestion, withoutNotice: Bool = false, now: Date, in tx: any Transaction
    ) throws -> SlotAnswer {
        guard let offered = try tx.service(question.serviceID),
            let state = try tx.calendarState(ofService: question.serviceID)
        else { throw Problem(.notFound) }
        let zone = try Zone.stored(question.days.zoneIdentifier ?? offered.zoneIdentifier)
        let offer = try offer(
            withoutNotice ? offered.withoutNotice : offered, on: question.days, in: zone, now: now, in: tx)
        return SlotAnswer(zoneIdentifier: zone.identifier, offer: offer, state: state)
    }

    /// The starts that a service offers on the asker's days; `own` are cells of the asker's that count as free.
    static func offer(
        _ offered: OfferedService, on days: AskedDays, in asker: Zone, givingBack own: Range<Int64>? = nil, now: Date,
        in tx: any Transaction
    ) throws -> Offer {
        guard let zone = try Zone.known(offered.zoneIdentifier) else {
            return Offer(slots: [], lapsesAt: now.addingTimeInterval(looksAgainAfter))
        }
        // Zones lie at most 26 hours apart, a range over midnight belongs to the day it starts on, and a slot may run
        // on into the hours of the next day.
        let hours = try tx.workingHours(
            of: offered.host.id, from: days.from.adding(days: -3), to: days.to.adding(days: 5))
        let firstCell = Int64(days.from.adding(days: -3).dayNumber) * 288
        let endCell = Int64(days.to.adding(days: 4).dayNumber) * 288
        let taken = try tx.takenRanges(of: offered.host.id, touching: firstCell..<endCell).filter { $0 != own }
        let openings = Openings(rules: offered.service.rules, hours: hours, zone: zone)
        return openings.slots(from: days.from, to: days.to, in: asker, now: now, taken: taken)
    }

    private static func json(_ answer: SlotAnswer, to question: SlotQuestion) -> JSONText {
        .object(capacity: 128 + 72 * answer.offer.slots.count) { json in
            json.field("service_id", question.serviceID)
            json.field("time_zone", answer.zoneIdentifier)
            json.field("slots", answer.offer.slots)
        }
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
