/// SQL whose interpolations are bound, never pasted. Only a literal can become its text, so a plain String cannot be
/// executed; an interpolated SQL is spliced in with its own bound values.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// How one engine writes what the engines write differently: the whole dialect.
    struct Dialect: Sendable {
        /// The type and constraints of a row id.
        let identity: String
        /// The same for a row that has the id of another table's.
        let sharedIdentity: String
        /// The next id of a table, as an expression.
        let nextID: @Sendable (StaticString) -> String
        /// What stands before and behind the id with which a table's new ones go on.
        let continuedIDs: @Sendable (StaticString) -> (before: String, behind: String)
        /// The place of the bound value with this number, counted from 1.
        let placeholder: @Sendable (Int) -> String
    }

    fileprivate enum Piece: Sendable {
        case text(String)
        case value(Value)
        case identity
        case sharedIdentity
        case nextID(StaticString)
        case beforeContinuedIDs(StaticString)
        case behindContinuedIDs(StaticString)
    }

    private var pieces: [Piece]

    /// The type and constraints of a row id: `CREATE TABLE users (id \(SQL.identity), …)`.
    package static let identity = SQL(pieces: [.identity])

    /// As `identity` of a row that belongs to one of another table, and has its id: the engine gives none.
    package static let sharedIdentity = SQL(pieces: [.sharedIdentity])

    /// An id that no row of the table ever had: `SELECT \(SQL.nextID(of: "bookings"))`, in the write that uses it. For
    /// a row that carries its own id in a text, and need not be written twice for it.
    package static func nextID(of table: StaticString) -> SQL {
        SQL(pieces: [.nextID(table)])
    }

    /// A statement after which the engine gives the ids of a table from `next` on, an expression. For a table whose
    /// rows came with their ids; SQLite knows of it only where there are such rows.
    package static func continuedIDs(of table: StaticString, from next: SQL) -> SQL {
        SQL(pieces: [.beforeContinuedIDs(table)] + next.pieces + [.behindContinuedIDs(table)])
    }

    private init(pieces: [Piece]) {
        self.pieces = pieces
    }

    package init(stringLiteral text: String) {
        pieces = [.text(text)]
    }

    package init(stringInterpolation parts: Interpolation) {
        pieces = parts.pieces
    }

    /// `WHERE` all of the conditions are met; nothing where there are none.
    package static func only(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "" : "WHERE \(conditions.joined(" AND "))"
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(pieces: left.pieces + right.pieces)
    }

    package static func += (left: inout SQL, right: SQL) {
        left.pieces += right.pieces
    }

    /// The bound values, in the order of their placeholders.
    var values: [Value] {
        pieces.compactMap { piece in
            if case .value(let value) = piece { value } else { nil }
        }
    }

    /// The text with a placeholder for every bound value.
    func text(in dialect: Dialect) -> String {
        var text = ""
        var number = 0
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .identity: text += dialect.identity
            case .sharedIdentity: text += dialect.sharedIdentity
            case .nextID(let table): text += dialect.nextID(table)
            case .beforeContinuedIDs(let table): text += dialect.continuedIDs(table).before
            case .behindContinuedIDs(let table): text += dialect.continuedIDs(table).behind
            case .value:
                number += 1
                text += dialect.placeholder(number)
            }
        }
        return text
    }
}

extension SQL {
    /// What the compiler calls for `"… \(value) …"`.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { pieces.append(.text(text)) }
        }

        /// Binds a value; nil is bound as NULL.
        package mutating func appendInterpolation(_ stored: (some Storable)?) {
            pieces.append(.value(stored?.value ?? .null))
        }

        /// Binds a value that is already in its stored form.
        package mutating func appendInterpolation(_ value: Value) {
            pieces.append(.value(value))
        }

        /// Binds each of the values, with commas between them: `WHERE id IN (\(list: ids))`.
        package mutating func appendInterpolation(list values: some Sequence<some Storable>) {
            for (index, value) in values.enumerated() {
                if index > 0 { pieces.append(.text(", ")) }
                pieces.append(.value(value.value))
            }
        }

        /// Splices a fragment in, with its bound values.
        package mutating func appendInterpolation(_ fragment: SQL) {
            pieces += fragment.pieces
        }
    }
}

extension Sequence where Element == SQL {
    /// The fragments one after the other, with the separator between them; no fragments give empty SQL.
    package func joined(_ separator: SQL) -> SQL {
        var joined: SQL?
        for fragment in self {
            if joined == nil { joined = fragment } else { joined? += separator + fragment }
        }
        return joined ?? ""
    }
}
