import Domain
import Foundation

/// Of each list one part, of one view.
struct ShownFailures: Sendable {
    let counts: FailureCounts
    var mails: Listing<(mail: Mail, to: String)>?
    var deliveries: Listing<WebhookDelivery>?
    /// Where webhooks lead.
    var urls: [WebhookID: String] = [:]
    var jobs: Listing<FailedTask>?
}

extension FailuresPage {
    init(_ shown: ShownFailures, _ words: FailureWords) {
        let view = words.view
        title = words.say("title")
        line = words.say("line")
        switchLabel = words.say("show")
        tabs = FailureView.allCases.map { tab in
            let count = tab == .failed ? shown.counts.failed : tab == .waiting ? shown.counts.waiting : 0
            let text = words.say("tab.\(tab.rawValue)")
            return Tab(
                href: "\(FailurePages.path)?show=\(tab.rawValue)", text: count > 0 ? "\(text) \(count)" : text,
                isHere: tab == view)
        }
        lists = [shown.mailList(words), shown.deliveryList(words), shown.jobList(words)].compactMap(\.self)
        empty =
            lists.isEmpty
            ? Empty(
                heading: words.say("empty.\(view.rawValue)"), words: words.say("empty.\(view.rawValue)_words")) : nil
    }
}

extension ShownFailures {
    fileprivate func mailList(_ words: FailureWords) -> FailuresPage.List? {
        guard let mails, !mails.items.isEmpty else { return nil }
        let kinds = Set(mails.items.map(\.mail.kind))
        return words.list(
            .mails, mails.items.map { words.row($0.mail, to: $0.to) },
            kinds: Mail.Kind.allCases.filter(kinds.contains).map(\.rawValue),
            words: { words.say("mail.\($0)") }, older: mails.next)
    }

    fileprivate func deliveryList(_ words: FailureWords) -> FailuresPage.List? {
        guard let deliveries, !deliveries.items.isEmpty else { return nil }
        let webhooks = Set(deliveries.items.map(\.webhookID)).sorted()
        return words.list(
            .deliveries, deliveries.items.map { words.row($0, to: urls[$0.webhookID] ?? "") },
            kinds: webhooks.map { String($0) },
            words: { text in WebhookID(text).flatMap { urls[$0] } ?? text }, older: deliveries.next)
    }

    fileprivate func jobList(_ words: FailureWords) -> FailuresPage.List? {
        guard let jobs, !jobs.items.isEmpty else { return nil }
        let kinds = Set(jobs.items.map(\.job.kind))
        return words.list(
            .jobs, jobs.items.map(words.row), kinds: Job.Kind.allCases.filter(kinds.contains).map(\.rawValue),
            words: { words.say("job.\($0)") }, older: jobs.next)
    }
}
