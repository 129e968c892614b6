import CLibpq

/// The answer to one statement, in binary form.
final class PostgreSQLResult {
    let pointer: OpaquePointer

    /// Takes the result over, and frees it at the end.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// Whether the server waits for, or sends, what COPY copies.
    var isCopying: Bool { [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(status) }

    var rowCount: Int { Int(PQntuples(pointer)) }

    /// How many rows the statement inserted, changed or deleted; 0 for one that does none of it.
    var changedRows: Int {
        // A SELECT counts too, in its command tag.
        guard status == PGRES_COMMAND_OK || !command.hasPrefix("SELECT") else { return 0 }
        return Int(String(cString: PQcmdTuples(pointer))) ?? 0
    }

    /// The command tag, such as `INSERT 0 1`.
    var command: String { String(cString: PQcmdStatus(pointer)) }

    /// A field of an error report, by the letter that it has in the protocol.
    func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(pointer, CInt(letter.value)).map { String(cString: $0) }
    }
}

/// One row of a result.
struct PostgreSQLRow: Row {
    let result: PostgreSQLResult
    let index: CInt

    /// Object ids of types, fixed for ever (PostgreSQL's catalogue pg_type).
    private enum Kind {
        static let int8: Oid = 20
        static let int2: Oid = 21
        static let int4: Oid = 23
        static let text: Oid = 25
        static let varchar: Oid = 1043
        static let name: Oid = 19
    }

    var count: Int { Int(PQnfields(result.pointer)) }

    func int(_ column: Int) throws -> Int64 {
        guard let bytes = bytes(column) else { throw wrong(column, "an integer") }
        switch PQftype(result.pointer, CInt(column)) {
        case Kind.int8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case Kind.int4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case Kind.int2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: throw wrong(column, "an integer")
        }
    }

    func text(_ column: Int) throws -> String { String(decoding: try utf8(column), as: UTF8.self) }

    func utf8(_ column: Int) throws -> UnsafeBufferPointer<UInt8> {
        guard let bytes = bytes(column) else { throw wrong(column, "text") }
        switch PQftype(result.pointer, CInt(column)) {
        case Kind.text, Kind.varchar, Kind.name: return bytes.bindMemory(to: UInt8.self)
        default: throw wrong(column, "text")
        }
    }

    func isNull(_ column: Int) -> Bool {
        exists(column) && PQgetisnull(result.pointer, index, CInt(column)) == 1
    }

    func stored(_ column: Int) throws -> StoredColumn {
        if isNull(column) { return .null }
        guard exists(column) else { throw wrong(column, "a value") }
        switch PQftype(result.pointer, CInt(column)) {
        case Kind.int8, Kind.int4, Kind.int2: return .int(try int(column))
        default: return .text(try utf8(column))
        }
    }

    private func exists(_ column: Int) -> Bool { (0..<count).contains(column) }

    /// The value as it came, nil for NULL or where there is no such column.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
        guard exists(column), !isNull(column), let start = PQgetvalue(result.pointer, index, CInt(column)) else {
            return nil
        }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result.pointer, index, CInt(column))))
    }

    private func wrong(_ column: Int, _ expected: String) -> StorageError {
        guard exists(column) else { return .badColumn(column, "does not exist") }
        let held =
            if isNull(column) { "NULL" } else {
                switch PQftype(result.pointer, CInt(column)) {
                case Kind.int8, Kind.int4, Kind.int2: "an integer"
                case Kind.text, Kind.varchar, Kind.name: "text"
                case let other: "a value of type \(other)"
                }
            }
        return .badColumn(column, "holds \(held) where \(expected) is expected")
    }
}
