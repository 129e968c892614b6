import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// What was not sent or done is tried again or given up, one or many; for admins.
struct FailureRoutes: Sendable {
    let failures: Failures

    // MARK: - Mails

    func resendMails(_ request: Request, _ context: AdminContext) async throws -> Response {
        let (unsent, kind) = try await Self.mails(request, context)
        return Self.answer(try await failures.mails.resendAll(unsent, kind, by: context.admin))
    }

    func giveUpMails(_ request: Request, _ context: AdminContext) async throws -> Response {
        let (unsent, kind) = try await Self.mails(request, context)
        return Self.answer(try await failures.mails.giveUpAll(unsent, kind, by: context.admin))
    }

    private static func mails(_ request: Request, _ context: AdminContext) async throws -> (Unsent, Mail.Kind?) {
        let form = try await request.form(["status", "kind"], context)
        return try Form.gather(
            form.need("status", Form.text, UnsentForm.unsent), form.may("kind", Form.text, UnsentForm.mailKind))
    }

    // MARK: - Webhooks

    func deliveries(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let state = try query.status(WebhookDelivery.State.self)
        return .list("deliveries", try await failures.webhooks.deliveries(state: state, try query.part())) {
            $0.delivery($1)
        }
    }

    func giveUpDelivery(_ request: Request, _ context: AdminContext) async throws -> Response {
        let delivery = try await failures.webhooks.giveUp(try context.id(), by: context.admin)
        var json = JSONText()
        json.delivery(delivery)
        return .object { $0.field("delivery", json: json.text) }
    }

    func resendDeliveries(_ request: Request, _ context: AdminContext) async throws -> Response {
        let (unsent, webhook) = try await Self.deliveries(request, context)
        return Self.answer(try await failures.webhooks.resendAll(unsent, of: webhook, by: context.admin))
    }

    func giveUpDeliveries(_ request: Request, _ context: AdminContext) async throws -> Response {
        let (unsent, webhook) = try await Self.deliveries(request, context)
        return Self.answer(try await failures.webhooks.giveUpAll(unsent, of: webhook, by: context.admin))
    }

    private static func deliveries(_ request: Request, _ context: AdminContext) async throws -> (Unsent, WebhookID?) {
        let form = try await request.form(["status", "webhook_id"], context)
        return try Form.gather(
            form.need("status", Form.text, UnsentForm.unsent),
            form.may("webhook_id", Form.number, UnsentForm.webhook))
    }

    // MARK: - Jobs

    func jobs(_ request: Request, _ context: AdminContext) async throws -> Response {
        .list("jobs", try await failures.jobs(try Query(request).part()), Self.write)
    }

    func retryJob(_ request: Request, _ context: AdminContext) async throws -> Response {
        let task = try await failures.retry(try context.id(), by: context.admin)
        var json = JSONText()
        Self.write(&json, task)
        return .object { $0.field("job", json: json.text) }
    }

    func retryJobs(_ request: Request, _ context: AdminContext) async throws -> Response {
        let form = try await request.form(["kind"], context)
        let kind = try Form.gather(form.may("kind", Form.text, UnsentForm.jobKind))
        return Self.answer(try await failures.retryAll(kind, by: context.admin))
    }

    func giveUpJob(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await failures.giveUp(try context.id(), by: context.admin)
        return .noContent
    }

    private static func write(_ json: inout JSONText, _ task: FailedTask) {
        json.object { json in
            json.field("id", task.job.id)
            json.field("kind", task.job.kind.rawValue)
            json.field("booking_id", task.bookingID)
            json.field("failures", task.job.failures)
            json.field("error", task.job.error)
            json.field("created_at", task.job.createdAt)
            json.field("due_at", task.job.dueAt)
        }
    }

    /// How many it were.
    private static func answer(_ count: Int) -> Response { .object { $0.field("count", count) } }
}
