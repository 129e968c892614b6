import Foundation

/// A Python program of the Peers folder, run as a process; it never outlives its test.
final class PythonPeer {
    private static let patienceSeconds = 180

    struct Silent: Error, CustomStringConvertible {
        let description: String
    }

    private let name: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffered = Data()

    init(_ program: String, _ arguments: [String]) throws {
        name = program
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        let python = ProcessInfo.processInfo.environment["INFORMAT_PYTHON"] ?? root.path + "/.venv/bin/python"
        process.executableURL = URL(filePath: python)
        process.arguments = ["-B", folder.path + "/Peers/" + program] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Stops it where it is, as a machine that stands still.
    func freeze() { kill(process.processIdentifier, SIGSTOP) }

    /// The next line of what it prints; throws `Silent` when none comes in time.
    func line() throws -> Data {
        while true {
            if let end = buffered.firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffered[..<end]
                buffered = Data(buffered[(end + 1)...])
                return Data(line)
            }
            guard try readMore() else { throw Silent(description: "\(name) ended without a word.") }
        }
    }

    func outputToEnd() throws -> Data {
        while try readMore() {}
        return buffered
    }

    /// False at the end.
    private func readMore() throws -> Bool {
        let file = output.fileHandleForReading.fileDescriptor
        var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, Int32(Self.patienceSeconds * 1_000)) == 1 else {
            throw Silent(description: "\(name) says nothing for \(Self.patienceSeconds) s.")
        }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(file, &bytes, bytes.count)
        if count > 0 { buffered += bytes[..<count] }
        return count > 0
    }
}
