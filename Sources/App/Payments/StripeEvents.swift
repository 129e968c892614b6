import Foundation
import Storage

/// The events that Stripe sends, each taken once.
struct StripeEvents: Sendable {
    let database: any Database
    let now: @Sendable () -> Date

    /// Keeps the event's id together with the job that looks at its payment.
    func take(_ event: StripeEvent) async throws {
        try await database.write(.readCommitted) { tx in
            guard try tx.addStripeEvent(event), let intentID = event.intentID else { return }
            guard try event.mayBeOurs || tx.payment(intentID) != nil else { return }
            // Whose booking it is, the payment itself will say.
            try tx.addJob(NewJob(kind: .settle, subjectID: 0, detail: intentID, dueAt: tx.now))
        }
    }
}
