import Testing

@Suite("The places of SQL")
struct SQLPlaceTests {
    @Test("in App, only tables and the schema hold SQL")
    func places() {
        expectNone(
            (House.app + House.sources.filter(Self.isLibrary)).flatMap(Self.sql), "SQL outside of a table's file")
    }

    @Test("a statement is found in every kind of literal, and only there")
    func canFail() {
        let text = """
            let a = "SELECT 1"
            let b = \"\"\"
                UPDATE users
                \"\"\"
            let c = "INSERT INTO \\(d)" // SELECT
            let e = ["DELETE FROM x", "DELETE", "Select a slot", "SELECTED"]
            """
        let lines = Self.sql(SourceFile(path: "Sources/App/Bookings/Bookings.swift", text: text))
        #expect(lines.map { $0.split(separator: ":")[1] } == ["1", "3", "5", "6"])
        for place in ["Bookings/BookingTable.swift", "Bookings/BookingTable+List.swift", "Schema/Schema+A.swift"] {
            #expect(Self.sql(SourceFile(path: "Sources/App/" + place, text: text)).isEmpty)
        }
    }

    private static func isLibrary(_ file: SourceFile) -> Bool {
        ["Sources/Domain/", "Sources/Wire/", "Sources/Jitsi/"].contains(where: file.path.hasPrefix)
    }

    private static func sql(_ file: SourceFile) -> [String] {
        if file.name.contains("Table") || file.name.hasPrefix("Schema") { return [] }
        let statement = /\b(?:SELECT|INSERT|UPDATE|DELETE FROM)\b/.wordBoundaryKind(.simple)
        return SwiftText(file.text).literals.filter { $0.text.contains(statement) }
            .map { "\(file.path):\($0.line): \($0.text)" }
    }
}
