import Foundation

/// JSON that came in, before anyone has judged it; `JSONReader` makes it.
package enum JSONValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Decimal)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Null, or a text without a sign. Without comparing texts: that of two long ones may take very long.
    var isMissing: Bool {
        switch self {
        case .null: true
        case .text(let text): text.isEmpty
        default: false
        }
    }
}
