import Foundation

/// A program of this machine, run in the project's folder: how it ended and what it said.
struct Program {
    let status: Int32
    let output: String

    /// Runs a program of the search path; after so many seconds it is ended, with status 124.
    init(_ command: [String], seconds: Int) throws {
        let report = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString).txt")
        try Data().write(to: report)
        defer { try? FileManager.default.removeItem(at: report) }
        // Into a file, because a pipe that nobody empties would hold the program up.
        let file = try FileHandle(forWritingTo: report)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", "\(seconds)"] + command
        process.currentDirectoryURL = House.root
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        try process.run()
        process.waitUntilExit()
        try file.close()
        status = process.terminationStatus
        output = try String(contentsOf: report, encoding: .utf8)
    }
}
