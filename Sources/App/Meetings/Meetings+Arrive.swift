import Domain
import Foundation
import Storage

/// What comes of somebody who wants to go into a meeting by their own entrance.
package enum Arrival: Sendable, Equatable {
    /// They go in.
    case goesIn
    /// They wait until the host lets them in, from that moment on.
    case waits(since: Date)
}

extension Meetings {
    /// Somebody whose entrance was judged to be good wants to go in, now, by their own deed. The host and admins open a
    /// meeting that has a waiting room by going in; others wait there until it is open or they are let in. Throws
    /// `illegal_move` for a meeting that is over, or of a booking that is not scheduled.
    ///
    /// Whether it is too early for a meeting without a waiting room is not asked here.
    package func arrive(_ entrant: Entrant, at id: BookingID) async throws -> Arrival {
        try await database.write { try arrive(entrant, at: id, in: $0) }
    }

    func arrive(_ entrant: Entrant, at id: BookingID, in tx: any Transaction) throws -> Arrival {
        guard let booking = try tx.booking(id), let meeting = booking.meeting else { throw Problem(.notFound) }
        try requireGoingOn(booking, in: tx)
        if meeting.hasWaitingRoom, try !mayGoIn(entrant, into: booking, in: tx) {
            return .waits(since: try wait(entrant, for: booking, in: tx))
        }
        if meeting.hasWaitingRoom { try open(booking, goingIn: entrant, in: tx) }
        try tx.noteEntering(entrant, into: id)
        try tx.touchMeeting(of: id)
        return .goesIn
    }

    /// The host and admins may at any time; others where it is open, or where they were let in: closing keeps out those
    /// alone who come then.
    func mayGoIn(_ entrant: Entrant, into booking: Booking, in tx: any Transaction) throws -> Bool {
        switch entrant {
        case .host, .admin: true
        case .client, .invited:
            try state(of: booking, at: tx.now) == .open || tx.isAdmitted(entrant, to: booking.id)
        }
    }

    private func open(_ booking: Booking, goingIn entrant: Entrant, in tx: any Transaction) throws {
        switch entrant {
        case .host: try open(booking, by: booking.hostID, in: tx)
        case .admin(let id): try open(booking, by: id, in: tx)
        case .client, .invited: break
        }
    }

    private func wait(_ entrant: Entrant, for booking: Booking, in tx: any Transaction) throws -> Date {
        try tx.noteWaiting(entrant, for: booking.id)
        try tx.touchMeeting(of: booking.id)
        try planNotice(of: booking, in: tx)
        return try tx.waitingSince(entrant, for: booking.id) ?? tx.now
    }

    /// Whoever waits is still there: their page was asked for again, or has an open stream. That is told to nobody, and
    /// makes no place in the list. False for whoever does not wait.
    @discardableResult
    package func present(_ entrant: Entrant, at id: BookingID) async throws -> Bool {
        try await database.write(.readCommitted) { try $0.noteSeen(entrant, at: id) }
    }
}
