import Storage

extension Transaction {
    /// What SQLite's own check complains about first, or nil for a sound database; reads the whole file.
    func integrityComplaint() throws -> String? {
        let answer = try row("PRAGMA quick_check(1)") { try $0.text(0) }
        return answer == "ok" ? nil : answer
    }
}
