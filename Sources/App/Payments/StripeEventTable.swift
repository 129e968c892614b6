import Foundation
import Storage

/// All SQL of the table `stripe_events`: the ids of the events that came in, so that each is taken once.
extension Transaction {
    /// False where the event came before.
    func addStripeEvent(_ event: StripeEvent) throws -> Bool {
        try run(
            """
            INSERT INTO stripe_events (id, type, intent_id, created_at, received_at)
            VALUES (\(event.id), \(event.type), \(event.intentID), \(event.createdAt), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Stripe sends an event again for three days; thirty are kept, for whoever looks into a matter.
    func deleteOldStripeEvents(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM stripe_events WHERE id IN (
                SELECT id FROM stripe_events WHERE received_at < \(instant) ORDER BY received_at LIMIT \(limit))
            """)
    }

    /// When the latest event came, for the doctor.
    func latestStripeEvent() throws -> Date? {
        try row("SELECT MAX(received_at) FROM stripe_events") { try $0.optionalDate(0) } ?? nil
    }
}
