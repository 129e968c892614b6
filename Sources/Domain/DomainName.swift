import CIdn2

/// Names of hosts beyond ASCII, by Debian's libidn2.
enum DomainName {
    /// The name as people read it, one text for all its spellings (UTS 46, nontransitional): capitals, full-width
    /// letters, dots of other scripts and `xn--` are one. Nil where it is none. Plain ASCII stays as it is, for it has
    /// one spelling, and hosts such as `r3---x.example` exist that the rules do not know.
    static func normalised(_ name: String) -> String? {
        let isPlain = name.utf8.allSatisfy { $0 < 128 } && !name.contains("xn--")
        if isPlain { return name }
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        guard let ascii = converted({ idn2_to_ascii_8z(name, $0, flags) }) else { return nil }
        return converted { idn2_to_unicode_8z8z(ascii, $0, 0) }
    }

    private static func converted(_ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32) -> String? {
        var output: UnsafeMutablePointer<CChar>?
        let status = body(&output)
        defer { if let output { idn2_free(output) } }
        guard status == IDN2_OK.rawValue, let output else { return nil }
        return String(validatingCString: output)
    }
}
