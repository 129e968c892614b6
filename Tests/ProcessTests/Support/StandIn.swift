import Foundation

/// bin/stripe-stand-in at a free port, as a person starts it.
final class StandIn: Sendable {
    private let program: Program

    init(in folder: TemporaryFolder) throws {
        program = try Program(
            Paths.root.path + "/bin/stripe-stand-in", ["--port", "0"], environment: ["INFORMAT_PYTHON": Paths.python],
            in: folder)
    }

    /// The lines of settings that it prints.
    private func lines() async throws -> [String] {
        try await program.output.wait(for: "settings of the stand-in") { text in
            let lines = Transcript.lines(text).filter { $0.hasPrefix("export ") }.map(String.init)
            return lines.count == 2 && text.hasSuffix("\n") ? lines : nil
        }
    }

    /// The same as a document has them, which names the port that is taken where none is said.
    func writtenLines() async throws -> [String] {
        try await lines().map { $0.replacing(/127\.0\.0\.1:[0-9]+/, with: "127.0.0.1:12111") }
    }

    func settings() async throws -> [String: String] {
        let pairs = try await lines().flatMap { $0.matches(of: /(STRIPE_[A-Z_]+)=(\S+)/) }
        return Dictionary(uniqueKeysWithValues: pairs.map { (String($0.output.1), String($0.output.2)) })
    }

    /// As Control-C ends it; its exit status.
    func end() async throws -> Int32 {
        program.signal(SIGINT)
        return try await program.end()
    }
}
