import App
import Foundation
import Testing

/// What a template's text means, by the mustache manual. Practices write templates of their own.
@Suite("The language of templates")
struct TemplateLanguageTests {
    /// What a practice's own template shows, with others beside it.
    private static func shown(
        _ text: String, _ values: [String: Any] = [:], beside: [String: String] = [:]
    ) throws -> String {
        let folder = NSTemporaryDirectory() + "informat-language-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/mails", withIntermediateDirectories: true)
        for (name, text) in beside.merging(["booking.txt": text], uniquingKeysWith: { $1 }) {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/mails/\(name).mustache"))
        }
        return try Templates(folder: folder).render("mails/booking.txt", values)
    }

    @Test("names are looked up from the inside, part by part; what is missing shows nothing")
    func names() throws {
        let values: [String: Any] = ["a": "1", "b": ["a": "2", "c": ["d": 3]] as [String: Any], "t": true]
        #expect(
            try Self.shown("{{a}}{{#b}}{{a}}{{c.d}}{{t}}{{/b}}{{b.c.d}}{{b.x}}{{x.a}}{{ a }}", values) == "123true31")
    }

    @Test("a section is shown for each of a list, once for what there is, and else what is inverted")
    func sections() throws {
        let values: [String: Any] = [
            "list": ["x", "y"], "none": [String](), "yes": true, "no": false, "text": "",
            "rows": [["n": 1], ["n": 2]] as [[String: Any]],
        ]
        let text = """
            {{#list}}{{.}};{{/list}}{{#none}}A{{/none}}{{^none}}B{{/none}}{{#yes}}C{{/yes}}{{^yes}}D{{/yes}}\
            {{#no}}E{{/no}}{{^no}}F{{/no}}{{#text}}G{{/text}}{{^missing}}H{{/missing}}{{#rows}}{{n}}{{/rows}}
            """
        #expect(try Self.shown(text, values) == "x;y;BCFGH12")
    }

    @Test("a tag that shows nothing itself takes the line with it on which it stands alone")
    func lines() throws {
        #expect(try Self.shown("a\n  {{#t}}  \nb\n{{/t}}\nc", ["t": true]) == "a\nb\nc")
        #expect(try Self.shown("a\r\n{{! what for }}\r\nb {{! here }}\nc", [:]) == "a\r\nb \nc")
        #expect(try Self.shown("{{#t}}a{{/t}}\n{{#t}}\nb\n{{/t}}\n{{t}}\n", ["t": true]) == "a\nb\ntrue\n")
    }

    @Test("a partial keeps the blanks before it on each of its lines, and ends where it holds itself")
    func partials() throws {
        let inner = ["account.txt": "one {{a}}\ntwo\n"]
        #expect(
            try Self.shown("  {{> mails/account.txt}}\nend", ["a": "1\n2"], beside: inner) == "  one 1\n2\n  two\nend")
        #expect(try Self.shown("[{{> mails/account.txt}}]", ["a": "1"], beside: inner) == "[one 1\ntwo\n]")
        let endless = try Self.shown("{{> mails/account.txt}}", beside: ["account.txt": "x{{> mails/account.txt}}"])
        #expect(endless.count > 1 && endless.count < 100 && endless.allSatisfy { $0 == "x" })
        #expect(try Self.shown("a{{> mails/nothing}}b") == "ab")
    }

    @Test("a frame shows a template with other blocks than its own")
    func frames() throws {
        let beside = ["account.txt": "<{{$a}}usual{{/a}}|{{$b}}{{x}}{{/b}}>"]
        let text = "{{<mails/account.txt}}left out{{$a}}{{x}}!{{/a}}{{/mails/account.txt}}"
        #expect(try Self.shown(text, ["x": "1"], beside: beside) == "<1!|1>")
    }

    @Test("other delimiters hold from where they are set")
    func delimiters() throws {
        #expect(try Self.shown("{{=<% %>=}}<%a%> {{a}} <%={{ }}=%>{{{a}}}{{& a }}", ["a": "<"]) == "< {{a}} <<")
    }
}
