import Foundation

/// Content lines of iCalendar (RFC 5545, 3.1): no value can end its line, whatever is in it.
struct CalendarLines {
    private(set) var text = ""

    /// Adds a line whose value is written as it is; the caller vouches for both parts.
    mutating func add(_ name: String, _ value: String) {
        fold(name + ":" + value)
    }

    /// Adds a line whose value is text that somebody wrote (3.3.11).
    mutating func add(_ name: String, escaping value: String) {
        var escaped = String.UnicodeScalarView()
        for scalar in Text.unixLines(value).unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n": escaped.append(contentsOf: ["\\", "n"])
            case "\t": escaped.append(scalar)
            case _ where Self.isControl(scalar): break
            default: escaped.append(scalar)
            }
        }
        add(name, String(escaped))
    }

    /// Lines of at most 75 bytes, cut between characters; a space begins what continues a line.
    private mutating func fold(_ line: String) {
        // Where a character is a byte, a place to cut is a number.
        if line.utf8.allSatisfy({ $0 < 0x80 && $0 != 13 }) { return fold(ascii: line[...]) }
        var used = 0
        func room(for size: Int) -> Bool { used + size <= 75 }
        for character in line {
            let size = character.utf8.count
            // A character of very many combining marks is cut between its scalars.
            let pieces = size <= 74 ? [String(character)] : character.unicodeScalars.map(String.init)
            for piece in pieces {
                if !room(for: piece.utf8.count) {
                    text += "\r\n "
                    used = 1
                }
                text += piece
                used += piece.utf8.count
            }
        }
        text += "\r\n"
    }

    private mutating func fold(ascii line: Substring) {
        var rest = line
        var room = 75
        while rest.utf8.count > room {
            let cut = rest.utf8.index(rest.startIndex, offsetBy: room)
            text += rest[..<cut]
            text += "\r\n "
            rest = rest[cut...]
            room = 74
        }
        text += rest
        text += "\r\n"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}

extension CalendarLines {
    /// `20261201T090000Z`
    static func utc(_ instant: Date) -> String {
        let time = Zone.utc.local(instant)
        let second = time.secondOfDay
        let clock = (second / 3600).padded(2) + (second / 60 % 60).padded(2) + (second % 60).padded(2)
        return time.date.description.filter { $0 != "-" } + "T" + clock + "Z"
    }

    /// A quoted parameter value. A quotation mark cannot stand in it; of RFC 6868's escapes only that of the caret is
    /// used, since many programs show the others as they are, so the mark becomes an apostrophe.
    static func parameter(_ text: String) -> String {
        // Scalar by scalar: a mark with an accent on it is one character, but still ends the value.
        var name = String.UnicodeScalarView()
        for scalar in plain(text).unicodeScalars {
            switch scalar {
            case "^": name.append(contentsOf: ["^", "^"])
            case "\"": name.append("'")
            default: name.append(scalar)
            }
        }
        return "\"\(String(name))\""
    }

    /// Without control characters and line ends: a space in the place of each.
    static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isBreak = isControl(scalar) || scalar == "\u{2028}" || scalar == "\u{2029}"
            plain.append(isBreak ? " " : scalar)
        }
        return String(plain)
    }

    /// RFC 6068: what has a meaning in a URI, and all beyond ASCII, is percent-encoded.
    static func mailto(_ address: String) -> String {
        let allowed = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'*+@")
        return "mailto:" + (address.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
    }
}
