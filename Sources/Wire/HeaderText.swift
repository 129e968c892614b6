import Foundation

/// How values are written into mail headers (RFC 5322 and RFC 2047), so that no value can start a header of its own.
package enum HeaderText {
    /// RFC 2047, section 2: a line with an encoded-word has at most 76 characters.
    private static let lineLimit = 76
    /// Bytes in one encoded-word: `Reply-To: ` and the word's frame and base64 of 39 bytes are 74 characters.
    private static let wordBytes = 39

    /// A subject: as it is where it is short printable ASCII, otherwise as encoded-words.
    package static func unstructured(_ value: String) -> String {
        let value = oneLine(value)
        let isPlain = isPrintable(value) && !value.contains("=?") && "Subject: ".count + value.count <= lineLimit
        return isPlain ? value : encodedWords(value)
    }

    /// `"Ann Example" <ann@example.com>`; throws `LetterError` for an address that is none.
    static func mailbox(_ mailbox: Mailbox) throws -> String {
        let address = try MailAddress(mailbox.address).text
        let name = oneLine(mailbox.name ?? "")
        if name.isEmpty { return address }
        let phrase = phrase(name)
        let lastLine = phrase.split(separator: "\r\n").last?.utf8.count ?? 0
        let fits = "Reply-To: ".count + lastLine + address.utf8.count + 3 <= lineLimit
        return phrase + (fits ? " <" : "\r\n <") + address + ">"
    }

    private static func phrase(_ name: String) -> String {
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        // Inside quotes an encoded-word is no encoded-word, but many mail programs decode it there all the same.
        let isPlain = isPrintable(name) && !name.contains("=?") && quoted.count <= lineLimit - 12
        return isPlain ? "\"\(quoted)\"" : encodedWords(name)
    }

    /// `=?UTF-8?B?…?=` words, one a line, each of whole characters (RFC 2047, section 5).
    private static func encodedWords(_ value: String) -> String {
        var words: [String] = []
        var word = ""
        for piece in value.flatMap(pieces) {
            if word.utf8.count + piece.utf8.count > wordBytes {
                words.append(word)
                word = ""
            }
            word += piece
        }
        words.append(word)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// The character itself; one that is longer than a whole word (a letter under a heap of accents) in its scalars.
    private static func pieces(of character: Character) -> [String] {
        character.utf8.count <= wordBytes ? [String(character)] : character.unicodeScalars.map { String($0) }
    }

    /// Without control characters and line separators of any kind, and without blanks around it or in a row.
    package static func oneLine(_ value: String) -> String {
        if isOneLine(value) { return value }
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars.map(blanked) where scalar != " " || (scalars.last ?? " ") != " " {
            scalars.append(scalar)
        }
        if scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// Most are already: words of ASCII with a blank between them.
    private static func isOneLine(_ value: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in value.utf8 {
            guard (32...126).contains(byte), byte != 32 || before != 32 else { return false }
            before = byte
        }
        return before != 32
    }

    private static func blanked(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // Controls (Cc), and the separators of lines and paragraphs: there are no others of their categories.
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: " "
        default: scalar
        }
    }

    private static func isPrintable(_ value: String) -> Bool {
        value.utf8.allSatisfy { (32...126).contains($0) }
    }

    /// RFC 5322, section 3.3, in UTC: `Mon, 23 Nov 2026 09:30:00 +0000`.
    static func date(_ date: Date) -> String {
        var parts = tm()
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        gmtime_r(&seconds, &parts)
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = "\(weekdays[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)])"
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { twoDigits(Int($0)) }.joined(separator: ":")
        return "\(day) \(Int(parts.tm_year) + 1_900) \(time) +0000"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
