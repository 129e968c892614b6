import Foundation

/// Hands letters over to one mail server, each in a connection of its own, on two threads that do nothing else.
package final class SMTPSender: Sendable {
    struct Options: Sendable {
        let server: SMTPServer
        let helo: String
        let connectTimeoutSeconds: Int
        let timeoutSeconds: Int
        let caFile: String?
    }

    private let options: Options
    private let threads = BlockingThreads(count: 2, name: "mail")

    /// `helo` is this server's own host name. Connecting takes at most `connectTimeoutSeconds`, a whole mail at most
    /// `timeoutSeconds`, and the farewell once more as long. `caFile` (PEM) replaces the system's certificates.
    package init(
        server: SMTPServer, helo: String, connectTimeoutSeconds: Int = 10, timeoutSeconds: Int = 30,
        caFile: String? = nil
    ) {
        options = Options(
            server: server, helo: helo, connectTimeoutSeconds: connectTimeoutSeconds, timeoutSeconds: timeoutSeconds,
            caFile: caFile)
    }

    /// Sends the bytes of `letter.mime()`; returns when the server has taken them, and throws only `SMTPError`.
    package func send(_ letter: Letter) async throws {
        try await run { options in
            let from = try Self.address(letter.from)
            let to = try Self.address(letter.to)
            let mime: Data
            do { mime = try letter.mime() } catch { throw SMTPError.permanent(code: 554, text: "\(error)") }
            try SMTPExchange(options).send(mime, from: from, to: to)
        }
    }

    /// Connects, turns to TLS, logs in and says goodbye, without a mail; throws the same `SMTPError` as a mail would.
    package func check() async throws {
        try await run { options in try SMTPExchange(options).tryLogin() }
    }

    private static func address(_ mailbox: Mailbox) throws -> MailAddress {
        do { return try MailAddress(mailbox.address) } catch { throw SMTPError.permanent(code: 553, text: "\(error)") }
    }

    private func run(_ work: @escaping @Sendable (Options) throws -> Void) async throws {
        let options = options
        do {
            try await threads.run { try work(options) }
        } catch is BlockingThreads.Full {
            throw SMTPError.passing(code: nil, text: "Too many mails wait for the mail server.")
        }
    }
}
