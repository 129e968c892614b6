import Domain
import Testing

@Suite("Text that people write")
struct TextTests {
    @Test("a name is trimmed of Unicode white space, and nothing is nil")
    func names() throws {
        #expect(try Text.name("\u{3000} Ana María\u{A0}\r\n", field: "first_name") == "Ana María")
        for empty in [nil, "", " \t\n", "\u{2003}\u{2028}"] {
            #expect(try Text.name(empty, field: "first_name") == nil)
        }
        #expect(try Text.name("👨‍👩‍👧 ابو", field: "first_name") == "👨‍👩‍👧 ابو")
    }

    @Test(
        "control characters and line separators inside a name are refused",
        arguments: ["a\nb", "a\r\nb", "a\tb", "a\u{7F}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{1B}b"])
    func controls(text: String) {
        #expect(problem { _ = try Text.name(text, field: "n") } == .invalid("n", .controlCharacter))
    }

    @Test("U+0000 is refused everywhere")
    func null() {
        #expect(problem { _ = try Text.name("a\0b", field: "n") } == .invalid("n", .nullCharacter))
        #expect(problem { _ = try Text.name("\0", field: "n") } == .invalid("n", .nullCharacter))
        #expect(problem { _ = try Text.paragraph("a\0", field: "n", maximum: 9) } == .invalid("n", .nullCharacter))
        #expect(problem { _ = try EmailAddress.normalised("a\0@b.c") } == .invalid("email", .nullCharacter))
        #expect(problem { try Password.check("0123456789\0", common: []) } == .invalid("password", .nullCharacter))
    }

    @Test("a name has up to 500 Unicode scalars")
    func length() throws {
        let longest = String(repeating: "😀", count: 500)
        #expect(try Text.name(" \(longest) ", field: "n") == longest)
        #expect(problem { _ = try Text.name(longest + "a", field: "n") } == .invalid("n", .tooLong, ["maximum": "500"]))
        #expect(problem { _ = try Text.name("abc", field: "n", maximum: 2) }?.fields.first?.complaint == .tooLong)
    }

    @Test("a paragraph keeps its lines and tabs, with one kind of line end")
    func paragraphs() throws {
        #expect(
            try Text.paragraph(" a\r\nb\rc\u{2028}d\n\n\te ", field: "notes", maximum: 100) == "a\nb\nc\nd\n\n\te")
        #expect(try Text.paragraph("\r\n \n", field: "notes", maximum: 100) == nil)
        #expect(
            problem { _ = try Text.paragraph("a\u{8}", field: "notes", maximum: 9) }
                == .invalid("notes", .controlCharacter))
        #expect(
            problem { _ = try Text.paragraph("abc", field: "notes", maximum: 2) }
                == .invalid("notes", .tooLong, ["maximum": "2"]))
    }

    @Test("slugs are short and plain")
    func slugs() throws {
        #expect(try Text.slug("first-consultation-2") == "first-consultation-2")
        for text in ["Upper", "a b", "ü", "a_b", "a/b", "a\n"] {
            #expect(problem { _ = try Text.slug(text) } == .malformed("slug", .slug), "\(text)")
        }
        #expect(problem { _ = try Text.slug("") } == .invalid("slug", .required))
        #expect(problem { _ = try Text.slug(String(repeating: "a", count: 81)) }?.fields.first?.complaint == .tooLong)
    }

    @Test(
        "folding makes alike what people take for alike",
        arguments: [
            ("Ana MARÍA", "ana maria"), ("STRASSE", "straße"), ("Łukasz", "lukasz"), ("ＡＢＣ", "abc"),
            ("İstanbul", "istanbul"), ("ISTANBUL", "ıstanbul"), ("ΣΊΣΥΦΟΣ", "σισυφος"), ("Ærø", "aero"),
            ("e\u{301}", "\u{E9}"), ("ﬁn", "fin"), ("Đặng", "dang"), ("Ёлка", "елка"),
        ])
    func folding(left: String, right: String) {
        #expect(Text.folded(left) == Text.folded(right))
    }

    @Test("folding a folded text changes nothing, and does not make all alike")
    func foldingTwice() {
        for text in ["Ana MARÍA", "İ", "ẞ", "Ǆ", "ΣΑΣ", "한국어", "ﬃ", "ŉ", "ᾳ", "Ðe", "ǰ"] {
            #expect(Text.folded(Text.folded(text)) == Text.folded(text), "\(text)")
        }
        #expect(Text.folded("Müller") != Text.folded("Miller"))
    }
}
