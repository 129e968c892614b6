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
