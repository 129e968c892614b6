import Foundation

extension MailRenderer {
    /// What a mail to an admin says of a webhook that the server has switched off. Of its address the host alone: the
    /// rest may hold a key.
    func webhookValues(_ webhook: Webhook, catalogue: Catalogue) -> [String: Any] {
        let gaps = [
            "host": URLComponents(string: webhook.url)?.host ?? "", "id": String(webhook.id),
            "failures": String(webhook.standing.failures),
        ]
        func sentence(_ name: String) -> String { catalogue.sentence("mail.notice.webhook.\(name)", gaps) }
        let cause = webhook.standing.switchedOffBecause ?? .failing
        return [
            "Language": catalogue.language, "Subject": sentence("subject"), "Heading": sentence("heading"),
            "Intro": sentence(cause.rawValue), "Greeting": catalogue.sentence("mail.greeting_plain"),
            "ActionLabel": sentence("action"), "ActionURL": links.documents, "Outro": sentence("outro"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
        ]
    }
}
