import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What Stripe tells us of its own accord.
struct StripeWebhookRoutes: Sendable {
    let events: StripeEvents
    /// Nil where no events are expected; then there is nothing here.
    let secret: Secret?

    /// Bytes of an event at most.
    private static let mostBytes = 512 * 1024

    /// Answers at once: a job looks at the payment.
    func take(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let secret else { throw Problem(.notFound) }
        let body = try await request.bodyBytes(context, upTo: Self.mostBytes)
        try StripeSignature.check(request.headers[Self.signature], body: body, secret: secret, now: events.now())
        let event: StripeEvent
        do { event = try JSONReader.decoded(StripeEvent.self, from: body) } catch { throw Problem(.badRequest) }
        try await events.take(event)
        return .object { $0.field("received", true) }
    }

    private static let signature = headerName("Stripe-Signature")
}
