import Foundation
import Wire

/// How letters leave: the one place where mail touches the outside.
package struct Mailer: Sendable {
    /// Throws `SMTPError` where the server does not take the letter.
    package var send: @Sendable (Letter) async throws -> Void

    package init(send: @escaping @Sendable (Letter) async throws -> Void) { self.send = send }

    /// Over SMTP.
    package static func smtp(_ server: SMTPServer, from publicURL: String) -> Mailer {
        let host = URLComponents(string: publicURL)?.host ?? "localhost"
        let sender = SMTPSender(server: server, helo: host)
        return Mailer { try await sender.send($0) }
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
