import CCurl
import Foundation

/// What libcurl and the server have said of a command or mail that failed, and what follows from it.
struct SMTPFailure {
    let result: CURLcode
    let detail: String
    let reply: SMTPReplies.Reply?
    /// Nil for a command.
    let mail: SMTPMail?
    let credentials: SMTPServer.Credentials?

    /// Whether the server, which took the connection before, wants to hear no more on it (RFC 5321, section 3.8), and
    /// has seen nothing of the mail. 452 is what some say to one mail too many.
    var isEndOfConnection: Bool {
        guard let mail, mail.sentBytes == 0, !mail.lacksSMTPUTF8 else { return false }
        if let code = refusal?.code { return code == 421 || code == 452 }
        return [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING].contains(result)
    }

    var error: SMTPError {
        if result == CURLE_ABORTED_BY_CALLBACK, mail?.lacksSMTPUTF8 != true {
            return .passing(code: nil, text: "The server was stopped before the mail server had answered.")
        }
        if mail?.lacksSMTPUTF8 == true {
            return .permanent(code: 553, text: "The server takes no address with letters outside ASCII before the @.")
        }
        guard let refusal else { return .passing(code: nil, text: withoutSecrets(detail)) }
        let text = withoutSecrets(refusal.text.isEmpty ? detail : refusal.text)
        // libcurl answers CURLE_SEND_ERROR for a refused MAIL, RCPT or DATA, and CURLE_WEIRD_SERVER_REPLY for a refused
        // content.
        let isAboutMail =
            mail.map { result == CURLE_SEND_ERROR || (result == CURLE_WEIRD_SERVER_REPLY && $0.sentBytes > 0) } ?? false
        if isAboutMail && refusal.code >= 500 && !Self.loginCodes.contains(refusal.code) {
            return .permanent(code: refusal.code, text: text)
        }
        return .passing(code: refusal.code, text: text)
    }

    private var refusal: SMTPReplies.Reply? { reply.flatMap { (400..<600).contains($0.code) ? $0 : nil } }

    /// RFC 4954, section 6: a login is needed, too weak, refused, or wants TLS first.
    private static let loginCodes: Set = [530, 534, 535, 538]

    /// A server that repeats what it did not understand would write the password into a log.
    private func withoutSecrets(_ text: String) -> String {
        guard let credentials else { return text }
        let plain = Data("\0\(credentials.user)\0\(credentials.password)".utf8).base64EncodedString()
        let login = Data(credentials.password.utf8).base64EncodedString()
        let isTelling = [credentials.password, plain, login].contains { text.contains($0) }
        return isTelling ? "(an answer that repeats the password)" : text
    }
}
