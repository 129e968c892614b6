import Foundation

/// A value that came in, before anyone has judged it: JSON by `JSONReader`, or a field of a page's form.
package enum JSONValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Decimal)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])
    /// What was typed into a page's form: a text that stands for whatever type its field has.
    case typed(String)

    /// Null, or a text without a sign. Without comparing texts: that of two long ones may take very long.
    var isMissing: Bool {
        switch self {
        case .null: true
        case .text(let text), .typed(let text): text.isEmpty
        default: false
        }
    }
}
