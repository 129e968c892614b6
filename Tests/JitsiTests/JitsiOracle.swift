import Foundation

/// What Jitsi's readers make of links, asked from a program in JavaScript.
enum JitsiOracle {
    struct Answer: Decodable {
        /// The link as a browser's address bar would show it (WHATWG URL Standard).
        let href: String
        let web: Parameters
        let mobile: Parameters
    }

    struct Parameters: Decodable, Equatable {
        let name: String?
        let startsWithAudioMuted: Bool?
        let startsWithVideoMuted: Bool?

        enum CodingKeys: String, CodingKey {
            case name = "userInfo.displayName"
            case startsWithAudioMuted = "config.startWithAudioMuted"
            case startsWithVideoMuted = "config.startWithVideoMuted"
        }
    }

    struct Failure: Error {
        let sentence: String
    }

    private static let timeoutSeconds = 600

    /// One answer for each link. Needs `node` (Debian: nodejs) in PATH.
    static func answers(to links: [String]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "jitsi-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let question = folder.appending(path: "links.json")
        let answer = folder.appending(path: "answers.json")
        try JSONEncoder().encode(links).write(to: question)
        try Data().write(to: answer)
        try run(question: question, answer: answer)
        return try JSONDecoder().decode([Answer].self, from: Data(contentsOf: answer))
    }

    private static func run(question: URL, answer: URL) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/jitsi_decode.js")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", "\(timeoutSeconds)", "node", script.path, question.path]
        // A file instead of a pipe: nobody can be stuck on a full pipe, or on one that another process keeps open.
        let output = try FileHandle(forWritingTo: answer)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        guard process.terminationStatus == 0 else {
            let status = process.terminationStatus
            throw Failure(sentence: "node ended with \(status) (124: too slow, 127: not installed; Debian: nodejs)")
        }
    }
}
