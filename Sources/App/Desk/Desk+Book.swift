import Domain
import Foundation
import Storage

/// What is needed to book for a client: what may be booked, when, and who was found.
struct DeskBook: Sendable {
    let offerings: [Offering]
    let chosen: Offering?
    let slots: [Slot]
    let at: Date
    let people: [User]
}

/// What was asked of the page.
struct DeskBookQuestion: Sendable {
    var host: UserID?
    var service: ServiceID?
    var at: Date?
    var search: String?
}

extension Desk {
    /// So many people are offered of those whom a search found.
    static let mostPeople = 10

    /// The services of a host, the free times of one of them on the day of `at`, and the people found.
    func book(_ asked: DeskBookQuestion, in zone: Zone) async throws -> DeskBook {
        try await database.read { tx in
            let all = try tx.offerings(onlyActive: true)
            let own = all.filter { asked.host == nil || $0.host.id == asked.host }
            let chosen = own.first { $0.service.id == asked.service } ?? own.first
            let at = asked.at ?? tx.now
            let date = zone.local(at).date
            let days = try AskedDays(from: date, to: date, zoneIdentifier: nil)
            let slots = try chosen.map {
                try Calendars.offer(from: $0.withoutNotice.slotSource, on: days, in: zone, in: tx).slots
            }
            let people = try asked.search.map {
                try tx.users(search: $0, ListPart(limit: Self.mostPeople)).items
            }
            return DeskBook(offerings: own, chosen: chosen, slots: slots ?? [], at: at, people: people ?? [])
        }
    }
}
