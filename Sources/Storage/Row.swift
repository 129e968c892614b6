import Foundation

/// One row while it is being read: columns by position from 0, valid only inside the closure that receives it.
package protocol Row {
    /// Throws StorageError.badColumn when the column does not hold an integer.
    func int(_ column: Int) throws -> Int64
    /// Throws StorageError.badColumn when the column does not hold text.
    func text(_ column: Int) throws -> String
    /// The bytes of a text where they stand, for as long as the closure that received the row runs: for what is copied
    /// at once to where it is sent. Throws StorageError.badColumn when the column does not hold text.
    func utf8(_ column: Int) throws -> UnsafeBufferPointer<UInt8>
    func isNull(_ column: Int) -> Bool
    /// How many columns there are.
    var count: Int { get }
    /// Whatever the column holds, where it stands. Throws StorageError.badColumn for a kind of value that the engines
    /// do not share, and for text that is not UTF-8.
    func stored(_ column: Int) throws -> StoredColumn
}

/// What a column holds, where it stands: as `utf8`, for as long as the closure that received the row runs.
package enum StoredColumn {
    case null
    case int(Int64)
    case text(UnsafeBufferPointer<UInt8>)
}

extension Row {
    /// Whatever the column holds, taken along. Throws as `stored` does.
    package func value(_ column: Int) throws -> Value {
        switch try stored(column) {
        case .null: .null
        case .int(let number): .int(number)
        case .text(let text): .text(String(decoding: text, as: UTF8.self))
        }
    }

    /// An integer, or nil for NULL.
    package func optionalInt(_ column: Int) throws -> Int64? {
        isNull(column) ? nil : try int(column)
    }

    /// An integer as the id that the reader takes it for.
    package func id<ID: RawRepresentable>(_ column: Int) throws -> ID where ID.RawValue == Int64 {
        let raw = try int(column)
        guard let id = ID(rawValue: raw) else {
            throw StorageError.badColumn(column, "holds \(raw), which is no \(ID.self)")
        }
        return id
    }

    /// An id, or nil for NULL.
    package func optionalID<ID: RawRepresentable>(_ column: Int) throws -> ID? where ID.RawValue == Int64 {
        isNull(column) ? nil : try id(column)
    }

    /// Text, or nil for NULL.
    package func optionalText(_ column: Int) throws -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// An instant, kept as whole UTC seconds since 1970.
    package func date(_ column: Int) throws -> Date {
        Date(timeIntervalSince1970: TimeInterval(try int(column)))
    }

    /// An instant, or nil for NULL.
    package func optionalDate(_ column: Int) throws -> Date? {
        isNull(column) ? nil : try date(column)
    }

    /// A flag, kept as 1 or 0; any other number throws StorageError.badColumn.
    package func flag(_ column: Int) throws -> Bool {
        switch try int(column) {
        case 0: return false
        case 1: return true
        case let other: throw StorageError.badColumn(column, "holds \(other) where a flag, 0 or 1, is expected")
        }
    }

    /// An enum by its raw value; a raw value that it does not know throws StorageError.badColumn.
    package func value<Kind: RawRepresentable>(_ column: Int, as kind: Kind.Type) throws -> Kind
    where Kind.RawValue == String {
        let raw = try text(column)
        guard let value = kind.init(rawValue: raw) else {
            throw StorageError.badColumn(column, "holds \"\(raw)\", which is no \(kind)")
        }
        return value
    }

    /// An enum by its raw value, or nil for NULL.
    package func optionalValue<Kind: RawRepresentable>(_ column: Int, as kind: Kind.Type) throws -> Kind?
    where Kind.RawValue == String {
        isNull(column) ? nil : try value(column, as: kind)
    }
}
