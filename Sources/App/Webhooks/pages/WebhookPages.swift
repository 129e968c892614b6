import Domain
import Hummingbird

/// The programs that are told of bookings, in a browser, for admins: the same deeds as the API's.
struct WebhookPages: Sendable {
    let webhooks: Webhooks
    let pages: Pages

    static let path = DeskPlace.webhooks.path

    static func path(of id: WebhookID) -> String { "\(path)/\(id)" }

    /// Deliveries that a page shows.
    private static let shown = 20

    func list(_ request: Request, _ context: AdminPage) async throws -> Response {
        var visit = PageVisit(request, context.browser)
        visit.notice = WebhookNotice.of(try Query(request).text("done"), visit.catalogue)
        return pages.answer(WebhookListPage(try await webhooks.list(), visit.catalogue), to: visit)
    }

    /// Answers with the new one and its secret, which is shown this once.
    func add(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(WebhookForm.fields)
        let now = webhooks.now()
        do {
            let added = try await webhooks.add(by: context.admin) {
                try WebhookForm.new($0, Self.whole(form, isNew: true), now: now)
            }
            return try await answer(added, request, context.browser, context.admin)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let page = WebhookListPage(
                try await webhooks.list(), typed: form, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let id: WebhookID = try context.id()
        let webhook = try await webhooks.webhook(id)
        var visit = PageVisit(request, context.browser)
        let query = try Query(request)
        visit.notice = WebhookNotice.of(query.text("done"), visit.catalogue)
        let part = ListPart(limit: Self.shown, after: try query.part().after)
        let view = WebhookPage.View(
            webhook: webhook, deliveries: try await webhooks.deliveries(of: id, state: nil, part),
            reader: context.admin)
        return pages.answer(try WebhookPage(view, visit.catalogue), to: visit)
    }

    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let id: WebhookID = try context.id()
        let form = try context.form(WebhookForm.fields)
        do {
            _ = try await webhooks.change(id, by: context.admin) { try WebhookForm.changed($0, Self.whole(form)) }
            return WebhookNotice.saved.seen(on: Self.path(of: id))
        } catch let problem as Problem where problem.code != .notFound {
            let visit = PageVisit(request, context.browser)
            var view = try await view(try await webhooks.webhook(id), context.admin)
            (view.typed, view.problem) = (form, problem)
            throw ToldError(problem, by: (try WebhookPage(view, visit.catalogue), visit))
        }
    }

    func renewSecret(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let webhook = try await webhooks.rotateSecret(of: try context.id(), by: context.admin)
        return try await answer(webhook, request, context.browser, context.admin)
    }

    func test(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let id: WebhookID = try context.id()
        _ = try await webhooks.test(id, by: context.admin)
        return WebhookNotice.test.seen(on: Self.path(of: id))
    }

    func delete(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        try await webhooks.delete(try context.id(), by: context.admin)
        return WebhookNotice.deleted.seen(on: Self.path)
    }

    func resend(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let delivery = try await webhooks.resend(try context.id(), by: context.admin)
        return WebhookNotice.again.seen(on: Self.path(of: delivery.webhookID))
    }

    /// With its secret, which is shown this once.
    private func answer(
        _ webhook: Webhook, _ request: Request, _ browser: Browser, _ admin: User
    ) async throws -> Response {
        let visit = PageVisit(request, browser)
        var view = try await view(webhook, admin)
        view.secret = webhooks.secrets.secret(of: webhook)
        return pages.answer(try WebhookPage(view, visit.catalogue), to: visit)
    }

    private func view(_ webhook: Webhook, _ admin: User) async throws -> WebhookPage.View {
        WebhookPage.View(
            webhook: webhook,
            deliveries: try await webhooks.deliveries(of: webhook.id, state: nil, ListPart(limit: Self.shown)),
            reader: admin)
    }

    /// Boxes that are not ticked are not sent at all, and an empty address would leave the one before.
    private static func whole(_ form: Form, isNew: Bool = false) throws -> Form {
        guard !form.typed("url").isEmpty else { throw Problem.invalid("url", .required) }
        var fields = form.fields
        fields["events"] = fields["events"] ?? .array([])
        if !isNew { fields["active"] = fields["active"] ?? .typed("false") }
        return try Form(fields, allowed: WebhookForm.fields)
    }
}

/// What has just been done with a webhook.
enum WebhookNotice: String, DoneNotice {
    static let sentences = "page.webhooks.done"

    case saved, test, deleted, again
}
