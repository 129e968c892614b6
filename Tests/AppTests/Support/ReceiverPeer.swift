import Foundation

/// The web server of Tests/WireTests/Peers on a free port of this machine: keeps every request as it came.
final class ReceiverPeer {
    private static let patienceMilliseconds: Int32 = 180_000

    struct Silent: Error {}

    private struct Event: Decodable {
        let event: String
        let head: Data?
        let body: Data?
    }

    /// A request as it came.
    struct Call {
        let head: String
        let body: Data

        /// `POST /path`
        var line: String { head.components(separatedBy: " HTTP/1.1\r\n").first ?? "" }

        func header(_ name: String) -> String? {
            head.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    private let process = Process()
    private let input = Pipe()
    private let folder = FileManager.default.temporaryDirectory.appending(path: "informat-told-" + UUID().uuidString)
    private let port: Int

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"]
        process.executableURL = URL(filePath: python ?? ProjectFolder.path(".venv/bin/python"))
        process.arguments = [
            "-B", ProjectFolder.path("Tests/WireTests/Peers/http_peer.py"), "--store", folder.path,
        ]
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

    /// Its own name on this machine, or another that leads there.
    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    func calls() throws -> [Call] {
        try events().filter { $0.event == "call" }.map {
            Call(head: String(decoding: $0.head ?? Data(), as: UTF8.self), body: $0.body ?? Data())
        }
    }

    /// How many connections were made to it.
    func connections() throws -> Int { try events().count { $0.event == "connect" } }

    private func events() throws -> [Event] {
        let file = folder.appending(path: "events.jsonl")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Event.self, from: Data($0))
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
