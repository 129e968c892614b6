import GRDBSQLite

/// The row on which a statement stands: columns are read straight from SQLite.
struct SQLiteRow: Row {
    let statement: OpaquePointer

    func int(_ column: Int) throws -> Int64 {
        let index = CInt(truncatingIfNeeded: column)
        guard sqlite3_column_type(statement, index) == SQLITE_INTEGER else { throw wrong(column, "an integer") }
        return sqlite3_column_int64(statement, index)
    }

    func text(_ column: Int) throws -> String { String(decoding: try utf8(column), as: UTF8.self) }

    func utf8(_ column: Int) throws -> UnsafeBufferPointer<UInt8> {
        let index = CInt(truncatingIfNeeded: column)
        guard sqlite3_column_type(statement, index) == SQLITE_TEXT,
            let bytes = sqlite3_column_text(statement, index)
        else { throw wrong(column, "text") }
        return UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, index)))
    }

    func isNull(_ column: Int) -> Bool {
        column < sqlite3_column_count(statement)
            && sqlite3_column_type(statement, CInt(truncatingIfNeeded: column)) == SQLITE_NULL
    }

    var count: Int { Int(sqlite3_column_count(statement)) }

    func stored(_ column: Int) throws -> StoredColumn {
        let index = CInt(truncatingIfNeeded: column)
        if isNull(column) { return .null }
        return sqlite3_column_type(statement, index) == SQLITE_INTEGER
            ? .int(try int(column)) : .text(try wholeText(column))
    }

    /// Text of which every byte counts, where `text` would put a mark in the place of bytes that are no UTF-8.
    private func wholeText(_ column: Int) throws -> UnsafeBufferPointer<UInt8> {
        let bytes = try utf8(column)
        do { _ = try UTF8Span(validating: bytes.span) } catch {
            throw StorageError.badColumn(column, "holds text that is not UTF-8")
        }
        return bytes
    }

    private func wrong(_ column: Int, _ expected: String) -> StorageError {
        guard column < sqlite3_column_count(statement) else { return .badColumn(column, "does not exist") }
        let held =
            switch sqlite3_column_type(statement, CInt(truncatingIfNeeded: column)) {
            case SQLITE_NULL: "NULL"
            case SQLITE_INTEGER: "an integer"
            case SQLITE_TEXT: "text"
            case SQLITE_FLOAT: "a fraction"
            default: "bytes"
            }
        return .badColumn(column, "holds \(held) where \(expected) is expected")
    }
}
