import Foundation
import Testing
import Wire

/// A real calendar server on this machine, one of those in Tests/WireTests/Peers, with a calendar of "ada"; gone when
/// nobody holds it any more.
final class CalendarPeer {
    /// Programs that people run, and what is told apart among them.
    struct Kind: Sendable, CustomTestStringConvertible {
        let program: String
        /// Where a host knows it to be. SabreDAV leaves to the web server what leads there from the machine's name.
        var home = "/"
        let calendar: String
        var asksForPassword = true
        /// What it answers where an event is taken away.
        var gone = 204
        var testDescription: String { program }

        static let all = [
            Kind(program: "radicale_peer.py", calendar: "/ada/personal/", gone: 200),
            Kind(program: "xandikos_peer.py", calendar: "/ada/calendars/calendar/", asksForPassword: false),
            Kind(program: "sabre_peer.py", home: "/dav.php/", calendar: "/dav.php/calendars/ada/personal/"),
        ]
    }

    private static let patienceMilliseconds: Int32 = 180_000

    struct Silent: Error {}

    static let credentials = HTTPCredentials(user: "ada", password: "app-pass-word-1")

    private let process = Process()
    private let input = Pipe()
    private let folder = FileManager.default.temporaryDirectory.appending(path: "informat-caldav-" + UUID().uuidString)
    private let port: Int
    private let sender = HTTPSender(keepsConnections: false)

    init(_ program: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"]
        process.executableURL = URL(filePath: python ?? ProjectFolder.path(".venv/bin/python"))
        process.arguments = ["-B", ProjectFolder.path("Tests/WireTests/Peers/\(program)"), "--store", folder.path]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        struct Ready: Decodable { let port: Int }
        port = try JSONDecoder().decode(Ready.self, from: Self.line(output.fileHandleForReading.fileDescriptor)).port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// What the server answers to its user.
    @discardableResult
    func send(_ method: String, _ path: String, _ text: String? = nil) async throws -> HTTPReply {
        try await sender.send(
            HTTPCall(
                method: method, url: url(path), headers: [("Content-Type", "text/calendar; charset=utf-8")],
                body: text.map { Array($0.utf8) }, credentials: Self.credentials))
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
