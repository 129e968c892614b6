import Foundation

import Wire

/// Peers/smtp_peer.py: a real mail server on a free port of this machine, gone when nobody holds it any more.
final class SMTPPeer {
    private struct Ready: Decodable {
        let port: Int
        let ca: String?
    }

    private struct Event: Decodable {
        let event: String
    }

    private let folder: TemporaryFolder
    private let process: PythonPeer
    let port: Int
    /// The certificate that its own is signed with.
    let caFile: String?

    convenience init(_ arguments: String...) throws {
        try self.init(arguments)
    }

    init(_ arguments: [String]) throws {
        folder = try TemporaryFolder()
        process = try PythonPeer("smtp_peer.py", ["--store", folder.url.path] + arguments)
        let ready = try JSONDecoder().decode(Ready.self, from: process.line())
        port = ready.port
        caFile = ready.ca
    }

    /// From now on it answers nothing; its connections stay.
    func freeze() { process.freeze() }

    /// The mails it took, in their order.
    func mails() throws -> [MailReport] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        return try names.filter { $0.hasSuffix(".json") }.sorted().map {
            try MailReport.read(Data(contentsOf: folder.url.appending(path: $0)))
        }
    }

    /// What happened, step by step: `connect`, `ehlo`, `auth`, `rcpt`, `data`, `quit`.
    func events() throws -> [String] {
        let file = folder.url.appending(path: "events.jsonl")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Event.self, from: Data($0)).event
        }
    }

    /// A sender to this server; `login` is `user:password@`. Its connections are kept for as long as a crowded machine
    /// may take from one mail to the next.
    func sender(
        scheme: String = "smtp", login: String = "", query: String = "", connections: Int = 4,
        timeoutSeconds: Int = 120, idleSeconds: Double = 180, trusted: Bool = true
    ) throws -> SMTPSender {
        SMTPSender(
            server: try SMTPServer(url: "\(scheme)://\(login)127.0.0.1:\(port)\(query)"), helo: "booking.example",
            connections: connections, connectTimeoutSeconds: min(60, timeoutSeconds), timeoutSeconds: timeoutSeconds,
            idleSeconds: idleSeconds, caFile: trusted ? caFile : nil)
    }
}

extension Letter {
    /// A letter as the house sends them.
    static func sample(to address: String = "ann@example.com", subject: String = "Your consultation") -> Letter {
        Letter(
            from: Mailbox(name: "Practice", address: "hello@example.com"), to: Mailbox(name: "Ann", address: address),
            subject: subject, messageID: "<mail-7.1@booking.example>",
            date: Date(timeIntervalSince1970: 1_795_426_200), text: "Hello Ann,\nsee you soon.\n",
            html: "<p>Hello Ann,</p>\n", invitation: (method: "REQUEST", ics: ics))
    }

    static let ics = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//InFormat//EN
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:booking-7@booking.example
        DTSTAMP:20261123T093000Z
        DTSTART:20261124T093000Z
        DTEND:20261124T103000Z
        SEQUENCE:0
        SUMMARY:Erstgespräch
        END:VEVENT
        END:VCALENDAR

        """
}
