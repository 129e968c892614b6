/// Why a mail was not sent. No case ever carries a password.
package enum SMTPError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The server will never take this mail: it answered 5xx to MAIL, RCPT or DATA, or the letter itself cannot be sent
    /// (553: an address; 554: another header). Repeating is of no use.
    case permanent(code: Int, text: String)

    /// It may work later: 4xx, no connection, TLS trouble, a refused login (also 5xx, because the operator can mend a
    /// wrong password), or a connection lost before the last answer. Then the mail may have arrived, so a repetition
    /// must keep its Message-ID. `code` is the server's answer where there was one.
    case passing(code: Int?, text: String)

    package var description: String {
        switch self {
        case .permanent(let code, let text): "\(code) \(text)"
        case .passing(.some(let code), let text): "\(code) \(text)"
        case .passing(.none, let text): text
        }
    }
}

/// What is wrong with the URL of a mail server, as a sentence for the person who runs the server; never with its
/// password.
package struct SMTPSettingError: Error, Equatable, Sendable, CustomStringConvertible {
    package let sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }

    package var description: String { sentence }
}
