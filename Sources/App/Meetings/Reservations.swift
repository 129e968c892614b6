import Domain
import Foundation
import Storage

/// Rooms that are open for their booking alone: a Jitsi server asks before it opens one, and tells when it has closed
/// it (Jitsi's reservation protocol, as Prosody's `mod_reservations` speaks it). Calls may come twice, late, and in
/// another order.
struct Reservations: Sendable {
    let meetings: Meetings

    private var database: any Database { meetings.database }

    /// The first one to come wants a room. `name` may have an organisation before it, in brackets.
    func open(_ name: String) async throws -> RoomAnswer {
        let name = name.lowercased()
        let bare = name.hasPrefix("[") ? String(name.drop { $0 != "]" }.dropFirst()) : name
        return try await database.write { tx in
            guard let id = try tx.bookingID(ofRoom: bare), let booking = try tx.booking(id),
                let meeting = booking.meeting
            else { return .refused(Catalogue.english.sentence("reservation.unknown")) }
            if let refusal = try refusal(of: booking, in: tx) {
                let client = try tx.user(booking.clientID)
                return .refused(Catalogue.of(client?.locale).sentence(refusal.key))
            }
            if try tx.noteRoomOpened(of: id) {
                try tx.audit("meeting.room_opened", by: nil, booking: id, user: booking.clientID)
            }
            return try opening(of: booking, meeting, called: name, in: tx).map(RoomAnswer.opens)
                ?? .refused(Catalogue.english.sentence("reservation.unknown"))
        }
    }

    /// A room that is open, as far as we were told; nil for any other.
    func opening(_ id: RoomOpeningID) async throws -> RoomOpening? {
        try await database.read { tx in
            guard let booking = try tx.booking(id.bookingID), let meeting = booking.meeting else { return nil }
            let found = try opening(of: booking, meeting, called: meeting.room.name, in: tx)
            return found?.id == id ? found : nil
        }
    }

    /// Everybody has left, or its time was over. Told twice, or of a room that was opened again meanwhile, it changes
    /// nothing.
    func close(_ id: RoomOpeningID) async throws {
        try await database.write { tx in
            guard try tx.noteRoomClosed(of: id.bookingID, openedAt: id.openedAt) else { return }
            let client = try tx.booking(id.bookingID)?.clientID
            try tx.audit("meeting.room_closed", by: nil, booking: id.bookingID, user: client)
        }
    }

    // MARK: When

    /// Nil where the room may open: within the window of a scheduled booking; with a waiting room once somebody may
    /// enter.
    private func refusal(of booking: Booking, in tx: any Transaction) throws -> RoomRefusal? {
        switch booking.status {
        case .pending: return .early
        case .cancelled, .expired: return .cancelled
        case .completed, .noShow: return .over
        case .scheduled: break
        }
        let state = meetings.state(of: booking, at: tx.now)
        // Also where a host has opened the waiting room before that.
        if state != .over, tx.now < meetings.window.opening(of: booking.scheduledAt) { return .early }
        switch state {
        case .open: return nil
        case .over: return .over
        case .closed: return try tx.hasAdmittedSomebody(to: booking.id) ? nil : .waits
        }
    }

    private func opening(
        of booking: Booking, _ meeting: Meeting, called name: String, in tx: any Transaction
    ) throws -> RoomOpening? {
        let times = try tx.roomTimes(of: booking.id)
        guard let openedAt = times.openedAt, times.closedAt == nil else { return nil }
        return RoomOpening(
            id: RoomOpeningID(bookingID: booking.id, openedAt: openedAt), name: name,
            endsAt: meetings.window.end(of: meeting.endsAt))
    }
}

/// Whether a Jitsi server may open a room.
enum RoomAnswer: Sendable {
    case opens(RoomOpening)
    /// A sentence that people see who wanted to go in.
    case refused(String)
}

/// Why a room stays closed.
private enum RoomRefusal {
    case early, waits, over, cancelled

    var key: String {
        switch self {
        case .early: "reservation.early"
        case .waits: "reservation.waits"
        case .over: "reservation.over"
        case .cancelled: "reservation.cancelled"
        }
    }
}

/// A room from one opening to its end.
struct RoomOpening: Sendable {
    let id: RoomOpeningID
    /// As the Jitsi server calls the room.
    let name: String
    let endsAt: Date
    /// Until it is to be ended, from when it was opened.
    var seconds: Int { max(0, Int(endsAt.timeIntervalSince(id.openedAt))) }
}

/// Names one opening of a room, so that what is told of it late is not taken for the next: `12-1796115600`.
struct RoomOpeningID: Sendable, Hashable {
    private static let mostBytes = 40

    let bookingID: BookingID
    let openedAt: Date

    init(bookingID: BookingID, openedAt: Date) {
        self.bookingID = bookingID
        self.openedAt = openedAt
    }

    /// Nil for a text of another form.
    init?(_ text: String) {
        let parts = text.utf8.count <= Self.mostBytes ? text.split(separator: "-") : []
        guard parts.count == 2, let id = Int64(parts[0]), let second = Int64(parts[1]) else { return nil }
        self.init(
            bookingID: BookingID(rawValue: id), openedAt: Date(timeIntervalSince1970: Double(second)))
        guard text == self.text else { return nil }
    }

    var text: String { "\(bookingID.rawValue)-\(Int64(openedAt.timeIntervalSince1970))" }
}
