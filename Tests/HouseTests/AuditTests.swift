import Testing

/// The audit trail tells people what was done. What the program decides must not hang on it: whoever prunes it, or
/// words a line anew, would change what happens. What has to be known again is a column, or a job.
@Suite("The audit trail")
struct AuditTests {
    /// What reads it: lists that people asked for.
    static let lists: Set<String> = ["auditEntries", "auditID", "auditActions"]
    static let askers: Set<String> = [
        "Audit/AuditTrail.swift", "Leaving/PersonExport.swift", "People/Trail.swift",
        "Settlement/Settlement+History.swift",
    ]
    /// Readings by which something is decided, and that have to go.
    static let deciding: Set<String> = []
    private static let table = "Sources/App/Audit/AuditTable.swift"

    @Test("it is read by the functions of its lists alone, and they are called for lists alone")
    func readers() throws {
        let readers = Set(House.app.filter { $0.path == Self.table }.flatMap(Self.readers))
        #expect(readers == Self.lists.union(Self.deciding))
        expectNone(House.app.flatMap(Self.strayAskers), "calls of the audit trail's lists")
    }

    @Test("a function that reads it and a call are found, those that write are not")
    func canFail() {
        let text = """
            func audit() { run("INSERT INTO audit (id) VALUES (1)") }
            func has(_ action: String) -> Bool {
                exists("SELECT 1 FROM audit")
            }
            func sweep() { run("DELETE FROM audit WHERE id IN (SELECT id FROM audit)") }
            func all() { rows("\\(AuditEntry.select) ORDER BY id") }
            let a = tx.auditEntries(of: booking).isEmpty
            """
        #expect(Self.readers(SourceFile(path: Self.table, text: text)) == ["has", "all"])
        let other = SourceFile(path: "Sources/App/Bookings/Bookings.swift", text: text)
        #expect(Self.strayAskers(other) == ["Sources/App/Bookings/Bookings.swift:7: auditEntries"])
        #expect(Self.strayAskers(SourceFile(path: "Sources/App/Audit/AuditTrail.swift", text: text)).isEmpty)
    }

    /// Functions of the table's file in which it is read from.
    private static func readers(_ file: SourceFile) -> [String] {
        SwiftText(file.text).functions.filter { function in
            let body = file.lines[(function.line - 1)..<(function.line - 1 + function.length)].joined(separator: "\n")
            // A sweep looks for what it deletes.
            guard !body.contains("DELETE FROM audit") else { return false }
            return body.contains("FROM audit") || body.contains("AuditEntry.select")
        }.map(\.name)
    }

    private static func strayAskers(_ file: SourceFile) -> [String] {
        guard file.path != table, !askers.contains(where: file.path.hasSuffix) else { return [] }
        return SwiftText(file.text).codeLines.enumerated().flatMap { offset, line in
            lists.filter { line.contains(".\($0)(") }.map { "\(file.path):\(offset + 1): \($0)" }
        }
    }
}
