import Domain
import Foundation
import Storage

/// People as those see them who run the practice.
struct People: Sendable {
    let accounts: Accounts

    /// Of a person's bookings so many are shown at once.
    private static let mostBookings = 25

    /// In order of their ids, each with how many bookings they have made.
    func list(search: String?, _ part: ListPart) async throws -> Listing<ListedPerson> {
        try await accounts.database.read(.long) { tx in
            let listing = try tx.users(search: search, part)
            let counts = try tx.bookingCounts(ofClients: listing.items.map(\.id))
            return listing.map { ListedPerson(user: $0, bookings: counts[$0.id] ?? 0) }
        }
    }

    /// One person, with the bookings that they have made, the latest first; `place` is where an earlier part of them
    /// ended. Throws `not_found`.
    func person(_ id: UserID, after place: ListPlace? = nil) async throws -> PersonRecord {
        try await accounts.database.read { tx in
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            let part = ListPart(limit: Self.mostBookings + 1, after: place)
            let found = try tx.uncountedBookings(BookingFilter(clientID: id), part)
            let shown = found.prefix(Self.mostBookings)
            var names = BookingNames(knowing: [user])
            return PersonRecord(
                user: user, hasSecondFactor: try tx.hasSecondFactor(id),
                bookings: try shown.map { try names.entry($0, in: tx) },
                next: found.count > shown.count ? shown.last?.placeInList : nil, now: tx.now)
        }
    }
}

/// A person in the list of all.
struct ListedPerson: Sendable {
    let user: User
    /// How many bookings they have made.
    let bookings: Int
}

/// One person, as admins look at them.
struct PersonRecord: Sendable {
    let user: User
    let hasSecondFactor: Bool
    let bookings: [BookingEntry]
    /// After which the next part of the bookings begins; nil where nothing follows.
    let next: ListPlace?
    let now: Date
}
