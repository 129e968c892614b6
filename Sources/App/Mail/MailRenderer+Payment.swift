extension MailRenderer {
    /// What a mail to an admin says of a payment that is of no booking known here, with what the payment company says.
    func unknownPaymentValues(_ mail: Mail, catalogue: Catalogue) -> [String: Any] {
        func sentence(_ name: String) -> String {
            catalogue.sentence("mail.notice.payment.\(name)", ["said": mail.note ?? ""])
        }
        return [
            "Language": catalogue.language, "Subject": sentence("subject"), "Heading": sentence("heading"),
            "Intro": sentence("intro"), "Greeting": catalogue.sentence("mail.greeting_plain"),
            "ActionLabel": sentence("action"), "ActionURL": links.documents, "Outro": sentence("outro"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
        ]
    }
}
