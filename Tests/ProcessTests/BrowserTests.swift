import Foundation
import Testing

extension RealProgram {
    /// Real Chromium: axe finds no fault, no other host is asked, nothing is wider than the screen.
    @Suite("Pages in a browser")
    struct BrowserTests {
        private static let program = Paths.root.path + "/Tests/Browser/journey.py"
        /// Of all of them, two at a time; also on a crowded machine, on which they take three times as long.
        private static let mostSeconds = 900.0

        @Test("every journey through the pages goes as it should")
        func journeys() async throws {
            let folder = try TemporaryFolder()
            let result = try await Program.run(
                Paths.python, ["-B", Self.program], environment: ["INFORMAT_BINARY": Paths.informat], in: folder,
                withinSeconds: Self.mostSeconds)
            let last = Transcript.lines(result.output).last ?? ""
            #expect(result.status == 0, "\(last)\n\(result.output)\(result.errors)")
        }
    }
}
