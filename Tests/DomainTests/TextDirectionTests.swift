import Domain
import Testing

@Suite("What cannot be seen in texts")
struct TextDirectionTests {
    @Test(
        "a name of nothing but invisible characters is refused",
        arguments: [
            "\u{200B}", "\u{200B}\u{200D}\u{2060}", "\u{FEFF}", "\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{2800}",
            "\u{AD}", "\u{E0041}", "\u{FE0F}", "\u{202E}\u{202C}", "\u{180E}", "\u{034F}", "\u{E000}",
            "\u{200B} \u{200B}",
        ])
    func invisible(name: String) {
        #expect(problem { _ = try Text.name(name, field: "name") } == .invalid("name", .invisible))
    }

    @Test(
        "a name of which something can be seen keeps what joins its letters",
        arguments: ["می\u{200C}خواهم", "👩\u{200D}⚕️", "é", "1"])
    func visible(name: String) throws {
        let taken = try #require(try Text.name(name, field: "name"))
        #expect(Array(taken.unicodeScalars) == Array(name.unicodeScalars))
    }

    @Test(
        "bidirectional controls that are left open are closed, and ends of nothing are left out",
        arguments: [
            ("\u{202E}evil", "\u{202E}evil\u{202C}"), ("\u{2067}a", "\u{2067}a\u{2069}"),
            ("a\u{2066}b\u{202B}c", "a\u{2066}b\u{202B}c\u{202C}\u{2069}"),
            ("\u{2068}a\u{2069}b", "\u{2068}a\u{2069}b"), ("\u{202A}a\u{202C}b", "\u{202A}a\u{202C}b"),
            ("a\u{202C}b\u{2069}c", "abc"), ("\u{2066}a\u{202C}b\u{2069}", "\u{2066}ab\u{2069}"),
            ("\u{2066}a\u{202E}b\u{2069}c", "\u{2066}a\u{202E}b\u{202C}\u{2069}c"),
            ("\u{202D}\u{202D}a\u{202C}", "\u{202D}\u{202D}a\u{202C}\u{202C}"),
            ("שלום \u{200F}x", "שלום \u{200F}x"),
        ])
    func directions(text: String, closed: String) throws {
        let name = try #require(try Text.name(text, field: "name"))
        #expect(Array(name.unicodeScalars) == Array(closed.unicodeScalars))
        let again = try #require(try Text.name(name, field: "name"))
        #expect(Array(again.unicodeScalars) == Array(closed.unicodeScalars))
    }

    @Test("in notes each line closes its own")
    func lines() throws {
        let notes = try Text.paragraph("a\u{202E}b\r\nc\u{2067}d", field: "notes", maximum: 100)
        #expect(
            notes.map { Array($0.unicodeScalars) } == Array("a\u{202E}b\u{202C}\nc\u{2067}d\u{2069}".unicodeScalars))
    }

    @Test("what is added counts too")
    func length() {
        let open = String(repeating: "\u{202E}", count: 6)
        #expect(
            problem { _ = try Text.name(open + "a", field: "name", maximum: 12) }
                == .invalid("name", .tooLong, ["maximum": "12"]))
        #expect(throws: Never.self) { try Text.name(open + "a", field: "name", maximum: 13) }
    }
}
