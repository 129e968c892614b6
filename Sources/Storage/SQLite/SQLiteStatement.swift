import GRDB
import GRDBSQLite

/// A prepared statement, and the binding of its values.
struct SQLiteStatement {
    private let statement: GRDB.Statement

    init(_ statement: GRDB.Statement) {
        self.statement = statement
    }

    var pointer: OpaquePointer { statement.sqliteStatement }

    /// Binds every value; all of them, so that nothing stays from an earlier use.
    func bind(_ values: [Value], _ text: String) throws(StorageError) {
        guard sqlite3_bind_parameter_count(pointer) == values.count else {
            throw .refused(reason: "its placeholders are not its \(values.count) values", sql: text)
        }
        for (index, value) in zip(CInt(1)..., values) {
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, index)
                case .int(let number): sqlite3_bind_int64(pointer, index, number)
                case .text(let text): bind(text, index)
                }
            guard code == SQLITE_OK else {
                throw .refused(reason: "value \(index): \(String(cString: sqlite3_errstr(code)))", sql: text)
            }
        }
    }

    private func bind(_ text: String, _ index: CInt) -> CInt {
        // SQLITE_TRANSIENT: SQLite copies the text.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        var text = text
        return text.withUTF8 { bytes in
            // The empty string may have no address, which SQLite would take for NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(pointer, index, "", 0, copied) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text64(pointer, index, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }
}
