import Foundation

/// A mail address that is safe in a header and in an SMTP command: `dot-atom@domain` (RFC 5321, section 4.1.2).
///
/// The domain is in its ASCII form (RFC 5890). Quoted local parts and address literals are refused: nobody books with
/// one, and each is a way to smuggle something.
package struct MailAddress {
    package let text: String
    /// True where the server must offer SMTPUTF8 (RFC 6531).
    package let hasUnicodeLocalPart: Bool

    /// Throws `LetterError` for what is none.
    package init(_ address: String) throws {
        func refusal() -> LetterError { LetterError("“\(HeaderText.oneLine(address))” is not a mail address.") }
        guard let at = address.unicodeScalars.lastIndex(of: "@") else { throw refusal() }
        let local = String(address.unicodeScalars[..<at])
        guard let domain = HostName.ascii(String(address.unicodeScalars[at...].dropFirst())) else { throw refusal() }
        guard (1...64).contains(local.utf8.count), local.unicodeScalars.allSatisfy(Self.isLocal) else {
            throw refusal()
        }
        text = local + "@" + domain
        hasUnicodeLocalPart = !local.utf8.allSatisfy { $0 < 128 }
    }

    /// `<…@…>` without blanks, control characters or further brackets (RFC 5322, section 3.6.4).
    static func isMessageID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (5...250).contains(bytes.count), bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else {
            return false
        }
        let inner = bytes[1..<(bytes.count - 1)]
        let halves = inner.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return halves.count == 2 && !halves.contains(where: \.isEmpty)
            && inner.allSatisfy { isAtom($0) || [UInt8(ascii: "@"), UInt8(ascii: ".")].contains($0) }
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 128 { return scalar == "." || isAtom(UInt8(scalar.value)) }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
        default: return true
        }
    }

    /// atext of RFC 5322, section 3.2.3.
    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: atomSigns.contains(byte)
        }
    }

    private static let atomSigns = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}
