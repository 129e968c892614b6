import Domain
import Foundation
import Storage

/// Who goes into a meeting, who waits for it, and what its host says of it.
package struct Meetings: Sendable {
    let bookings: Bookings
    /// When meetings may be gone into.
    let window: MeetingWindow

    var database: any Database { bookings.database }

    /// How late a host may say to be.
    static let mostLateMinutes: Int64 = 120

    /// A meeting as those see it who run it. Throws `not_found`, and `forbidden` for its client.
    func meeting(_ id: BookingID, for asker: User) async throws -> LobbyMeeting {
        try await database.read { tx in
            try lobbyMeeting(try Self.require(id, for: asker, in: tx), in: tx)
        }
    }

    /// Lets all in who wait and come. Throws as `meeting`, and `illegal_move`.
    func open(_ id: BookingID, by asker: User) async throws -> LobbyMeeting {
        try await change(id, by: asker) { tx, booking in
            try Self.requireWaitingRoom(of: booking)
            try open(booking, by: asker.id, in: tx)
        }
    }

    /// Lets nobody in any more who was not let in already. Throws as `open`.
    func close(_ id: BookingID, by asker: User) async throws -> LobbyMeeting {
        try await change(id, by: asker) { tx, booking in
            try Self.requireWaitingRoom(of: booking)
            guard try tx.closeMeeting(of: id) else { return }
            try tx.audit("meeting.closed", by: asker.id, booking: id, user: booking.clientID)
        }
    }

    /// Lets in one who waits, while the meeting stays closed. Throws as `open`, and `not_found` where nobody of that
    /// name waits or was let in.
    func admit(_ entrant: Entrant, to id: BookingID, by asker: User) async throws -> LobbyMeeting {
        try await change(id, by: asker) { tx, booking in
            try Self.requireWaitingRoom(of: booking)
            guard try tx.admit(entrant, to: id) else {
                guard try tx.isAdmitted(entrant, to: id) else { throw Problem(.notFound) }
                return
            }
            try tx.touchMeeting(of: id)
            try tx.audit(
                "meeting.admitted", by: asker.id, booking: id, user: booking.clientID,
                detail: ["entrant": entrant.description])
        }
    }

    /// Says that the meeting begins so many minutes late; 0 takes it back. Whoever is expected is told by mail once.
    /// Throws as `meeting`, and `illegal_move`.
    func late(_ minutes: Int, for id: BookingID, by asker: User) async throws -> LobbyMeeting {
        try await change(id, by: asker) { tx, booking in
            guard try tx.setLateness(of: id, minutes: minutes) else { return }
            if minutes > 0 { try tellLateness(of: booking, in: tx) }
            try tx.audit(
                "meeting.late", by: asker.id, booking: id, user: booking.clientID, detail: ["minutes": "\(minutes)"])
        }
    }

    /// One deed on a meeting that is not over, and the meeting as it is then.
    private func change(
        _ id: BookingID, by asker: User, _ deed: @escaping @Sendable (any Transaction, Booking) throws -> Void
    ) async throws -> LobbyMeeting {
        try await database.write { tx in
            let entry = try Self.require(id, for: asker, in: tx)
            try requireGoingOn(entry.booking, in: tx)
            try deed(tx, entry.booking)
            return try lobbyMeeting(try Self.require(id, for: asker, in: tx), in: tx)
        }
    }

    func open(_ booking: Booking, by asker: UserID?, in tx: any Transaction) throws {
        try tx.admitAll(to: booking.id)
        guard try tx.openMeeting(of: booking.id) else { return }
        try tx.audit("meeting.opened", by: asker, booking: booking.id, user: booking.clientID)
    }

    // MARK: Who may, and when

    private static func require(_ id: BookingID, for asker: User, in tx: any Transaction) throws -> BookingEntry {
        let entry = try Bookings.require(id, .visible(to: asker), in: tx).entry
        guard asker.isAdmin || BookingRole.isHost(asker, of: entry.booking) else { throw Problem(.forbidden) }
        guard entry.booking.meeting != nil else { throw Problem(.notFound) }
        return entry
    }

    func requireGoingOn(_ booking: Booking, in tx: any Transaction) throws {
        guard booking.status == .scheduled else { throw Problem.illegalMove(Obstacle(booking.status)) }
        guard state(of: booking, at: tx.now) != .over else { throw Problem.illegalMove(.over) }
    }

    private static func requireWaitingRoom(of booking: Booking) throws {
        guard booking.meeting?.hasWaitingRoom == true else { throw Problem.illegalMove(.noWaitingRoom) }
    }

    /// Over where there is no meeting (any more).
    func state(of booking: Booking, at now: Date) -> MeetingState {
        guard booking.status == .scheduled, let meeting = booking.meeting else { return .over }
        return meeting.state(at: now, startingAt: booking.scheduledAt, window)
    }
}
