import Foundation

/// A PostgreSQL of one test alone, which may be stopped, killed and frozen, and stand behind a pooler:
/// Tests/PostgreSQL/cluster.py control. It is gone when nobody holds it any more.
package final class PostgreSQLCluster: Sendable {
    package enum Instance: String, Sendable { case primary, standby }
    package enum Deed: String, Sendable { case start, stop, kill, freeze, thaw }

    package struct Trouble: Error, CustomStringConvertible {
        package let description: String
    }

    private struct Place: Decodable { let url: String }

    private struct Places: Decodable {
        let primary: Place
        let standby: Place?
        let url: String
    }

    private struct Reply: Decodable {
        let ok: Bool
        let error: String?
        let rows: [String]?
        let url: String?
        let seconds: Double?
    }

    private static let patienceSeconds: Int32 = 600

    private let program = Process()
    private let input = Pipe()
    private let output = Pipe()
    /// The primary's URL.
    package let url: String
    /// The standby's URL, where there is one.
    package let standbyURL: String?
    /// The URL with all hosts, which follows a failover.
    package let everywhereURL: String

    /// Starts one, with these options of the program.
    package init(_ options: String...) async throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"] ?? root + "/.venv/bin/python"
        program.executableURL = URL(filePath: python)
        program.arguments = ["-B", root + "/Tests/PostgreSQL/cluster.py", "control"] + options
        program.standardInput = input
        program.standardOutput = output
        let places = try await onThread { [program, output] in
            try program.run()
            // Its end is seen as the end of its output.
            try output.fileHandleForWriting.close()
            return try JSONDecoder().decode(Places.self, from: Self.line(of: output))
        }
        (url, standbyURL, everywhereURL) = (places.primary.url, places.standby?.url, places.url)
    }

    deinit {
        // It ends its servers and removes its folder by itself then.
        try? input.fileHandleForWriting.close()
    }

    package func make(_ instance: Instance, _ deed: Deed) async throws {
        _ = try await ask("\(deed.rawValue) \(instance.rawValue)")
    }

    /// Makes the standby the primary; returns once it takes writes, and says how many seconds that took.
    package func promote() async throws -> Double { try await ask("promote standby").seconds ?? 0 }

    /// What psql prints for statements in one line, values separated by |.
    @discardableResult
    package func rows(_ sql: String, on instance: Instance = .primary) async throws -> [String] {
        try await ask("query \(instance.rawValue) \(sql)").rows ?? []
    }

    /// Starts pgbouncer before the primary; its URL.
    package func bouncer() async throws -> String {
        guard let url = try await ask("bouncer").url else { throw Trouble(description: "pgbouncer has no URL") }
        return url
    }

    /// Ends all servers in order.
    package func end() async throws {
        let status = try await onThread { [program, input, output] in
            try input.fileHandleForWriting.close()
            while try Self.byte(of: output) != nil {}
            program.waitUntilExit()
            return program.terminationStatus
        }
        guard status == 0 else { throw Trouble(description: "cluster.py ended with \(status)") }
    }

    /// Does one thing after the other: each line of input has one line of output.
    private func ask(_ command: String) async throws -> Reply {
        try await onThread { [input, output] in
            try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
            let reply = try JSONDecoder().decode(Reply.self, from: Self.line(of: output))
            guard reply.ok else { throw Trouble(description: "\(command): \(reply.error ?? "no answer")") }
            return reply
        }
    }

    private static func line(of output: Pipe) throws -> Data {
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            guard let byte = try byte(of: output) else {
                throw Trouble(description: "cluster.py said no more than: \(String(decoding: line, as: UTF8.self))")
            }
            line.append(byte)
        }
        return line
    }

    /// The next byte, nil at the end; throws where none comes in time.
    private static func byte(of output: Pipe) throws -> UInt8? {
        let file = output.fileHandleForReading.fileDescriptor
        var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        guard poll(&wanted, 1, patienceSeconds * 1_000) == 1 else {
            throw Trouble(description: "cluster.py says nothing for \(patienceSeconds) s")
        }
        return read(file, &byte, 1) == 1 ? byte : nil
    }
}
