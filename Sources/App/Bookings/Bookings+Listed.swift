import Domain
import Foundation
import Storage

/// A part of the practice's bookings with what a page says around it.
struct ListedBookings: Sendable {
    let listing: Listing<BookingEntry>
    /// What was paid for all that match and has not gone back, by currency; nil where they are too many to add up.
    let paid: [Money]?
    /// What they can be narrowed by: services and their hosts.
    let offerings: [Offering]
    let now: Date
}

extension Bookings {
    /// Up to so many are added up.
    private static let mostSummed = 1_000

    /// Bookings as those see them who run the practice: an admin all, a host their own. Throws `forbidden` for whoever
    /// is neither.
    func listed(_ filter: BookingFilter, _ part: ListPart, for asker: User) async throws -> ListedBookings {
        let filter = try filter.narrowed(to: asker)
        return try await database.read(.long) { tx in
            let offerings = try tx.offerings(onlyActive: false)
            let clashes = try tx.openClashes()
            let listing = try tx.bookingEntries(filter, part, knowing: offerings)
                .map { $0.knowing(clashes, at: tx.now) }
            let isSummed = listing.isExact && listing.total <= Self.mostSummed
            return ListedBookings(
                listing: listing, paid: isSummed ? try tx.paid(filter, most: Self.mostSummed) : nil,
                offerings: offerings.filter { asker.isAdmin || $0.host.id == asker.id },
                now: tx.now)
        }
    }
}

extension BookingFilter {
    /// To what somebody may see. Throws `forbidden` for whoever runs nothing.
    func narrowed(to asker: User) throws -> BookingFilter {
        try asker.requireStaff()
        var filter = self
        if !asker.isAdmin { filter.hostID = asker.id }
        return filter
    }
}
