import Foundation
import Synchronization
import Testing

/// A PostgreSQL of one test alone, which it may freeze, stop and put a pooler before: Tests/PostgreSQL/cluster.py
/// control. It is gone when nobody holds it any more.
final class OwnPostgreSQL: Sendable {
    private static let patienceSeconds: Int32 = 120

    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    private struct Answer: Decodable {
        struct Place: Decodable { let url: String }

        let primary: Place?
        let ok: Bool?
        let error: String?
        let rows: [String]?
        let url: String?
    }

    private let program = Process()
    private let input = Pipe()
    private let output = Pipe()
    let url: String

    private init() throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"] ?? root + "/.venv/bin/python"
        program.executableURL = URL(filePath: python)
        program.arguments = ["-B", root + "/Tests/PostgreSQL/cluster.py", "control"]
        program.standardInput = input
        program.standardOutput = output
        try program.run()
        guard let place = try Self.answer(output).primary else { throw Trouble(description: "it has no place") }
        url = place.url
    }

    deinit {
        // It ends its servers and removes its folder by itself then.
        try? input.fileHandleForWriting.close()
    }

    static func start() async throws -> OwnPostgreSQL {
        try await onThread { try OwnPostgreSQL() }
    }

    /// `freeze primary` and the like; see control.py. Returns the lines or the URL that it answers with.
    @discardableResult
    func make(_ deed: String) async throws -> [String] {
        try await onThread { [input, output] in
            try input.fileHandleForWriting.write(contentsOf: Data((deed + "\n").utf8))
            let answer = try Self.answer(output)
            guard answer.ok == true else { throw Trouble(description: "\(deed): \(answer.error ?? "no answer")") }
            return answer.rows ?? answer.url.map { [$0] } ?? []
        }
    }

    /// The next line, one for each deed.
    private static func answer(_ output: Pipe) throws -> Answer {
        let file = output.fileHandleForReading.fileDescriptor
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            guard poll(&wanted, 1, patienceSeconds * 1_000) == 1, read(file, &byte, 1) == 1 else {
                throw Trouble(description: "cluster.py said no more than: \(String(decoding: line, as: UTF8.self))")
            }
            line.append(byte)
        }
        return try JSONDecoder().decode(Answer.self, from: line)
    }
}

/// Runs what blocks on a thread of its own: all tests share as few threads as the machine has cores.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { done in
        Thread.detachNewThread { done.resume(with: Result(catching: work)) }
    }
}
