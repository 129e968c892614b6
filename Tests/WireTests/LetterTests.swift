import Foundation
import Testing

import Wire

@Suite("Letters as MIME", .timeLimit(.minutes(15)))
struct LetterTests {
    @Test("a mail with an invitation is read without a defect, and every part is what it says")
    func wholeLetter() throws {
        var letter = Letter.sample()
        letter.replyTo = Mailbox(name: nil, address: "host@example.com")
        let report = try #require(try MailReport.of([letter.mime()]).first)
        #expect(report.defects == [])
        #expect(report.type == "multipart/mixed")
        #expect(report.parts.map(\.type) == ["text/plain", "text/html", "text/calendar", "application/ics"])
        #expect(report.parts[2].method == "REQUEST")
        #expect(report.parts[2].calendar?.method == "REQUEST")
        #expect(report.parts[3].filename == "invite.ics" && report.parts[3].disposition == "attachment")
        #expect(report.parts[2].text == report.parts[3].text)
        #expect(report.parts[3].text.contains("SUMMARY:Erstgespräch\r\n"))
        #expect(report.parts[0].text == "Hello Ann,\r\nsee you soon.\r\n" && report.parts[0].charset == "utf-8")
        #expect(report.to == [.init(name: "Ann", address: "ann@example.com")])
        #expect(report.replyTo == [.init(name: "", address: "host@example.com")])
        #expect(report.messageId == "<mail-7.1@booking.example>")
        #expect(report.date == "2026-11-23T09:30:00+00:00")
        #expect(report.headers.contains(["Auto-Submitted", "auto-generated"]))
    }

    @Test("a mail without an invitation is plain text and HTML alone")
    func withoutInvitation() throws {
        var letter = Letter.sample()
        letter.invitation = nil
        let report = try #require(try MailReport.of([letter.mime()]).first)
        #expect(report.defects == [])
        #expect(report.type == "multipart/alternative")
        #expect(report.parts.map(\.type) == ["text/plain", "text/html"])
    }

    @Test("the same letter gives the same bytes, and another Message-ID other boundaries")
    func sameBytes() throws {
        #expect(try Letter.sample().mime() == Letter.sample().mime())
        var other = Letter.sample()
        other.messageID = "<mail-8.1@booking.example>"
        let first = String(decoding: try Letter.sample().mime(), as: UTF8.self)
        let second = String(decoding: try other.mime(), as: UTF8.self)
        let boundary = try #require(first.firstMatch(of: /boundary="(=_mixed_[^"]+)"/)?.output.1)
        #expect(!second.contains(boundary))
    }

    @Test("awkward names and subjects come back as they were, on one line")
    func awkward() throws {
        let texts = Self.fixedTexts + Self.randomTexts
        let letters = texts.map { text in
            var letter = Letter.sample(subject: text)
            letter.from.name = text
            letter.to.name = text
            return letter
        }
        let reports = try MailReport.of(letters.map { try $0.mime() })
        try #require(reports.count == texts.count)
        for (text, report) in zip(texts, reports) {
            let expected = HeaderText.oneLine(text)
            #expect(report.defects == [], "\(text.debugDescription)")
            #expect(Array(report.subject.unicodeScalars) == Array(expected.unicodeScalars))
            #expect(report.to.map(\.address) == ["ann@example.com"])
            #expect(report.to.first.map { Array($0.name.unicodeScalars) } == Array(expected.unicodeScalars))
            #expect(report.from.first.map { Array($0.name.unicodeScalars) } == Array(expected.unicodeScalars))
            #expect(report.headerNames == Self.headerNames)
        }
    }

    static let fixedTexts = [
        "Ann", "Ann Example", "O’Neil, \"Ann\" \\ <ann@evil.example>", "Zoë", "李小龍", "שלום עולם", "مرحبا \u{202E}abc",
        "👩‍👩‍👧‍👦🏳️‍🌈👍🏽", "=?UTF-8?B?QW5u?=", "=?UTF-8?Q?x?= y", "a@b.example", "Ann (comment)", "group: a, b;", ";", "\"",
        "\\", "\"\u{301}<\u{338}", "x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com",
        "x\rBcc: evil@example.com\r\n\r\nHi",
        "\u{85}a\u{2028}b\u{2029}c\u{0}d\u{b}e\u{c}f\u{1c}g\u{7f}h", "  two  blanks \t and a tab ", "e\u{301}",
        String(repeating: "x", count: 300), String(repeating: "ä", count: 300), String(repeating: "word ", count: 60),
        String(repeating: "👨‍👩‍👧‍👦", count: 75), "Z" + String(repeating: "\u{300}", count: 200), "a.b", "-", "x=y?z", "'Ann'",
        String(repeating: "\"", count: 40), "Ann " + String(repeating: "\\", count: 80),
    ]

    /// The same ones in every run: a seeded mixture of the signs that headers stumble over.
    static let randomTexts: [String] = {
        var seed: UInt64 = 2026
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(bound))
        }
        let signs = Array("ab Z9\"\\<>@,;:()[].=?_-'éß漢字שع👍🇺🇳\u{301}\u{200D}\u{FEFF}\r\n\t\u{0}".unicodeScalars)
        return (0..<200).map { _ in
            var text = String.UnicodeScalarView("x".unicodeScalars)
            for _ in 0..<next(120) { text.append(signs[next(signs.count)]) }
            return String(text)
        }
    }()

    static let headerNames = [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    ]

    @Test("an encoded-word never cuts a character that fits into one")
    func wholeCharacters() throws {
        let family = "👨‍👩‍👧‍👦"
        let header = HeaderText.unstructured(String(repeating: family, count: 30))
        for word in header.split(separator: "\r\n ") {
            let encoded = word.dropFirst("=?UTF-8?B?".count).dropLast("?=".count)
            let text = String(decoding: try #require(Data(base64Encoded: String(encoded))), as: UTF8.self)
            #expect(text == family)
        }
    }

    @Test("bodies of every shape come back with CRLF line ends")
    func bodies() throws {
        let bodies = [
            "", "\n", ".", "..\r\n.\r\n", "a\r\rb\n\nc\r\n", "blank \ntab\t\n =\n", "From me\n",
            String(repeating: "x", count: 5_000), String(repeating: "ä", count: 500),
            String(repeating: "👍", count: 200),
            String(repeating: "ab =", count: 19) + "\n" + String(repeating: "y", count: 76) + "\n" + "z ",
            "\u{0}\u{1}\u{FEFF}",
            "--=_mixed_0\r\n--=_alternative_0--\r\n",
        ]
        let letters = bodies.map { body in
            var letter = Letter.sample()
            letter.text = body
            letter.html = body
            letter.invitation = nil
            return letter
        }
        let reports = try MailReport.of(letters.map { try $0.mime() })
        for (body, report) in zip(bodies, reports) {
            let lines = body.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
            #expect(report.defects == [])
            #expect(report.parts.map(\.text) == [Self.withCRLF(body), Self.withCRLF(body)], "\(lines.count) lines")
        }
        #expect(reports.count == bodies.count)
    }

    /// Written another way than the program's own.
    private static func withCRLF(_ body: String) -> String {
        let unix = body.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return unix.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
}
