import Mustache

/// Escapes text for HTML byte by byte.
///
/// swift-mustache's own escaping walks grapheme clusters, so that `<` or `"` followed by a combining mark goes through
/// it unescaped, and a script in a name would run.
struct HTMLText: MustacheContentType {
    static let name = "INFORMAT_HTML"

    func escapeText(_ text: String) -> String {
        // Byte by byte: in UTF-8 these signs are never a part of another.
        guard text.utf8.contains(where: { Self.entity(of: $0) != nil }) else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if let entity = Self.entity(of: byte) { escaped += entity.utf8 } else { escaped.append(byte) }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// Known to the template engine from the first use on.
    static let registered: Void = MustacheContentTypes.register(HTMLText(), named: name)
}
