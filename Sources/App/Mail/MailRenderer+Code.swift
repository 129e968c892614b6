import Domain
import Foundation

extension MailRenderer {
    /// What a mail with a code says: the digits come first, also in the subject, which phones show. Where the reader
    /// may not sign in by one, it says how they do.
    func codeValues(_ due: DueMail, catalogue: Catalogue) -> [String: Any] {
        let digits = due.code.map { links.codes.digits(of: $0.subject) }
        let key = digits == nil ? "sign_in_code_off" : "sign_in_code"
        func sentence(_ name: String) -> String {
            catalogue.sentence("mail.\(key).\(name)", ["code": digits ?? ""])
        }
        var values: [String: Any] = [
            "Language": catalogue.language, "Subject": sentence("subject"), "Heading": sentence("heading"),
            // Without the name: whoever names a stranger's address could else have any text sent to it.
            "Greeting": catalogue.sentence("mail.greeting_plain"), "Intro": sentence("intro"),
            "Outro": sentence("outro"), "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
        ]
        values["Code"] = digits
        if digits == nil {
            values["ActionLabel"] = sentence("action")
            values["ActionURL"] = links.file(LoginPages.path)
        }
        return values
    }
}

extension SignInCode {
    /// Who has the address, as mails know their readers; somebody without an account has no name.
    func reader(_ user: User?, now: Date) -> User {
        var reader =
            user
            ?? User(
                id: UserID(rawValue: 0), email: email, firstName: nil, lastName: nil, displayName: nil,
                isAdmin: false, isHost: false, emailVerifiedAt: nil, timeZone: Zone.utc.identifier, locale: "en",
                passwordGeneration: 0, createdAt: now, deletedAt: nil)
        reader.email = email
        if let locale { reader.locale = locale }
        return reader
    }
}
