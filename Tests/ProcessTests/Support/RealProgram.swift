import Foundation
import Testing

/// Tests of the executable itself: real processes, sockets, signals and files. One after the other, because two cores
/// are enough for one server and its load.
@Suite("The real program", .serialized, .timeLimit(.minutes(30)))
enum RealProgram {}

/// Where things are.
enum Paths {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    /// The executable to test.
    static let informat = setting("INFORMAT_BINARY") ?? root.path + "/.build/debug/informat"
    /// A Python with the packages of Tests/requirements.txt.
    static let python = setting("INFORMAT_PYTHON") ?? root.path + "/.venv/bin/python"

    private static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "informat-process-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of a file in it.
    func path(_ name: String) -> String { url.path + "/" + name }

    func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
    }

    func text(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }
    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }
}

/// What a test waited for in vain, or found where it cannot go on.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
