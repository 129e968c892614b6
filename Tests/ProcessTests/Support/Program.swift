import Foundation
import Peers

/// A process with its input, output and end; it never outlives its test.
final class Program: @unchecked Sendable {
    let output: Transcript
    let errors: Transcript
    private let process = Process()
    private let input = Pipe()
    private let ending = Ending()

    /// Starts it in `folder`, with these variables and what every process needs, but with nobody's own settings.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], in folder: TemporaryFolder
    ) throws {
        let (output, errors, ending) = (Pipe(), Pipe(), ending)
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        let inherited = ProcessInfo.processInfo.environment
        let needed = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"].compactMap { name in
            inherited[name].map { (name, $0) }
        }
        process.environment = Dictionary(needed) { first, _ in first }.merging(environment) { _, own in own }
        process.currentDirectoryURL = folder.url
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        process.terminationHandler = { ended in
            // A signal is told as a shell tells it.
            ending.note(ended.terminationReason == .exit ? ended.terminationStatus : 128 + ended.terminationStatus)
        }
        try process.run()
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        self.output = Transcript(output)
        self.errors = Transcript(errors)
    }

    deinit {
        signal(SIGKILL)
    }

    /// A Python program of a Peers folder.
    static func peer(
        _ program: String, _ arguments: [String], tests: String = "ProcessTests", in folder: TemporaryFolder
    ) throws -> Program {
        let file = "\(Paths.root.path)/Tests/\(tests)/Peers/\(program)"
        return try Program(Paths.python, ["-B", file] + arguments, in: folder)
    }

    var id: Int32 { process.processIdentifier }

    var isRunning: Bool { ending.status == nil }

    /// Sends a signal, unless it has ended: its number may belong to another process then.
    func signal(_ number: Int32) {
        if isRunning && process.isRunning { kill(id, number) }
    }

    func send(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

    func closeInput() throws { try input.fileHandleForWriting.close() }

    /// The exit status, or 128 and the number of the signal that ended it; one that takes longer is killed.
    func end(withinSeconds seconds: Double = patienceSeconds) async throws -> Int32 {
        if let status = try await onThread({ [ending] in ending.wait(seconds: seconds) }) { return status }
        signal(SIGKILL)
        throw Failure("process \(id) had not ended after \(seconds) s; it said: \(output.text)\(errors.text)")
    }
}

/// The exit status, once there is one.
private final class Ending: @unchecked Sendable {
    // A condition, because a test waits for what the process's own watcher notes.
    private let condition = NSCondition()
    private var noted: Int32?

    var status: Int32? { condition.withLock { noted } }

    func note(_ status: Int32) {
        condition.withLock {
            noted = status
            condition.broadcast()
        }
    }

    func wait(seconds: Double) -> Int32? {
        let end = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while noted == nil, condition.wait(until: end) {}
        return noted
    }
}

extension Program {
    /// What a command said and how it ended.
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs `informat` with these arguments to its end.
    static func informat(
        _ arguments: String..., environment: [String: String] = [:], in folder: TemporaryFolder
    ) async throws -> Result {
        try await run(Paths.informat, arguments, environment: environment, in: folder)
    }

    static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], in folder: TemporaryFolder,
        withinSeconds seconds: Double = patienceSeconds
    ) async throws -> Result {
        let program = try Program(executable, arguments, environment: environment, in: folder)
        try program.closeInput()
        let status = try await program.end(withinSeconds: seconds)
        return Result(
            status: status, output: try await program.output.whole(), errors: try await program.errors.whole())
    }
}
