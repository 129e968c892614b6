import App
import Foundation
import Testing

@Suite("What 64 KiB of JSON cost")
struct JSONCostTests {
    private static let most = 65_536

    /// A body that is filled up with `part`.
    private static func full(_ start: String, _ end: String = "", _ part: (Int) -> String) -> [UInt8] {
        var body = Array(start.utf8)
        for index in 0... {
            let next = part(index).utf8
            guard body.count + next.count + end.utf8.count <= most else { break }
            body += next
        }
        return body + Array(end.utf8)
    }

    private static func full(_ start: String, _ end: String = "", _ part: String) -> [UInt8] {
        full(start, end) { _ in part }
    }

    private static let marks = String(repeating: "\u{301}\u{327}", count: 15)

    private static let hostile: [(name: String, body: [UInt8])] = [
        ("branches that end nowhere", Array(("{\"x\":" + String(repeating: "[", count: 505)).utf8)),
        ("arrays in arrays", full("{\"x\":", "", "[")), ("objects in objects", full("", "", "{\"a\":")),
        ("many arrays at the deepest level", full(String(repeating: "[", count: 15), "", "[],")),
        ("many branches", full("[", "", "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]],")),
        ("small arrays", full("[", "[]]", "[1],")), ("small objects", full("[", "{}]", "{\"a\":1},")),
        ("numbers", full("[", "1]", "1,")), ("negative fractions", full("[", "1]", "-1.5e-3,")),
        ("one long number", full("[", "]", "7")), ("one long fraction", full("[0.", "1]", "0")),
        ("one long exponent", full("[1e", "]", "9")), ("long numbers", full("[", "1]", "1.0000000000000000000001,")),
        ("names", full("{", "\"\":1}") { "\"a\($0)\":1," }), ("short names", full("{", "") { "\"\($0)\":0," }),
        ("equal names", full("{", "", "\"a\":1,")), ("one long name", full("{\"", "\":1}", "k")),
        ("names with marks", full("{", "") { "\"\($0)\(marks)\":0," }),
        ("a name of marks", full("{\"", "\":1}", marks)),
        ("escaped names", full("{", "") { "\"\\u0061\($0)\":0," }), ("a text of marks", full("[\"", "\"]", marks)),
        ("texts of marks", full("[", "1]", "\"a\(marks)\",")), ("letters with marks", full("[\"", "\"]", "a" + marks)),
        ("escaped marks", full("[\"", "\"]", "\\u0301\\u0327")), ("escapes", full("[\"", "\"]", "\\n")),
        ("escaped letters", full("[\"", "\"]", "\\u0041")), ("pairs", full("[\"", "\"]", "\\ud83d\\ude00")),
        ("short texts", full("[", "\"\"]", "\"\",")), ("escaped texts", full("[", "\"\"]", "\"\\n\",")),
        ("blanks", full("[", "]", " ")), ("an open text", full("\"", "", "a")), ("letters", full("[\"", "\"]", "é")),
        ("Hangul", full("[\"", "\"]", "각")), ("words", full("[", "null]", "true,false,null,")),
        ("backslashes", full("[\"", "", "\\\\")), ("quotes", full("", "", "\"")), ("colons", full("{\"a\"", "", ":")),
        ("no UTF-8", [0x5B, 0x22] + [UInt8](repeating: 0xCC, count: 65_000)),
    ]

    private static let harmless = full("[", "null]", "true,false,null,")

    /// Four times what a harmless body takes are two milliseconds or less on an idle core; a crowded one is slower with
    /// both. A cost that grows with a square is far above.
    @Test("reading them takes at most four times as long as reading words, which takes half a millisecond")
    func costs() {
        for (name, body) in Self.hostile {
            #expect(body.count <= Self.most)
            let ratio = ProcessorTime.ratio(below: 4) {
                _ = try? JSONReader.value(in: body)
            } to: {
                _ = try? JSONReader.value(in: Self.harmless)
            }
            #expect(ratio < 4, "\(name)")
        }
    }
}
