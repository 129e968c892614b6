import Foundation

/// What people write: trimmed, bounded and freed of what would break lists, headers or the database.
///
/// Lengths count Unicode scalars, as `maxLength` of JSON Schema does.
package enum Text {
    /// One line such as a name: trimmed of Unicode white space, nil if nothing is left, with bidirectional controls
    /// closed.
    ///
    /// Throws `null_character`, `control_character` (also for U+2028 and U+2029, which end a line), `too_long`, or
    /// `invisible` where nothing of it can be seen.
    package static func name(_ text: String?, field: String, maximum: Int = 500) throws -> String? {
        let name = try checked(text?.trimmingWhiteSpace(), field: field, maximum: maximum) {
            isControl($0) || isLineEnd($0)
        }
        guard let name else { return nil }
        guard name.unicodeScalars.contains(where: isVisible) else { throw Problem.invalid(field, .invisible) }
        return name
    }

    /// Some lines such as notes: as `name`, but line ends, written as `\n` in the end, and tabs may stand inside.
    package static func paragraph(_ text: String?, field: String, maximum: Int) throws -> String? {
        let lines = text.map { unixLines($0).trimmingWhiteSpace() }
        return try checked(lines, field: field, maximum: maximum) { isControl($0) && $0 != "\n" && $0 != "\t" }
    }

    /// A part of a URL: 1 to 80 of `a-z`, `0-9` and `-`. Throws `required`, `too_long` or `malformed`.
    package static func slug(_ text: String, field: String = "slug") throws -> String {
        guard !text.isEmpty else { throw Problem.invalid(field, .required) }
        guard text.unicodeScalars.count <= 80 else { throw Problem.invalid(field, .tooLong, ["maximum": "80"]) }
        let isSlug = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isSlug else { throw Problem.malformed(field, .slug) }
        return text
    }

    private static func checked(
        _ text: String?, field: String, maximum: Int, refusing isRefused: (Unicode.Scalar) -> Bool
    ) throws -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard isStreamSafe(text) else { throw Problem.invalid(field, .tooManyMarks) }
        let scalars = text.unicodeScalars
        guard !scalars.contains("\0") else { throw Problem.invalid(field, .nullCharacter) }
        guard !scalars.contains(where: isRefused) else { throw Problem.invalid(field, .controlCharacter) }
        guard scalars.count <= maximum else { throw Problem.invalid(field, .tooLong, ["maximum": String(maximum)]) }
        let closed = closingDirections(text)
        guard closed.unicodeScalars.count <= maximum else {
            throw Problem.invalid(field, .tooLong, ["maximum": String(maximum)])
        }
        return closed
    }

    /// Whether no letter carries more than thirty marks (UAX #15, Stream-Safe Text Format). To put more of them in
    /// order, as comparing and hashing do, takes time that grows with their square.
    package static func isStreamSafe(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0xCC }) { return true }  // Marks begin at U+0300.
        var marks = 0
        for scalar in text.unicodeScalars {
            let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
            marks = isMark ? marks + 1 : 0
            if marks > mostMarks { return false }
        }
        return true
    }

    /// On one letter.
    package static let mostMarks = 30

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// CR LF, CR, NEL and the separators of Unicode become `\n`.
    static func unixLines(_ text: String) -> String {
        if !hasOtherLineEnds(text) { return text }
        var lines = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\u{85}": lines.append("\n")
            case _ where isLineEnd(scalar): lines.append("\n")
            default: lines.append(scalar)
            }
            previous = scalar
        }
        return String(lines)
    }
}

extension Text {
    /// By bytes, because most texts have none: CR, U+0085 (C2 85), U+2028 and U+2029 (E2 80 A8 and A9).
    private static func hasOtherLineEnds(_ text: String) -> Bool {
        var (second, last) = (UInt8(0), UInt8(0))
        for byte in text.utf8 {
            let isEnd =
                byte == 13 || last == 0xC2 && byte == 0x85 || second == 0xE2 && last == 0x80 && byte & 0xFE == 0xA8
            if isEnd { return true }
            (second, last) = (last, byte)
        }
        return false
    }
}

extension Text {
    /// The text for searching: without case, accents and width, the same in every locale.
    ///
    /// Both what is searched and what is looked for are folded; the result is not meant to be read.
    package static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
        var folded = ""
        // Through capitals, because only they make ß and ſ the letters that others are; ẞ is small first.
        let small = text.lowercased().uppercased().lowercased()
        for scalar in small.decomposedStringWithCompatibilityMapping.unicodeScalars
        where scalar.properties.generalCategory != .nonspacingMark {
            if let plain = plainLetters[scalar] { folded += plain } else { folded.unicodeScalars.append(scalar) }
        }
        return folded.lowercased()
    }

    // Letters with a stroke or of two letters, which Unicode does not take apart.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
    ]
}

extension String {
    /// Without Unicode white space at both ends, scalar by scalar: a combining mark after a space stays.
    func trimmingWhiteSpace() -> String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
