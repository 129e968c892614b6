import Foundation

/// A PostgreSQL of one test alone, which may be stopped, killed and frozen: Tests/PostgreSQL/cluster.py control. It is
/// gone when nobody holds it any more.
final class PostgreSQLCluster: Sendable {
    enum Instance: String, Sendable { case primary, standby }
    enum Deed: String, Sendable { case start, stop, kill, freeze, thaw }

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

    private let program: Program
    private let folder: TemporaryFolder
    /// The primary's URL.
    let url: String
    /// The standby's URL, where there is one.
    let standbyURL: String?
    /// The URL with all hosts, which follows a failover.
    let everywhereURL: String

    /// Starts one, with these options of the program.
    init(_ options: String...) async throws {
        folder = try TemporaryFolder()
        let file = "\(Paths.root.path)/Tests/PostgreSQL/cluster.py"
        program = try Program(Paths.python, ["-B", file, "control"] + options, in: folder)
        do {
            let line = try await program.output.wait(for: "PostgreSQL", withinSeconds: 120) { Self.line(0, of: $0) }
            let places = try JSONDecoder().decode(Places.self, from: Data(line.utf8))
            (url, standbyURL, everywhereURL) = (places.primary.url, places.standby?.url, places.url)
        } catch {
            throw Failure("\(error) \(program.errors.text)")
        }
    }

    func make(_ instance: Instance, _ deed: Deed) async throws {
        _ = try await ask("\(deed.rawValue) \(instance.rawValue)")
    }

    /// Makes the standby the primary; returns once it takes writes, and says how many seconds that took.
    func promote() async throws -> Double { try await ask("promote standby").seconds ?? 0 }

    /// What psql prints for statements in one line, values separated by |.
    func rows(_ sql: String, on instance: Instance = .primary) async throws -> [String] {
        try await ask("query \(instance.rawValue) \(sql)").rows ?? []
    }

    /// Starts pgbouncer before the primary; its URL.
    func bouncer() async throws -> String {
        guard let url = try await ask("bouncer").url else { throw Failure("pgbouncer has no URL") }
        return url
    }

    /// Ends all servers in order.
    func end() async throws {
        try program.closeInput()
        let status = try await program.end(withinSeconds: 120)
        guard status == 0 else { throw Failure("cluster.py ended with \(status): \(program.errors.text)") }
    }

    /// Does one thing after the other: each line of input has one line of output.
    private func ask(_ command: String) async throws -> Reply {
        let said = program.output.lines.count
        try program.send(command)
        let line = try await program.output.wait(for: "answer to \(command)", withinSeconds: 120) {
            Self.line(said, of: $0)
        }
        let reply = try JSONDecoder().decode(Reply.self, from: Data(line.utf8))
        guard reply.ok else { throw Failure("\(command): \(reply.error ?? line)") }
        return reply
    }

    /// A line, once it is whole.
    private static func line(_ number: Int, of text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > number + 1 ? String(lines[number]) : nil
    }
}
