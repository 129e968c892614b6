import Domain
import Foundation
import Storage

/// A person's own bookings, as the person looks at them.
struct OwnBookings: Sendable {
    /// What is held and what is firm, and not over; the earliest first. Empty where a later part of the past is shown.
    let coming: [BookingEntry]
    /// All others; the latest first.
    let past: [BookingEntry]
    /// After which the next part of the past begins; nil where nothing follows.
    let next: ListPlace?
    let now: Date
}

extension Bookings {
    /// Of what is past so many are shown at once.
    private static var mostPast: Int { 25 }

    /// The bookings that a person has made. `place` is where an earlier part of the past ended.
    func own(_ client: User, after place: ListPlace?) async throws -> OwnBookings {
        try await database.read { tx in
            var names = BookingNames(knowing: [client])
            var filter = BookingFilter(clientID: client.id, now: tx.now)
            let all = try tx.uncountedBookings(filter, ListPart(limit: ListPart.largestLimit, after: place))
            // Each is copied once: a booking has many texts.
            var (coming, past): ([Booking], [Booking]) = ([], [])
            for booking in all {
                if booking.isComing(at: tx.now) { coming.append(booking) } else { past.append(booking) }
            }
            coming.reverse()
            let shown = past.prefix(Self.mostPast)
            let isCut = all.count == ListPart.largestLimit
            // The latest come first: whoever has more to come than one part holds is shown what comes soonest.
            if isCut, let last = all.last, tx.now < last.scheduledAt.addingTimeInterval(Booking.longestSeconds) {
                (filter.when, filter.sort) = (.upcoming, .earliestFirst)
                coming = try tx.uncountedBookings(filter, ListPart(limit: ListPart.largestLimit))
            }
            let next = past.count > shown.count ? shown.last : isCut ? all.last : nil
            return OwnBookings(
                coming: place == nil ? try coming.map { try names.entry($0, in: tx) } : [],
                past: try shown.map { try names.entry($0, in: tx) },
                next: next?.placeInList, now: tx.now)
        }
    }
}

extension Booking {
    /// Whether it still stands and is not over.
    func isComing(at now: Date) -> Bool { status.isLive && now < endsAt }
}
