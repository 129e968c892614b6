import Testing

@Suite("Format")
struct FormatTests {
    static let timeoutSeconds = 900

    @Test("swift format has no complaint")
    func format() throws {
        let lint = try Program(
            ["swift", "format", "lint", "--recursive", "--strict", "Sources", "Tests"], seconds: Self.timeoutSeconds)
        #expect(
            lint.status == 0,
            "swift format lint ended with \(lint.status) (124: too slow):\n\(lint.output.prefix(8_000))")
    }
}
