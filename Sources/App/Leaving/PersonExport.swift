import Domain
import Foundation
import Storage

/// Everything that is stored about a person, for themselves (GDPR, article 15): read and sent part by part, so that
/// its size does not matter.
struct PersonExport: Sendable {
    let user: User
    let database: any Database
    private let links: Links
    /// Read before the answer begins, so that a failure is still answered as one.
    private let firstBookings: [BookingEntry]

    /// Rows that are read at once, and parts of each kind at most.
    static let (chunk, mostParts) = (500, 2_000)

    init(of user: User, in database: any Database, links: Links) async throws {
        self.user = user
        self.links = links
        self.database = database
        firstBookings = try await Self.bookings(of: user, after: nil, in: database)
    }

    /// Takes what is written, piece by piece.
    typealias Send = (JSONText) async throws -> Void

    func write(to send: Send) async throws {
        var json = JSONText()
        json.begin()
        json.field("user", user: user)
        try await writeBookings(&json, to: send)
        try await writePayments(&json, to: send)
        try await writeMails(&json, to: send)
        try await writeAudit(&json, to: send)
        let sessions = try await database.read(.long) { [user] in try $0.sessions(of: user.id) }
        json.field("sessions", each: sessions, Self.write)
        let factor = try await database.read { [user] in try SecondFactorState.of(user.id, in: $0) }
        json.field("second_factor") { json in
            json.field("confirmed_at", factor?.confirmedAt)
            json.field("recovery_codes_left", factor?.recoveryCodesLeft ?? 0)
        }
        try await writeParticipants(&json, to: send)
        try await writeMailbox(&json, to: send)
        let keys = try await database.read { [user] in try $0.keys(of: user.id) }
        json.field("api_keys", each: keys) { $0.key($1) }
        let calendars = try await database.read { [user] in try $0.calendarLinks(of: user.id) }
        json.field("outside_calendars", each: calendars) { json, link in json.object { $0.fields(link) } }
        json.finish()
        try await send(json.take())
    }

    private func writeBookings(_ json: inout JSONText, to send: Send) async throws {
        let view = BookingView.own(user, links)
        try await write(
            "bookings", &json, to: send,
            read: { last in
                guard let last else { return firstBookings }
                return try await Self.bookings(of: user, after: last.booking.placeInList, in: database)
            }, item: { $0.booking($1, view) })
    }

    /// Of the bookings that cost something, one by one.
    private func writePayments(_ json: inout JSONText, to send: Send) async throws {
        try await write(
            "payments", &json, to: send,
            read: { (last: (booking: Booking, record: PaymentRecord)?) in
                try await database.read(.long) { [user] tx in
                    let part = ListPart(limit: Self.chunk, after: last?.booking.placeInList)
                    return try tx.uncountedBookings(BookingFilter(clientID: user.id), part)
                        .map { ($0, try PaymentRecord.of($0.id, in: tx)) }
                }
            },
            item: { json, item in
                guard item.booking.price.minor > 0, !item.record.isEmpty else { return }
                json.object { $0.fields(item.record) }
            })
    }

    private func writeMails(_ json: inout JSONText, to send: Send) async throws {
        try await write(
            "mails", &json, to: send,
            read: { (last: Mail?) in
                try await database.read(.long) { [user] in
                    try $0.mails(toUser: user.id, after: last?.id ?? MailID(rawValue: 0), limit: Self.chunk)
                }
            }, item: Self.write)
    }

    private func writeAudit(_ json: inout JSONText, to send: Send) async throws {
        try await write(
            "audit", &json, to: send,
            read: { (last: AuditEntry?) in
                try await database.read(.long) { [user] in
                    try $0.auditEntries(about: user.id, after: last?.id ?? 0, limit: Self.chunk)
                }
            }, item: { $0.audit($1) })
    }

    /// An array, part by part: each is read when the one before has been sent.
    func write<Item>(
        _ name: StaticString, _ json: inout JSONText, to send: Send,
        read: (Item?) async throws -> [Item], item write: (inout JSONText, Item) -> Void
    ) async throws {
        json.begin(name)
        var last: Item?
        for _ in 0..<Self.mostParts {
            let items = try await read(last)
            for item in items { write(&json, item) }
            try await send(json.take())
            last = items.last
            if items.count < Self.chunk { break }
        }
        json.end()
    }

    private static func bookings(
        of user: User, after place: ListPlace?, in database: any Database
    ) async throws -> [BookingEntry] {
        try await database.read(.long) { tx in
            let part = ListPart(limit: chunk, after: place)
            return try tx.uncountedBookingEntries(BookingFilter(clientID: user.id), part)
        }
    }

    private static func write(_ json: inout JSONText, _ mail: Mail) {
        json.object { json in
            json.field("kind", mail.kind.rawValue)
            json.field("booking_id", mail.bookingID)
            json.field("role", mail.role.rawValue)
            json.field("state", mail.state.rawValue)
            json.field("error", mail.error)
            json.field("created_at", mail.createdAt)
            json.field("sent_at", mail.sentAt)
            json.field("address", mail.address)
        }
    }

    private static func write(_ json: inout JSONText, _ session: SessionRecord) {
        json.object { json in
            json.field("created_at", session.createdAt)
            json.field("expires_at", session.expiresAt)
            json.field("revoked_at", session.revokedAt)
            json.field("last_used_at", session.lastUsedAt)
            json.field("device", session.device)
        }
    }
}
