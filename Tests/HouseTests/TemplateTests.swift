import Testing

@Suite("Templates and what they show")
struct TemplateTests {
    @Test("a template names the properties of its page, and no others; a page has no property that is not shown")
    func names() {
        let structs = PageStructs(House.app)
        #expect(structs.templates.count >= 4 && structs.templates["ReceiptPage"] == "pages/receipt")
        expectNone(Self.faults(House.app, Self.templates(in: "pages/")), "templates and their structs")
    }

    @Test("the names of mails' templates are those that docs/MAILS.md tells, and all of these are made")
    func mails() throws {
        let document = try #require(SourceFile(path: "docs/MAILS.md"))
        let told = Self.fields(document)
        let made = Set(
            House.app.filter { $0.path.hasPrefix("Sources/App/Mail/") }.flatMap { SwiftText($0.text).literals }
                .map(\.text))
        #expect(told.contains("JoinURL") && told.count > 20)
        expectNone(told.subtracting(made).sorted(), "fields that docs/MAILS.md tells of, and nothing makes")
        for (name, text) in Self.templates(in: "mails/") {
            expectNone(Self.names(text).subtracting(told).sorted(), "names in \(name) that docs/MAILS.md does not tell")
        }
    }

    @Test("a page stands in the frame, its forms carry the token, and nothing in it is forbidden by the pages' policy")
    func rules() {
        let templates = Self.templates(in: "pages/")
        #expect(templates.count >= 8)
        expectNone(templates.keys.sorted().flatMap { Self.breaches($0, templates[$0] ?? "") }, "templates of pages")
    }

    @Test("each rule of pages is found broken")
    func canFailOnRules() {
        let good = """
            {{<pages/page}}{{$content}}<main id="main" class="page" tabindex="-1"><form method="post">
            {{> pages/csrf}}</form></main>{{/content}}{{/pages/page}}
            """
        #expect(Self.breaches("pages/a", good) == [] && Self.breaches("pages/part", "<p>{{text}}</p>") == [])
        for (old, new) in [
            ("{{> pages/csrf}}", ""), ("id=\"main\"", ""), ("class=", "style="), ("<form", "<form onsubmit=\"a()\""),
            ("<form", "<script>a()</script><form"), ("<form", "<style></style><form"), ("<form", "{{{a}}}<form"),
            ("<form", "<a href=\"javascript:a()\">"), ("{{<pages/page}}{{$content}}", ""),
            ("<form", "<p class=\"small notice\"><span>a</span></p><form"),
        ] {
            #expect(Self.breaches("pages/a", good.replacing(old, with: new)).count == 1, "\(new)")
        }
    }

    @Test("each kind of fault is found")
    func canFail() {
        let page = SourceFile(
            path: "Sources/App/A/A.swift",
            text: """
                struct APage: Page {
                    static let template = "pages/a"
                    let title: String
                    let more: Bool
                    let rows: [Row]
                    var note: String?
                    let part: Part?
                    var sum: Int { 1 }

                    struct Row: PageValues {
                        let label: String
                    }
                }
                struct Part: PageValues {
                    let text: String
                }
                """)
        let good =
            "{{<pages/frame}}{{$content}}{{#rows}}{{label}}{{/rows}}{{#note}}{{.}}{{/note}}{{#more}}{{title}}{{/more}}"
            + "{{> pages/part}}{{/content}}{{/pages/frame}}"
        let others = ["pages/frame": "{{title}} {{language}}{{$content}}{{/content}}", "pages/part": "{{part.text}}"]
        func faults(_ old: String, _ new: String) -> [String] {
            Self.faults([page], others.merging(["pages/a": good.replacing(old, with: new)]) { $1 })
        }
        #expect(faults("", "") == [])
        let broken: [(old: String, new: String, fault: String)] = [
            ("{{label}}", "{{lable}}", "{{lable}} is no property"), ("{{label}}", "", "APage.Row.label is not shown"),
            ("{{label}}", "{{.}}", "{{.}} is no text"), ("{{title}}", "{{more}}", "{{more}} is no text"),
            ("{{title}}", "{{sum}}", "{{sum}} is no property"), ("{{> pages/part}}", "", "Part.text is not shown"),
            ("{{> pages/part}}", "{{> part}}", "there is no template part"),
            ("{{> pages/part}}", "{{part.name}}", "{{name}} is no property of Part?"),
            ("{{/rows}}", "", "sections do not end"), ("{{#note}}{{.}}{{/note}}", "", "APage.note is not shown"),
        ]
        for (old, new, fault) in broken {
            #expect(faults(old, new).contains { $0.contains(fault) }, "\(fault): \(faults(old, new))")
        }
        #expect(Self.fields(SourceFile(path: "a.md", text: "| `A`, `b`: see `C` | all |\n`D`\n")) == ["A", "C"])
        #expect(Self.names("{{A}}{{#B}}{{.}}{{/B}}{{^ C }}") == ["A", "B", "C"])
    }

    /// Another site shows it within a page of its own, which has a head and a foot already.
    private static let framed = "pages/embed"

    private static func breaches(_ name: String, _ template: String) -> [String] {
        let isWhole = template.contains("<main")
        let forms = template.components(separatedBy: "<form ").dropFirst()
        let unguarded = forms.filter { $0.contains("method=\"post\"") && !$0.contains("{{> pages/csrf}}") }
        let forbidden = [
            /\sstyle="|<style/, /\son[a-z]+="/, /<script(?! src="\{\{)/, /javascript:/, /\{\{[{&=]/,
        ]
        var found = forbidden.compactMap { template.firstMatch(of: $0).map { "\(name): \($0.output)" } }
        if isWhole, name != framed, !template.hasPrefix("{{<pages/page}}") { found.append("\(name): not in the frame") }
        if isWhole, !template.contains("<main id=\"main\"") { found.append("\(name): the skip link leads nowhere") }
        found += signless(template).map { "\(name): \($0) has no sign beside its colour" }
        return found + unguarded.map { _ in "\(name): a form without its token" }
    }

    /// Notices that are told apart by their colour alone. A list of errors has a heading, and a hold its lamp.
    private static func signless(_ template: String) -> [String] {
        let notice = /<\w+ class="(?<kind>(?:[^"]* )?notice[^"]*)"[^>]*>(?<next>.{0,15})/
        return template.matches(of: notice).filter { found in
            let signs = ["{{> pages/icon-", "<svg class=\"i\""]
            return !found.kind.contains(/errors|hold/) && !signs.contains { found.next.hasPrefix($0) }
        }.map { String($0.kind) }
    }

    private static func faults(_ files: [SourceFile], _ templates: [String: String]) -> [String] {
        let structs = PageStructs(files)
        var reading = TemplateReading(structs, templates)
        for page in structs.templates.keys.sorted() { reading.read(page) }
        let unshown = structs.properties.flatMap { owner, properties in properties.keys.map { "\(owner).\($0)" } }
        return reading.faults + Set(unshown).subtracting(reading.named).sorted().map { "\($0) is not shown" }
    }

    /// The templates below Sources/Embedded whose path begins so, by their names.
    private static func templates(in folder: String) -> [String: String] {
        let head = "Sources/Embedded/"
        let files = House.texts.filter { $0.path.hasPrefix(head + folder) && $0.path.hasSuffix(".mustache") }
        let named = files.map { (String($0.path.dropFirst(head.count).dropLast(".mustache".count)), $0.text) }
        return Dictionary(uniqueKeysWithValues: named)
    }

    /// Names of fields in the first column of a table.
    private static func fields(_ document: SourceFile) -> Set<String> {
        let rows = document.lines.filter { $0.hasPrefix("| `") }.map { $0.split(separator: " | ").first ?? "" }
        return Set(rows.flatMap { $0.matches(of: /`(?<name>[A-Z]\w*)`/).map { String($0.name) } })
    }

    private static func names(_ template: String) -> Set<String> {
        Set(template.matches(of: /\{\{[#^\/]?\s*(?<name>\w+)\s*\}\}/).map { String($0.name) })
    }
}
