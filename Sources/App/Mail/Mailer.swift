import Foundation
import Wire

/// How letters leave: the one place where mail touches the outside.
package struct Mailer: Sendable {
    /// Throws `SMTPError` where the server does not take the letter.
    package var send: @Sendable (Letter) async throws -> Void

    /// Ends what is kept between letters, once no more are sent.
    package var close: @Sendable () async -> Void

    package init(
        send: @escaping @Sendable (Letter) async throws -> Void, close: @escaping @Sendable () async -> Void = {}
    ) {
        self.send = send
        self.close = close
    }

    /// As many as the mail server's threads: more would only wait for one.
    static func lettersAtOnce(_ settings: Settings) -> Int {
        SMTPSender.lettersAtOnce(connections: settings.smtpConnections)
    }

    /// Over SMTP.
    package static func smtp(_ server: SMTPServer, from publicURL: String, connections: Int) -> Mailer {
        let host = URLComponents(string: publicURL)?.host ?? "localhost"
        let sender = SMTPSender(server: server, helo: host, connections: connections)
        return Mailer(send: { try await sender.send($0) }, close: { await sender.close() })
    }

    /// Into .eml files, which any mail program opens, while no mail server is set.
    package static func folder(_ folder: String) -> Mailer {
        Mailer { letter in
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // It holds links that let in.
            try PrivateFile.write(try letter.mime(), to: "\(folder)/\(fileName(letter))", replacing: true)
        }
    }

    /// `1795386190-jo@example.com-1784dfa4.eml`: sorted by time, and the same for every attempt at one second.
    private static func fileName(_ letter: Letter) -> String {
        let address = letter.to.address.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "@.-_+".contains($0)) }
        let id = letter.messageID.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(8)
        return "\(Int(letter.date.timeIntervalSince1970))-\(address.prefix(100))-\(id).eml"
    }
}
