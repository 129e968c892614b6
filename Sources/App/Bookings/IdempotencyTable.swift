import Domain
import Foundation
import Storage

/// What is already known of an Idempotency-Key.
enum KnownKey: Sendable, Equatable {
    /// Never seen, and taken by this transaction now.
    case new
    /// Seen with the same request, which made this booking.
    case answered(bookingID: BookingID)
    /// Seen with another request.
    case otherRequest
}

/// All SQL of the table `idempotency_keys`.
extension Transaction {
    /// Takes the key for a booking that is about to be written, or says what it stands for. Before anything else is
    /// decided: of two twins the second waits for the first and finds its booking.
    func takeKey(_ key: String, of user: UserID, requestHash: String, for booking: BookingID) throws -> KnownKey {
        let oldest = now.addingTimeInterval(-Self.keyLifeSeconds)
        let taken = try run(
            """
            INSERT INTO idempotency_keys (user_id, key, request_hash, booking_id, created_at)
            VALUES (\(user), \(key), \(requestHash), \(booking), \(now))
            ON CONFLICT (user_id, key) DO UPDATE SET request_hash = \(requestHash), booking_id = \(booking),
                created_at = \(now)
            WHERE idempotency_keys.created_at <= \(oldest)
            """)
        if taken == 1 { return .new }
        let known = try row(
            "SELECT request_hash, booking_id FROM idempotency_keys WHERE user_id = \(user) AND key = \(key)"
        ) { (hash: try $0.text(0), booking: try $0.id(1) as BookingID) }
        guard let known, known.hash == requestHash else { return .otherRequest }
        return .answered(bookingID: known.booking)
    }

    /// Keeps for which bookings a key stands that was taken for many at once, one row each. They go with the key.
    func keep(_ bookings: [BookingID], under key: String, of user: UserID, requestHash: String) throws {
        let members = Self.members(key, requestHash)
        let rows = bookings.map {
            "(\(user), \(Digest.hex("\(members)\n\($0)")), \(members), \($0), \(now))" as SQL
        }
        try run(
            """
            INSERT INTO idempotency_keys (user_id, key, request_hash, booking_id, created_at)
            VALUES \(rows.joined(", "))
            ON CONFLICT (user_id, key) DO UPDATE SET created_at = \(now)
            """)
    }

    /// The bookings for which a key stands that was taken for many at once, the earliest first.
    func bookings(under key: String, of user: UserID, requestHash: String) throws -> [BookingID] {
        try rows(
            """
            SELECT bookings.id FROM idempotency_keys AS members JOIN bookings ON bookings.id = members.booking_id
            JOIN idempotency_keys AS taken ON taken.user_id = members.user_id AND taken.key = \(key)
                AND taken.created_at = members.created_at
            WHERE members.user_id = \(user) AND members.request_hash = \(Self.members(key, requestHash))
            ORDER BY bookings.scheduled_at, bookings.id
            """
        ) { try $0.id(0) }
    }

    /// What rows of one such key have in common; no request of anybody has it.
    private static func members(_ key: String, _ requestHash: String) -> String {
        Digest.hex("members\n\(requestHash)\n\(key)")
    }

    /// Forgets the key of a booking that was refused in the end: only success is kept.
    func forgetKeys(of user: UserID, for booking: BookingID) throws {
        try run("DELETE FROM idempotency_keys WHERE user_id = \(user) AND booking_id = \(booking)")
    }

    func deleteOldKeys(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM idempotency_keys WHERE (user_id, key) IN (
                SELECT user_id, key FROM idempotency_keys WHERE created_at < \(instant)
                ORDER BY created_at LIMIT \(limit))
            """)
    }

    /// How long a key is remembered.
    static var keyLifeSeconds: Double { 86_400 }
}
