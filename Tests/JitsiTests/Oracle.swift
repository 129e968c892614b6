import Foundation

/// A program of the Oracle folder in another language, which is asked by a file and answers on its output.
enum Oracle {
    struct Failure: Error {
        let sentence: String
    }

    private static let timeoutSeconds = 600

    static func answer(_ interpreter: String, _ program: String, to question: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "jitsi-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let asked = folder.appending(path: "question.json")
        let answer = folder.appending(path: "answer.json")
        try question.write(to: asked)
        try Data().write(to: answer)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/\(program)")
        try run([interpreter, script.path, asked.path], into: answer)
        return try Data(contentsOf: answer)
    }

    private static func run(_ command: [String], into answer: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", "\(timeoutSeconds)"] + command
        // A file instead of a pipe: nobody can be stuck on a full pipe, or on one that another process keeps open.
        let output = try FileHandle(forWritingTo: answer)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        guard process.terminationStatus == 0 else {
            let status = process.terminationStatus
            throw Failure(sentence: "\(command[0]) ended with \(status) (124: too slow, 127: not installed)")
        }
    }
}
