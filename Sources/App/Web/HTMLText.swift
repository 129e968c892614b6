import Mustache

/// Escapes text for HTML scalar by scalar.
///
/// swift-mustache's own escaping walks grapheme clusters, so that `<` or `"` followed by a combining mark goes through
/// it unescaped, and a script in a name would run.
struct HTMLText: MustacheContentType {
    static let name = "INFORMAT_HTML"

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// Known to the template engine from the first use on.
    static let registered: Void = MustacheContentTypes.register(HTMLText(), named: name)
}
