import Foundation
import Wire

/// The mail server of Tests/WireTests/Peers: takes mails on this machine and reads each with Python's own parsers.
final class MailServerPeer {
    private static let patienceMilliseconds: Int32 = 180_000

    struct Silent: Error {}

    /// What Python's `email` and `icalendar` found in one mail.
    struct Mail: Decodable {
        struct Address: Decodable {
            let name: String
            let address: String
        }
        struct Part: Decodable {
            let type: String
            let method: String?
            let filename: String?
            let text: String
            let calendar: Calendar?
        }
        struct Calendar: Decodable {
            struct Component: Decodable {
                let name: String
            }
            let method: String?
            let components: [Component]
        }
        struct Conversation: Decodable {
            let mailFrom: String
            let rcptTos: [String]
        }

        let headers: [[String]]
        let subject: String
        let from: [Address]
        let to: [Address]
        let messageId: String
        let parts: [Part]
        let defects: [String]
        let smtp: Conversation

        func part(_ type: String) -> Part? { parts.first { $0.type == type } }
        /// Unfolded lines of the invitation.
        var calendar: [String] { CalendarText.lines(part("text/calendar")?.text ?? "") }
    }

    private let process = Process()
    private let input = Pipe()
    private let folder = FileManager.default.temporaryDirectory.appending(path: "informat-mails-" + UUID().uuidString)
    let server: SMTPServer

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"]
        process.executableURL = URL(
            filePath: python ?? tests.deletingLastPathComponent().path + "/.venv/bin/python")
        process.arguments = ["-B", tests.path + "/WireTests/Peers/smtp_peer.py", "--store", folder.path]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        struct Ready: Decodable { let port: Int }
        let ready = try JSONDecoder().decode(Ready.self, from: Self.line(output.fileHandleForReading.fileDescriptor))
        server = try SMTPServer(url: "smtp://127.0.0.1:\(ready.port)")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The mails it took, in their order.
    func mails() throws -> [Mail] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix(".json") }.sorted().map {
            try decoder.decode(Mail.self, from: Data(contentsOf: folder.appending(path: $0)))
        }
    }

    private static func line(_ file: Int32) throws -> Data {
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            guard poll(&wanted, 1, patienceMilliseconds) == 1, read(file, &byte, 1) == 1 else { throw Silent() }
            line.append(byte)
        }
        return line
    }
}
