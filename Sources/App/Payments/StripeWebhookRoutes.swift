import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// What Stripe tells us of its own accord.
struct StripeWebhookRoutes: Sendable {
    let database: any Database
    /// Nil where no events are expected; then there is nothing here.
    let secret: Secret?
    let now: @Sendable () -> Date

    /// Bytes of an event at most.
    private static let mostBytes = 512 * 1024

    /// Keeps the event's id together with the job that looks at its payment, and answers at once.
    func take(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let secret else { throw Problem(.notFound) }
        let body = try await request.bodyBytes(context, upTo: Self.mostBytes)
        let moment = now()
        try StripeSignature.check(request.headers[Self.signature], body: body, secret: secret, now: moment)
        let event: StripeEvent
        do { event = try JSONReader.decoded(StripeEvent.self, from: body) } catch { throw Problem(.badRequest) }
        try await database.write(.readCommitted) { tx in
            guard try tx.addStripeEvent(event, now: moment), let intentID = event.intentID else { return }
            guard try event.mayBeOurs || tx.payment(intentID) != nil else { return }
            // Whose booking it is, the payment itself will say.
            try tx.addJob(NewJob(kind: .settle, subjectID: 0, detail: intentID, dueAt: moment), now: moment)
        }
        return .object { $0.field("received", true) }
    }

    private static let signature = headerName("Stripe-Signature")
}
