import Foundation

/// JSON that came in, before anyone has judged it.
package enum JSONValue: Decodable, Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Decimal)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // try? is fine here: each line asks whether the value is of that type, and the last one throws.
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {  // try? is fine: see above
            self = .flag(flag)
        } else if let number = try? container.decode(Decimal.self) {  // try? is fine: see above
            self = .number(number)
        } else if let text = try? container.decode(String.self) {  // try? is fine: see above
            self = .text(text)
        } else if let array = try? container.decode([JSONValue].self) {  // try? is fine: see above
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Whether a string anywhere inside, name or value, carries U+0000, which PostgreSQL cannot store.
    var holdsNullCharacter: Bool {
        switch self {
        case .text(let text): text.utf8.contains(0)
        case .array(let items): items.contains(where: \.holdsNullCharacter)
        case .object(let fields): fields.contains { $0.key.utf8.contains(0) || $0.value.holdsNullCharacter }
        default: false
        }
    }
}
