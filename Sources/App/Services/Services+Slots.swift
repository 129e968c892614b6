import Domain
import Foundation
import Storage

/// Which slots are asked for.
package struct SlotQuestion: Sendable, Hashable {
    let serviceID: ServiceID
    let days: AskedDays
    /// Of the rules by which it is answered: an answer by others is no answer to it.
    private let rulesGeneration = ZoneFolder.system.generation

    package init(serviceID: ServiceID, days: AskedDays) {
        self.serviceID = serviceID
        self.days = days
    }
}

/// Slots with the zone in which their days were meant.
struct SlotAnswer: Sendable {
    let zoneIdentifier: String
    let offer: Offer
    let state: CalendarState
    /// The moment as of which they are.
    let madeAt: Date
}

extension Services {
    /// The answer as JSON, from memory where the host's calendar has not changed and no slot has lapsed since.
    func slots(_ question: SlotQuestion) async throws -> TaggedJSON {
        let outcome = try await database.read { tx -> Recalled<TaggedJSON, SlotAnswer> in
            guard let state = try tx.calendarState(ofService: question.serviceID) else { throw Problem(.notFound) }
            if let known = cache.answer(to: question, state: state, now: tx.now) { return .remembered(known) }
            return .fresh(try Self.slots(question, in: tx))
        }
        switch outcome {
        case .remembered(let known): return known
        case .fresh(let fresh):
            let answer = TaggedJSON(Self.json(fresh, to: question))
            cache.remember(
                answer, for: question, state: fresh.state, madeAt: fresh.madeAt, lapsesAt: fresh.offer.lapsesAt)
            return answer
        }
    }

    /// The answer to whoever may book at short notice and far ahead; never from memory, nor kept there. Throws
    /// `forbidden` for anybody else.
    func slots(_ question: SlotQuestion, forStaff asker: User) async throws -> JSONText {
        let answer = try await database.read { tx in
            guard let offered = try tx.offering(of: question.serviceID) else { throw Problem(.notFound) }
            guard asker.isAdmin || asker.isHost && offered.host.id == asker.id else { throw Problem(.forbidden) }
            return try Self.slots(question, withoutNotice: true, in: tx)
        }
        return Self.json(answer, to: question)
    }

    /// Works the slots out from hours, overrides and what is taken.
    static func slots(
        _ question: SlotQuestion, withoutNotice: Bool = false, in tx: any Transaction
    ) throws -> SlotAnswer {
        guard let offered = try tx.offering(of: question.serviceID),
            let state = try tx.calendarState(ofService: question.serviceID)
        else { throw Problem(.notFound) }
        let zone = try Zone.stored(question.days.zoneIdentifier ?? offered.zoneIdentifier)
        let source = withoutNotice ? offered.withoutNotice.slotSource : offered.slotSource
        let offer = try Calendars.offer(from: source, on: question.days, in: zone, in: tx)
        return SlotAnswer(zoneIdentifier: zone.identifier, offer: offer, state: state, madeAt: tx.now)
    }

    /// Whether a start is offered at all: by the service, and by its host's calendar. Other bookings are not looked at.
    /// Throws `slot_unavailable`.
    static func requireOffered(_ start: Date, by offered: Offering, in tx: any Transaction) throws {
        guard offered.isOffered, try Calendars.offers(start, from: offered.slotSource, in: tx) else {
            throw Problem(.slotUnavailable)
        }
    }

    private static func json(_ answer: SlotAnswer, to question: SlotQuestion) -> JSONText {
        .object(capacity: 128 + 72 * answer.offer.slots.count) { json in
            json.field("service_id", question.serviceID)
            json.field("time_zone", answer.zoneIdentifier)
            json.field("slots", answer.offer.slots)
        }
    }
}
