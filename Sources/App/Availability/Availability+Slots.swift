import Domain
import Foundation
import Storage

/// Which slots are asked for: the asker's dates, both included, in the asker's zone (the host's where none is named).
package struct SlotQuestion: Sendable, Hashable {
    /// Days that may be asked for at once.
    static let mostDays = 62

    let serviceID: Int64
    let from: LocalDate
    let to: LocalDate
    let zoneIdentifier: String?
    /// Of the rules by which it is answered: an answer by others is no answer to it.
    private let rulesGeneration = ZoneFolder.system.generation

    package init(serviceID: Int64, from: LocalDate, to: LocalDate, zoneIdentifier: String?) throws {
        guard to >= from else { throw Problem.invalid("to", .inThePast) }
        guard to.dayNumber - from.dayNumber < Self.mostDays else {
            throw Problem.invalid("to", .tooMany, ["maximum": "\(Self.mostDays)"])
        }
        self.serviceID = serviceID
        self.from = from
        self.to = to
        self.zoneIdentifier = try zoneIdentifier.map { try Zone($0).identifier }
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
    func slots(_ question: SlotQuestion) async throws -> JSONText {
        let moment = now()
        let outcome = try await database.read { tx -> SlotCache.Outcome in
            guard let state = try tx.calendarState(ofService: question.serviceID) else { throw Problem(.notFound) }
            if let kept = cache.answer(to: question, state: state, now: moment) { return .kept(kept) }
            return .fresh(try Self.slots(question, now: moment, in: tx))
        }
        switch outcome {
        case .kept(let json): return json
        case .fresh(let answer):
            let json = Self.json(answer, to: question)
            cache.keep(json, for: question, state: answer.state, madeAt: moment, lapsesAt: answer.offer.lapsesAt)
            return json
        }
    }

    /// Works the slots out from hours, overrides and what is taken.
    static func slots(_ question: SlotQuestion, now: Date, in tx: any Transaction) throws -> SlotAnswer {
        guard let offered = try tx.service(question.serviceID),
            let state = try tx.calendarState(ofService: question.serviceID)
        else { throw Problem(.notFound) }
        let hostZone = try Zone(offered.zoneIdentifier)
        let askerZone = try question.zoneIdentifier.map { try Zone($0) } ?? hostZone
        // Zones lie at most 26 hours apart, a range over midnight belongs to the day it starts on, and a slot may run on
        // into the hours of the next day.
        let hours = try tx.workingHours(
            of: offered.host.id, from: question.from.adding(days: -3), to: question.to.adding(days: 5))
        let firstCell = Int64(question.from.adding(days: -3).dayNumber) * 288
        let endCell = Int64(question.to.adding(days: 4).dayNumber) * 288
        let taken = try tx.takenRanges(of: offered.host.id, touching: firstCell..<endCell)
        let openings = Openings(rules: offered.service.rules, hours: hours, zone: hostZone)
        let offer = openings.slots(from: question.from, to: question.to, in: askerZone, now: now, taken: taken)
        return SlotAnswer(zoneIdentifier: askerZone.identifier, offer: offer, state: state)
    }

    private static func json(_ answer: SlotAnswer, to question: SlotQuestion) -> JSONText {
        .object(capacity: 128 + 72 * answer.offer.slots.count) { json in
            json.field("service_id", question.serviceID)
            json.field("time_zone", answer.zoneIdentifier)
            json.field("slots", each: answer.offer.slots) { json, slot in
                json.object { json in
                    json.field("starts_at", slot.start)
                    json.field("ends_at", slot.end)
                }
            }
        }
    }
}
