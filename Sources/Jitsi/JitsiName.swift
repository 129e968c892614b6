/// A name as Jitsi Meet can show it when it arrives by link.
package struct JitsiName: Hashable, Sendable {
    /// Jitsi cuts names at this many UTF-16 units, wherever that falls.
    package static let maximumUnits = 50

    /// The name, cut so that no character is broken.
    package let text: String

    package init(_ name: String) {
        // Jitsi HTML-escapes a name that a link sets: with U+0027, O'Brien would read "O&#39;Brien".
        text = Self.cut(Self.replacingApostrophes(name))
    }

    /// The name as a JSON string with its quotes, so escaped that it survives Jitsi's own decoder.
    package var json: String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            // Jitsi rewrites these after the percent-decoding and before it parses the JSON.
            case "&", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}": json += Self.escape(scalar)
            // RFC 8259, section 7: control characters must be escaped.
            case "\u{0}"..."\u{1F}": json += Self.escape(scalar)
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    private static func replacingApostrophes(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: name.unicodeScalars.lazy.map { $0 == "'" ? "\u{2019}" : $0 })
        return String(scalars)
    }

    /// The longest beginning of whole characters that fits. Where not even the first character fits (a letter under
    /// a tower of accents), the longest beginning of whole Unicode scalars.
    private static func cut(_ name: String) -> String {
        let units = name.utf16
        guard let limit = units.index(units.startIndex, offsetBy: maximumUnits, limitedBy: units.endIndex) else {
            return name
        }
        if limit == units.endIndex { return name }
        let ofCharacters = last(of: name.indices, upTo: limit)
        let end = ofCharacters > name.startIndex ? ofCharacters : last(of: name.unicodeScalars.indices, upTo: limit)
        return String(name[..<end])
    }

    /// The last boundary that does not lie behind `limit`; the first boundary is the start of the name.
    private static func last(of boundaries: some Collection<String.Index>, upTo limit: String.Index) -> String.Index {
        var last = boundaries[boundaries.startIndex]
        for boundary in boundaries {
            if boundary > limit { break }
            last = boundary
        }
        return last
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
