import Testing

/// A person's way through the pages in a real browser: a file of Tests/Browser/journeys, and a function of it.
enum Journey {
    /// Of one, with its server and its browser, also on a crowded machine.
    private static let mostSeconds = 180.0
    private static let program = Paths.root.path + "/Tests/Browser/journey.py"

    /// Goes it; what a person would complain about is told.
    static func go(_ name: String) async throws {
        let result = try await run(name)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    /// Every way that there is.
    static func names() async throws -> [String] {
        let result = try await run("--list")
        try #require(result.status == 0, "\(result.errors)")
        return Transcript.lines(result.output).map(String.init)
    }

    private static func run(_ argument: String) async throws -> Program.Result {
        let folder = try TemporaryFolder()
        return try await Program.run(
            Paths.python, ["-B", program, argument], environment: ["INFORMAT_BINARY": Paths.informat], in: folder,
            withinSeconds: mostSeconds)
    }
}
