import Foundation
import Testing

@Suite("Format")
struct FormatTests {
    static let timeoutSeconds = 300

    @Test("swift format has no complaint")
    func format() throws {
        let report = FileManager.default.temporaryDirectory.appending(path: "format-\(UUID().uuidString).txt")
        try Data().write(to: report)
        defer { try? FileManager.default.removeItem(at: report) }
        let output = try FileHandle(forWritingTo: report)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["timeout", "--kill-after=5", "\(Self.timeoutSeconds)"]
            + ["swift", "format", "lint", "--recursive", "--strict", "Sources", "Tests"]
        process.currentDirectoryURL = House.root
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        let status = process.terminationStatus
        let complaints = try String(contentsOf: report, encoding: .utf8)
        #expect(status == 0, "swift format lint ended with \(status) (124: too slow):\n\(complaints.prefix(8_000))")
    }
}
