import Foundation
import Testing

@Suite("Documentation keeps up")
struct DocumentationTests {
    @Test("every setting that the program reads is described in README or docs")
    func settings() {
        let readers = House.app.filter { $0.path.hasPrefix("Sources/App/Config") }
        let names = Set(readers.flatMap(Self.settings))
        #expect(readers.isEmpty || names.contains("LISTEN"), "the settings could not be read from the sources")
        let documents = House.texts.filter { $0.path == "README.md" || Self.isDocument($0) }
        let words = Set(
            documents.flatMap { $0.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }.map(String.init))
        expectNone(names.subtracting(words).sorted(), "settings that no document names")
    }

    @Test("the change log names the version that the program tells")
    func changeLog() throws {
        let versions = Set(House.sources.flatMap(Self.versions))
        #expect(
            versions.count == 1, "the version is written once, as `version = \"1.2.3\"`, not as \(versions.sorted())")
        let changeLog = try #require(House.texts.first { $0.path == "CHANGELOG.md" }, "there is no CHANGELOG.md")
        for version in versions {
            #expect(Self.names(version, in: changeLog), "CHANGELOG.md has no heading for \(version)")
        }
    }

    @Test("every template is used, by its whole path")
    func templates() {
        let templates = House.paths(under: "Sources").filter { $0.hasSuffix(".mustache") }
        let texts = House.texts.filter { $0.path.hasPrefix("Sources/") }
        let names = texts.filter { $0.path.hasSuffix(".swift") }.flatMap { SwiftText($0.text).literals.map(\.text) }
        let partials = texts.filter { $0.path.hasSuffix(".mustache") }.flatMap(Self.partials)
        let unused = templates.filter { template in !(names + partials).contains { Self.text($0, names: template) } }
        expectNone(unused, "templates that nothing names")
    }

    @Test("each picture is shown by a document, and is no burden to whoever reads it")
    func pictures() throws {
        let documents = House.texts.filter { $0.path == "README.md" || Self.isDocument($0) }
        let files = House.paths(under: "docs/pictures")
        #expect(files.count >= 12)
        let unseen = files.filter { file in !documents.contains { $0.text.contains(file.dropFirst("docs/".count)) } }
        let heavy = try files.filter { try Data(contentsOf: House.root.appending(path: $0)).count >= 100_000 }
        expectNone(unseen.map { "\($0) is shown nowhere" } + heavy.map { "\($0) weighs 100 KB or more" }, "pictures")
    }

    @Test("settings, versions, headings and names of templates are read rightly")
    func canFail() {
        let file = SourceFile(
            path: "Sources/App/Config/A.swift",
            text: "// \"OLD\"\nlet a = read(\"JWT_SECRET\", \"A\", \"utf\", \"DATABASE_URL\")\nlet version = \"1.2.3\"")
        #expect(Self.settings(file) == ["JWT_SECRET", "DATABASE_URL"])
        #expect(Self.versions(file) == ["1.2.3"])
        let changeLog = SourceFile(
            path: "CHANGELOG.md", text: "# Changes\n\n## 1.2.3 – soon\n\nNot 1.2.4.\n## 11.2.30\n")
        #expect(Self.names("1.2.3", in: changeLog))
        #expect(!Self.names("1.2.4", in: changeLog) && !Self.names("1.2.30", in: changeLog))
        #expect(
            Self.partials(SourceFile(path: "a.mustache", text: "{{> foot}} {{>head}} {{name}}")) == ["foot", "head"])
        let template = "Sources/Embedded/mails/booking.html.mustache"
        #expect(["mails/booking", "mails/booking.html"].allSatisfy { Self.text($0, names: template) })
        #expect(!["booking", "booking.html", "mails/account", ""].contains { Self.text($0, names: template) })
    }

    private static func isDocument(_ file: SourceFile) -> Bool {
        file.path.hasPrefix("docs/") && file.path.hasSuffix(".md")
    }

    /// What is written as a whole literal in capitals is the name of a setting.
    private static func settings(_ file: SourceFile) -> [String] {
        SwiftText(file.text).literals.map(\.text).filter { $0.wholeMatch(of: /[A-Z][A-Z0-9_]+/) != nil }
    }

    private static func versions(_ file: SourceFile) -> [String] {
        file.text.matches(of: /let version(?:: String)? = "(?<number>\d+\.\d+\.\d+[^"]*)"/).map { String($0.number) }
    }

    private static func names(_ version: String, in changeLog: SourceFile) -> Bool {
        changeLog.lines.contains { line in
            line.hasPrefix("## ")
                && line.split { !($0.isLetter || $0.isNumber || ".-+".contains($0)) }.contains { $0 == version }
        }
    }

    private static func partials(_ template: SourceFile) -> [String] {
        template.text.matches(of: /\{\{[><]\s*(?<name>[\w.\/-]+)/).map { String($0.name) }
    }

    /// `mails/booking.html` and `mails/booking` both name mails/booking.html.mustache; `booking` does not.
    private static func text(_ text: String, names template: String) -> Bool {
        let path = template.dropFirst("Sources/Embedded/".count)
        return !text.isEmpty && [".mustache", ".html.mustache", ".txt.mustache"].contains { path == text + $0 }
    }
}
