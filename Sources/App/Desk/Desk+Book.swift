import Domain
import Foundation
import Storage

/// What is needed to book for a client: what may be booked, when, and for whom.
struct DeskBook: Sendable {
    let offerings: [Offering]
    let chosen: Offering?
    let slots: [Slot]
    let at: Date
    /// Whom the search found, and before them who was named.
    let people: [User]
    /// Until when the client of a booking that is made now may withdraw; nil where there is no such right.
    let withdrawUntil: Date?
}

/// What was asked of the page.
struct DeskBookQuestion: Sendable {
    var host: UserID?
    var service: ServiceID?
    var at: Date?
    var search: String?
    /// Who was chosen already.
    var person: UserID?
}

extension Desk {
    /// So many people are offered of those whom a search found.
    static let mostPeople = 10

    /// The services of a host, the free times of one of them on the day of `at`, and the people found: an admin's are
    /// all, a host's their own. Throws `forbidden` for whoever is neither.
    func book(_ asked: DeskBookQuestion, for asker: User, in zone: Zone) async throws -> DeskBook {
        try asker.requireStaff()
        return try await database.read { tx in
            let host = asker.isAdmin ? asked.host : asker.id
            let own = try tx.offerings(onlyActive: true).filter { host == nil || $0.host.id == host }
            let chosen = own.first { $0.service.id == asked.service } ?? own.first
            let at = asked.at ?? tx.now
            let date = zone.local(at).date
            let days = try AskedDays(from: date, to: date, zoneIdentifier: nil)
            let slots = try chosen.map {
                try Calendars.offer(from: $0.withoutNotice.slotSource, on: days, in: zone, in: tx).slots
            }
            let named = try asked.person.flatMap { try tx.client($0, of: asker) }
            let found = try asked.search.map { try tx.clients(matching: $0, of: asker, most: Self.mostPeople) } ?? []
            return DeskBook(
                offerings: own, chosen: chosen, slots: slots ?? [], at: at,
                people: [named].compactMap(\.self) + found.filter { $0.id != named?.id },
                withdrawUntil: try chosen?.withdrawalEnd(ofBookingAt: tx.now))
        }
    }

    /// Those whom a search finds while it is typed. Throws `forbidden`.
    func people(matching search: String, for asker: User) async throws -> [User] {
        try asker.requireStaff()
        return try await database.read(.long) { try $0.clients(matching: search, of: asker, most: Self.mostPeople) }
    }
}
