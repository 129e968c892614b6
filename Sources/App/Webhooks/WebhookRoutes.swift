import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Who is told what happens to bookings, and how far each telling got; for admins.
struct WebhookRoutes: Sendable {
    let webhooks: Webhooks

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let all = try await webhooks.list()
        return .object { $0.field("webhooks", each: all) { $0.webhook($1) } }
    }

    func add(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(WebhookForm.fields, context)
        let now = webhooks.now()
        let added = try await webhooks.add(by: context.admin) { try WebhookForm.new($0, form, now: now) }
        var response = answer(added, .created, secret: webhooks.secrets.secret(of: added))
        response.headers[.location] = "/api/admin/webhooks/\(added.id)"
        return response
    }

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await webhooks.webhook(try context.id()))
    }

    func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(WebhookForm.fields, context)
        return answer(
            try await webhooks.change(try context.id(), by: context.admin) { try WebhookForm.changed($0, form) })
    }

    func delete(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await webhooks.delete(try context.id(), by: context.admin)
        return .noContent
    }

    func rotateSecret(_ request: Request, _ context: AdminContext) async throws -> Response {
        let webhook = try await webhooks.rotateSecret(of: try context.id(), by: context.admin)
        return answer(webhook, secret: webhooks.secrets.secret(of: webhook))
    }

    func deliveries(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let state = try query.status(WebhookDelivery.State.self)
        let listing = try await webhooks.deliveries(of: try context.id(), state: state, try query.part())
        return .list("deliveries", listing) { $0.delivery($1) }
    }

    func resend(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await webhooks.resend(try context.id(), by: context.admin))
    }

    func test(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await webhooks.test(try context.id(), by: context.admin))
    }

    private func answer(_ delivery: WebhookDelivery) -> Response {
        var json = JSONText()
        json.delivery(delivery)
        return .object { $0.field("delivery", json: json.text) }
    }

    private func answer(
        _ webhook: Webhook, _ status: HTTPResponse.Status = .ok, secret: Secret? = nil
    ) -> Response {
        var json = JSONText()
        json.webhook(webhook, secret: secret)
        return .object(status) { $0.field("webhook", json: json.text) }
    }
}
