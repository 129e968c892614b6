import Foundation

/// Content lines of iCalendar (RFC 5545, 3.1): no value can end its line, whatever is in it.
package struct CalendarLines {
    private(set) var text = ""

    /// What every calendar begins with; one that nobody is sent says nothing of what is to be done with it.
    mutating func beginCalendar(_ method: Invitation.Method?) {
        add("BEGIN", "VCALENDAR")
        add("VERSION", "2.0")
        add("PRODID", "-//InFormat//InFormat//EN")
        add("CALSCALE", "GREGORIAN")
        if let method { add("METHOD", method.rawValue) }
    }

    /// Adds a line whose value is written as it is; the caller vouches for both parts.
    mutating func add(_ name: String, _ value: String) {
        fold(name + ":" + value)
    }

    /// Adds a line whose value is text that somebody wrote (3.3.11).
    mutating func add(_ name: String, escaping value: String) {
        // Byte by byte, which is many times as quick: in UTF-8 these signs are never a part of another.
        var escaped: [UInt8] = []
        escaped.reserveCapacity(value.utf8.count + 32)
        for byte in Text.unixLines(value).utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
                escaped.append(UInt8(ascii: "\\"))
                escaped.append(byte)
            case UInt8(ascii: "\n"):
                escaped.append(UInt8(ascii: "\\"))
                escaped.append(UInt8(ascii: "n"))
            case UInt8(ascii: "\t"): escaped.append(byte)
            case 0..<0x20, 0x7F: break
            // The controls U+0080 to U+009F are C2 80 to C2 9F.
            case 0x80...0x9F where escaped.last == 0xC2: escaped.removeLast()
            default: escaped.append(byte)
            }
        }
        add(name, String(decoding: escaped, as: UTF8.self))
    }

    /// Lines of at most 75 bytes, cut between characters; a space begins what continues a line.
    private mutating func fold(_ line: String) {
        var rest = line[...]
        var room = 75
        while rest.utf8.count > room {
            let cut = Self.cut(rest, room)
            text += rest[..<cut]
            text += "\r\n "
            rest = rest[cut...]
            room = 74
        }
        text += rest
        text += "\r\n"
    }

    /// The last place between two characters with no more than so many bytes before it.
    private static func cut(_ line: Substring, _ room: Int) -> String.Index {
        let furthest = line.utf8.index(line.startIndex, offsetBy: room)
        // Between two letters of ASCII, which most are, there is always one.
        let (before, after) = (line.utf8[line.utf8.index(before: furthest)], line.utf8[furthest])
        if before < 0x80, after < 0x80, before != 13 { return furthest }
        var used = 0
        for character in line {
            let size = character.utf8.count
            guard used + size > room else {
                used += size
                continue
            }
            // A character of very many combining marks is cut between its scalars.
            if size > 74 {
                for scalar in character.unicodeScalars {
                    let width = UTF8.width(scalar)
                    guard used + width <= room else { break }
                    used += width
                }
            }
            break
        }
        return line.utf8.index(line.startIndex, offsetBy: used)
    }

    /// U+0000 to U+001F and U+007F to U+009F: the general category Cc has no others.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}

extension CalendarLines {
    /// `20261201T090000Z`
    package static func utc(_ instant: Date) -> String {
        let time = Zone.utc.local(instant)
        let second = time.secondOfDay
        let (year, month, day) = time.date.civil
        let clock = (second / 3600).padded(2) + (second / 60 % 60).padded(2) + (second % 60).padded(2)
        return year.padded(4) + month.padded(2) + day.padded(2) + "T" + clock + "Z"
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
        "mailto:" + (address.addingPercentEncoding(withAllowedCharacters: plainInMailto) ?? "")
    }

    private static let plainInMailto = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'*+@")
}
