import Domain
import Foundation
import Storage

/// Where a booking is moved to.
struct MovePlace: Sendable {
    let start: Date
    /// Whether those who run the practice move it knowingly although the host is busy elsewhere.
    var ignoresCalendars = false
}

extension Bookings {
    /// Asked in the transaction that takes the time: what slots showed may be older than what is known by now. Throws
    /// `slot_unavailable`, and tells those who run the practice why.
    static func requireFreeElsewhere(
        _ cells: Range<Int64>, of host: UserID, staff: Bool, in tx: any Transaction
    ) throws {
        guard try tx.isBusyElsewhere(cells, of: host) else { return }
        var problem = Problem(.slotUnavailable)
        // To a client it is the host's own business.
        if staff { problem.obstacle = .busyElsewhere }
        throw problem
    }

    /// The names of a host's bookings in calendars: what a host has of them elsewhere is no other appointment, also
    /// where the booking is off by now, or another host's and not yet taken away there.
    static func ownEvents(of host: UserID, from instant: Date, in tx: any Transaction) throws -> Set<String> {
        let filter = BookingFilter(hostID: host, from: instant, sort: .earliestFirst)
        let own = try tx.uncountedBookings(filter, ListPart(limit: mostOwnEvents))
        let left = Set(try tx.bookings(writtenFor: host, endingAfter: instant)).subtracting(own.map(\.id))
        return Set((own + (try left.compactMap { try tx.booking($0) })).map(BookingInvitation.uid))
    }

    private static var mostOwnEvents: Int { 5_000 }
}
