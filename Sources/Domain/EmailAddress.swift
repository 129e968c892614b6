import Foundation

/// E-mail addresses as accounts are known by.
package enum EmailAddress {
    /// The most bytes of an address (RFC 5321, 4.5.3.1.3, less the angle brackets) and of its part before the `@`.
    package static let maximumBytes = 254
    package static let maximumLocalBytes = 64

    /// Bytes of an address as it is written: full-width letters have three.
    private static let longestWritten = 4 * maximumBytes

    /// The address trimmed, in lower case and composed (NFC), so that the same mailbox is always the same text: letters
    /// of full width are plain ones, and the domain is as people read it, also where it was written as `xn--`.
    ///
    /// Taken are dot-atoms of RFC 5321 and, as RFC 6531 has it, letters beyond ASCII on both sides; the mail library
    /// turns the domain into its ASCII form. A domain of one label is taken, as browsers
    /// do: small offices have such hosts. Quoted local parts, comments and address literals are refused, and with them
    /// everything that could end a header or an SMTP command. Throws `required`, `too_long` or `malformed` for `field`.
    package static func normalised(_ text: String, field: String = "email") throws -> String {
        let tooLong = Problem.invalid(field, .tooLong, ["maximum": String(maximumBytes)])
        guard text.utf8.count <= longestWritten else { throw tooLong }
        guard !text.unicodeScalars.contains("\0") else { throw Problem.invalid(field, .nullCharacter) }
        let written = narrow(text.trimmingWhiteSpace()).precomposedStringWithCanonicalMapping.lowercased()
            .precomposedStringWithCanonicalMapping
        guard !written.isEmpty else { throw Problem.invalid(field, .required) }
        guard written.utf8.count <= maximumBytes else { throw tooLong }
        let parts = written.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, isLocalPart(parts[0]), let domain = DomainName.normalised(String(parts[1])),
            isDomain(domain[...].unicodeScalars)
        else { throw Problem.malformed(field, .email) }
        let address = "\(Substring(parts[0]))@\(domain)"
        guard address.utf8.count <= maximumBytes else { throw tooLong }
        return address
    }

    /// Signs of full width (U+FF01 to U+FF5E), as Asian keyboards write them, are the plain ones.
    private static func narrow(_ text: String) -> String {
        guard text.utf8.contains(0xEF) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0xFF01...0xFF5E).contains(scalar.value)
                        ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar
                }))
    }

    /// The mailbox into which mails to a normalised address most likely fall, for counting them: without what follows a
    /// plus, and for Gmail without dots. Never to be written to.
    package static func mailbox(_ address: String) -> String {
        let parts = address.unicodeScalars.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, parts[0].first != "+", let local = parts[0].split(separator: "+").first else {
            return address
        }
        let domain = String(parts[1])
        guard ["gmail.com", "googlemail.com"].contains(domain) else { return "\(String(local))@\(domain)" }
        return "\(String(local.filter { $0 != "." }))@gmail.com"
    }

    private typealias Scalars = Substring.UnicodeScalarView

    private static func isLocalPart(_ part: Scalars) -> Bool {
        let atoms = part.split(separator: ".", omittingEmptySubsequences: false)
        return Substring(part).utf8.count <= maximumLocalBytes
            && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { isWord($0) || symbols.contains($0) } }
    }

    private static func isDomain(_ part: Scalars) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && Substring(label).utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.allSatisfy { isWord($0) || $0 == "-" }
        }
    }

    // atext of RFC 5322 without letters and digits.
    private static let symbols = Set("!#$%&'*+-/=?^_`{|}~".unicodeScalars)

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            return true
        default:
            return false
        }
    }
}

extension EmailAddress {
    /// Whether two addresses lead into one mailbox as far as can be seen: `jo@x.org`, `JO@x.org` and `jo+news@x.org`.
    package static func isSameMailbox(_ one: String, _ other: String) -> Bool {
        let mailboxes = [one, other].map { mailbox($0.precomposedStringWithCanonicalMapping.lowercased()) }
        return mailboxes[0] == mailboxes[1]
    }
}
