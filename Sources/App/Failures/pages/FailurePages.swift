import Domain
import Foundation
import Hummingbird

/// The page of what was not sent or done, for admins: by the use cases of the API.
struct FailurePages: Sendable {
    let failures: Failures
    let pages: Pages

    static let path = DeskPlace.mails.path

    /// Of each list so many are shown at once.
    private static let most = 25

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let query = try Query(request)
        let view = try query.choice("show", FailureView.self) ?? .failed
        let only = try query.choice("only", FailureList.self)
        var visit = PageVisit(request, context.browser)
        visit.notice = FailureNotice.of(query.text("done"), query.text("count"), visit.catalogue)
        let shown = try await shown(view, only, after: try query.part().after)
        let words = FailureWords(
            view: view, catalogue: visit.catalogue,
            dates: DateText(catalogue: visit.catalogue, zone: try Zone.stored(context.admin.timeZone)),
            now: shown.counts.now)
        return pages.answer(FailuresPage(shown, words), to: visit)
    }

    private func shown(_ view: FailureView, _ only: FailureList?, after place: ListPlace?) async throws -> ShownFailures
    {
        let part = ListPart(limit: Self.most, after: only == nil ? nil : place)
        var shown = ShownFailures(counts: try await failures.counts())
        func isWanted(_ list: FailureList) -> Bool { only == nil || only == list }
        if isWanted(.mails) { shown.mails = try await failures.mails.list(state: view.state, part) }
        if isWanted(.deliveries) {
            shown.deliveries = try await failures.webhooks.deliveries(state: view.state, part)
            let webhooks = try await failures.webhooks.list()
            shown.urls = Dictionary(uniqueKeysWithValues: webhooks.map { ($0.id, $0.url) })
        }
        if view == .failed, isWanted(.jobs) { shown.jobs = try await failures.jobs(part) }
        return shown
    }

    /// One of a list.
    func one(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let (list, deed): (FailureList, FailureDeed) = (try context.word("list"), try context.word("deed"))
        do {
            switch (list, deed) {
            case (.mails, .resend): _ = try await failures.mails.resend(try context.id(), by: context.admin)
            case (.mails, .giveUp): _ = try await failures.mails.giveUp(try context.id(), by: context.admin)
            case (.deliveries, .resend): _ = try await failures.webhooks.resend(try context.id(), by: context.admin)
            case (.deliveries, .giveUp): _ = try await failures.webhooks.giveUp(try context.id(), by: context.admin)
            case (.jobs, .resend): _ = try await failures.retry(try context.id(), by: context.admin)
            case (.jobs, .giveUp): try await failures.giveUp(try context.id(), by: context.admin)
            }
        } catch let problem as Problem {
            // What cannot be done now is told on the list, as it is by now.
            guard let notice = FailureNotice(problem) else { throw problem }
            return notice.seen
        }
        return (deed == .resend ? FailureNotice.resent : .givenUp).seen
    }

    /// All of a list, or all of a kind.
    func all(_ request: Request, _ context: AdminForm) async throws -> Response {
        let list: FailureList = try context.word("list")
        let form = try context.form(["status", "kind", "deed"])
        let (unsent, deed) = try Form.gather(
            form.need("status", Form.text, UnsentForm.unsent),
            form.need("deed", Form.text) { try Form.choice($0, $1, of: FailureDeed.self) })
        let count: Int
        switch list {
        case .mails:
            let kind = try Form.gather(form.may("kind", Form.text, UnsentForm.mailKind))
            count =
                deed == .resend
                ? try await failures.mails.resendAll(unsent, kind, by: context.admin)
                : try await failures.mails.giveUpAll(unsent, kind, by: context.admin)
        case .deliveries:
            let webhook = try Form.gather(form.may("kind", Form.number, UnsentForm.webhook))
            count =
                deed == .resend
                ? try await failures.webhooks.resendAll(unsent, of: webhook, by: context.admin)
                : try await failures.webhooks.giveUpAll(unsent, of: webhook, by: context.admin)
        case .jobs:
            guard deed == .resend else { throw Problem(.forbidden) }
            let kind = try Form.gather(form.may("kind", Form.text, UnsentForm.jobKind))
            count = try await failures.retryAll(kind, by: context.admin)
        }
        return (deed == .resend ? FailureNotice.resent : .givenUp).seen(count)
    }
}

extension FormContext {
    /// A word of the path; what is none of those is nowhere to be found.
    fileprivate func word<Word: RawRepresentable>(_ name: String) throws -> Word where Word.RawValue == String {
        guard let word = parameters.get(name).flatMap(Word.init(rawValue:)) else { throw Problem(.notFound) }
        return word
    }
}

/// What has just been done, or could not be, as the list tells it.
enum FailureNotice: String, CaseIterable {
    case resent
    case givenUp = "given_up"
    case outdated, waits
    case webhookOff = "webhook_off"

    /// Nil for what is told by a page of its own.
    init?(_ problem: Problem) {
        switch problem.code {
        case .mailOutdated: self = .outdated
        case .mailDue, .deliveryDue: self = .waits
        case .webhookInactive: self = .webhookOff
        default: return nil
        }
    }

    var seen: Response { .seeOther("\(FailurePages.path)?done=\(rawValue)") }

    func seen(_ count: Int) -> Response { .seeOther("\(FailurePages.path)?done=\(rawValue)&count=\(count)") }

    private var isDone: Bool { self == .resent || self == .givenUp }

    static func of(_ text: String?, _ count: String?, _ catalogue: Catalogue) -> Notice? {
        guard let notice = text.flatMap(FailureNotice.init(rawValue:)) else { return nil }
        // Whatever else stands in the address is not repeated.
        let number = count.flatMap { Int($0) } ?? 1
        return Notice(
            notice.isDone ? .good : .bad,
            catalogue.sentence("page.failures.done.\(notice.rawValue)", ["count": String(number)]))
    }
}
