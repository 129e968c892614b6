import Foundation
import Synchronization

/// Hands letters over to one mail server, over connections that are kept between letters, on threads that do nothing
/// else.
package final class SMTPSender: Sendable {
    struct Options: Sendable {
        let server: SMTPServer
        /// With this server's own host name as its path, where libcurl looks for it.
        let url: String
        let connections: Int
        let connectTimeoutSeconds: Int
        let timeoutSeconds: Int
        /// What is idle for so long is closed. Servers are patient for minutes, but count who stays.
        let idleSeconds: Double
        let caFile: String?
    }

    private let options: Options
    private let threads: BlockingThreads
    private let connections: SMTPConnections
    /// Whether somebody will look after idle connections.
    private let isSweepPlanned = Atomic(false)

    /// `helo` is this server's own host name; `connections` is how many there are at most. Connecting
    /// takes at most `connectTimeoutSeconds`, a whole mail at most `timeoutSeconds`. A connection that is idle for
    /// `idleSeconds` is closed. `caFile` (PEM) replaces the system's certificates.
    package init(
        server: SMTPServer, helo: String, connections: Int = 4, connectTimeoutSeconds: Int = 10,
        timeoutSeconds: Int = 30, idleSeconds: Double = 5, caFile: String? = nil
    ) {
        let scheme = server.security == .implicit ? "smtps" : "smtp"
        let greeting = HostName.greeting(helo)
        let path = greeting.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "localhost"
        options = Options(
            server: server, url: "\(scheme)://\(server.urlHost):\(server.port)/\(path)", connections: connections,
            connectTimeoutSeconds: connectTimeoutSeconds, timeoutSeconds: timeoutSeconds,
            idleSeconds: idleSeconds, caFile: caFile)
        threads = BlockingThreads(count: Self.lettersAtOnce(connections: connections), name: "mail")
        self.connections = SMTPConnections(options)
    }

    /// How many letters are worked on at once: two for each connection, so that none is idle while the next letters are
    /// fetched and written, also where several end at one time.
    package static func lettersAtOnce(connections: Int) -> Int { 2 * connections }

    deinit {
        // Connections say goodbye on a thread that may wait.
        let connections = connections
        threads.begin { connections.closeAll() }
    }

    /// Sends the bytes of `letter.mime()`; returns when the server has taken them, and throws only `SMTPError`. A task
    /// that is cancelled meanwhile ends within a second or two.
    package func send(_ letter: Letter) async throws {
        let connections = connections
        defer { planSweep() }
        try await run { interruption in
            let from = try Self.address(letter.from)
            let to = try Self.address(letter.to)
            let mime: Data
            do { mime = try letter.mime() } catch { throw SMTPError.permanent(code: 554, text: "\(error)") }
            try connections.send(SMTPMail(mime, from: from, to: to), until: interruption)
        }
    }

    /// Connects, turns to TLS, logs in and says goodbye, without a mail; throws the same `SMTPError` as a mail would.
    package func check() async throws {
        let options = options
        try await run { _ in try SMTPConnection(options).tryLogin() }
    }

    /// Says goodbye on all connections; what is sent afterwards has one of its own.
    package func close() async {
        let connections = connections
        try? await run { _ in connections.closeAll() }  // try? is fine: who hangs up need not be understood
    }

    private func planSweep() {
        guard !isSweepPlanned.exchange(true, ordering: .relaxed) else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + options.idleSeconds) { [weak self] in
            self?.threads.begin { [weak self] in
                guard let self else { return }
                isSweepPlanned.store(false, ordering: .relaxed)
                if connections.closeIdle() { planSweep() }
            }
        }
    }

    private static func address(_ mailbox: Mailbox) throws -> MailAddress {
        do { return try MailAddress(mailbox.address) } catch { throw SMTPError.permanent(code: 553, text: "\(error)") }
    }

    private func run(_ work: @escaping @Sendable (Interruption) throws -> Void) async throws {
        do {
            try await threads.run(work)
        } catch is BlockingThreads.Full {
            throw SMTPError.passing(code: nil, text: "Too many mails wait for the mail server.")
        }
    }
}
