import Domain
import Foundation
import Storage

/// What is read of the table `bookings`; changes stand in BookingTable+Change.swift.
extension Transaction {
    func booking(_ id: Int64) throws -> BookingEntry? {
        try row("\(BookingEntry.select) WHERE bookings.id = \(id)", BookingEntry.init(row:))
    }

    /// Newest start first, then the largest id.
    func bookings(_ filter: BookingFilter, _ page: Page) throws -> [BookingEntry] {
        var people = KnownPeople()
        return try rows(
            """
            \(BookingEntry.select) \(filter.sql)
            ORDER BY bookings.scheduled_at DESC, bookings.id DESC LIMIT \(page.limit) OFFSET \(page.offset)
            """
        ) { try BookingEntry(row: $0, &people) }
    }

    func bookingCount(_ filter: BookingFilter) throws -> Int {
        // Without the search nothing of the client's row is needed, and a narrow index can answer.
        let client: SQL = filter.search == nil ? "" : "JOIN users client ON client.id = bookings.user_id"
        return try count("SELECT COUNT(*) FROM bookings \(client) \(filter.sql)")
    }

    /// A person's bookings that are still to come and still stand.
    func liveBookingIDs(ofClient user: Int64, after instant: Date) throws -> [Int64] {
        try rows(
            """
            SELECT id FROM bookings WHERE user_id = \(user) AND scheduled_at > \(instant)
            AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled)) ORDER BY id
            """
        ) { try $0.int(0) }
    }

    func liveBookingIDs(ofHost user: Int64, after instant: Date) throws -> [Int64] {
        try rows(
            """
            SELECT id FROM bookings WHERE host_id = \(user) AND scheduled_at > \(instant)
            AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled)) ORDER BY id
            """
        ) { try $0.int(0) }
    }
}

extension BookingStatus: Storable {}
extension PaymentStatus: Storable {}

extension BookingEntry {
    static let select: SQL = """
        SELECT bookings.id, bookings.user_id, bookings.service_id, bookings.host_id, bookings.scheduled_at,
            bookings.duration, bookings.status, bookings.payment_status, bookings.amount_minor, bookings.currency,
            bookings.notes, bookings.jitsi_room_id, bookings.jitsi_room_url, bookings.first_cell, bookings.end_cell,
            bookings.sequence, bookings.change_notice, bookings.hold_expires_at, bookings.cancelled_at,
            bookings.cancel_reason, bookings.created_at, bookings.updated_at,
            services.title,
            client.id, client.email, client.first_name, client.last_name, client.display_name, client.time_zone,
            client.locale,
            host.id, host.email, host.first_name, host.last_name, host.display_name, host.time_zone, host.locale
        FROM bookings
        JOIN services ON services.id = bookings.service_id
        JOIN users client ON client.id = bookings.user_id
        JOIN users host ON host.id = bookings.host_id
        """

    init(row: any Row) throws {
        var people = KnownPeople()
        try self.init(row: row, &people)
    }

    init(row: any Row, _ people: inout KnownPeople) throws {
        self.init(
            booking: try Booking(row: row), serviceTitle: try row.text(22), client: try people.read(row, from: 23),
            host: try people.read(row, from: 30))
    }
}

extension Booking {
    init(row: any Row) throws {
        self.init(
            id: try row.int(0), userID: try row.int(1), serviceID: try row.int(2), hostID: try row.int(3),
            scheduledAt: try row.date(4), duration: Int(try row.int(5)),
            status: try row.value(6, as: BookingStatus.self), paymentStatus: try row.value(7, as: PaymentStatus.self),
            amountMinor: try row.int(8), currency: try row.text(9), notes: try row.optionalText(10),
            roomID: try row.optionalText(11), roomURL: try row.optionalText(12),
            cells: try row.int(13)..<row.int(14), sequence: try row.int(15), changeNotice: Int(try row.int(16)),
            holdExpiresAt: try row.optionalDate(17), cancelledAt: try row.optionalDate(18),
            cancelReason: try row.optionalText(19), createdAt: try row.date(20), updatedAt: try row.date(21))
    }
}

extension Person {
    init(row: any Row, from start: Int) throws {
        let email = try row.text(start + 1)
        self.init(
            id: try row.int(start), email: email,
            name: PersonName.shown(
                displayName: try row.optionalText(start + 4), firstName: try row.optionalText(start + 2),
                lastName: try row.optionalText(start + 3), email: email),
            timeZone: try row.text(start + 5), locale: try row.text(start + 6))
    }
}

/// People who were in an earlier row of the same list: a page of bookings names few of them again and again.
struct KnownPeople {
    private var known: [Int64: Person] = [:]

    mutating func read(_ row: any Row, from start: Int) throws -> Person {
        let id = try row.int(start)
        if let person = known[id] { return person }
        let person = try Person(row: row, from: start)
        known[id] = person
        return person
    }
}
