import Domain
import Foundation
import Wire

/// Turns a due mail into a letter: data in, text out. Links are made here and nowhere kept.
struct MailRenderer: Sendable {
    let templates: Templates
    let links: Links
    let sender: Sender
    let look = MailLook()

    func letter(_ due: DueMail, now: Date) throws -> Letter {
        let (catalogue, from) = (Catalogue.of(due.reader.locale), sender.now)
        var values: [String: Any]
        let template: String
        var invitation: (method: String, ics: String)?
        if let entry = due.entry {
            invitation = try self.invitation(due, entry, from)
            let texts = try BookingMailTexts(
                due, entry, links, catalogue: catalogue, bringsInvitation: invitation != nil)
            values = texts.values().merging(proofValues(due, catalogue)) { own, _ in own }
            template = "mails/booking"
        } else {
            values = try plainValues(due, catalogue: catalogue)
            template = "mails/account"
        }
        values.merge(brandValues(catalogue)) { own, _ in own }
        if values["Title"] == nil { values["Title"] = values["Heading"] }
        let shown = TemplateValues(values)
        return Letter(
            from: from,
            to: Mailbox(name: isNamed(due) ? due.reader.name : nil, address: due.mail.address ?? due.reader.email),
            subject: values["Subject"] as? String ?? "", messageID: messageID(due.mail), date: now,
            text: templates.render(template + ".txt", shown), html: templates.render(template + ".html", shown),
            invitation: invitation)
    }

    /// Whoever registers a stranger's address could else have any text sent to it.
    private func isNamed(_ due: DueMail) -> Bool { due.entry != nil && !due.reader.needsProof }

    /// The mail about a booking also leads to the page that proves the address, as long as it is not known.
    private func proofValues(_ due: DueMail, _ catalogue: Catalogue) -> [String: Any] {
        guard due.mail.kind == .confirmation, due.reader.needsProof else { return [:] }
        return [
            "ProofHint": catalogue.sentence("mail.proof.hint"), "ProofLabel": catalogue.sentence("mail.proof.action"),
            "ProofURL": links.account(.verifyEmail, of: due.reader),
        ]
    }

    /// The same for every attempt, so that a mail program that gets it twice shows it once.
    private func messageID(_ mail: Mail) -> String {
        let domain = sender.from.address.split(separator: "@").last.map(String.init) ?? "localhost"
        return "<\(mail.messageID)@\(domain.allSatisfy(\.isASCII) ? domain : "informat.invalid")>"
    }

    /// Only news about the time or the link carry one: otherwise the event is in the reader's calendar already, or off.
    private func invitation(
        _ due: DueMail, _ entry: BookingEntry, _ from: Mailbox
    ) throws -> (method: String, ics: String)? {
        let news: [Mail.Kind] = [.confirmation, .invitation, .rescheduling, .cancellation, .newLink]
        guard news.contains(due.mail.kind) else { return nil }
        let method: Invitation.Method = due.mail.kind == .cancellation ? .cancel : .request
        let event = try BookingInvitation(
            entry, reader: due.reader, method: method, from: from, links: links, invited: due.invited)
        return (event.method.rawValue, event.text)
    }

    /// Of mails that are about no booking.
    private func plainValues(_ due: DueMail, catalogue: Catalogue) throws -> [String: Any] {
        if let webhook = due.webhook { return webhookValues(webhook, catalogue: catalogue) }
        if let calendar = due.calendar { return try calendarValues(calendar, for: due.reader, catalogue: catalogue) }
        if due.mail.kind == .signInCode { return codeValues(due, catalogue: catalogue) }
        if due.mail.role == .host { return unknownPaymentValues(due.mail, catalogue: catalogue) }
        return accountValues(due, catalogue: catalogue)
    }

    private func accountValues(_ due: DueMail, catalogue: Catalogue) -> [String: Any] {
        let (key, purpose) = Self.accountText(due.mail)
        return [
            "Language": catalogue.language, "Subject": catalogue.sentence("mail.\(key).subject"),
            "Heading": catalogue.sentence("mail.\(key).heading"), "Intro": catalogue.sentence("mail.\(key).intro"),
            // Without the name: whoever registers a stranger's address could else have any text sent to it.
            "Greeting": catalogue.sentence("mail.greeting_plain"),
            "ActionLabel": catalogue.sentence("mail.\(key).action"),
            "ActionURL": links.account(purpose, of: due.reader),
            "Outro": catalogue.sentence("mail.\(key).outro"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
        ]
    }

    /// Sentences of a mail about an account, and what its link is for.
    private static func accountText(_ mail: Mail) -> (key: String, purpose: AccountLink) {
        switch (mail.kind, mail.address) {
        case (.resetPassword, _): ("reset_password", .resetPassword)
        case (.notice, nil) where mail.note != nil: (mail.note ?? "", .resetPassword)
        // To the old address: whoever is not asking for another one needs a new password.
        case (.notice, _): ("email_asked", .resetPassword)
        case (_, let address?): ("change_email", .changeEmail(to: address))
        case (_, nil): ("verify_email", .verifyEmail)
        }
    }
}
