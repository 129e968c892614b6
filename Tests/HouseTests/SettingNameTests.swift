import Testing

@Suite("Names of settings")
struct SettingNameTests {
    /// The list of Sources/App/Config/SettingNames.swift, one name a line.
    private static var listed: [String] {
        House.app.filter { $0.name == "SettingNames.swift" }.flatMap(\.lines).compactMap { line in
            line.wholeMatch(of: /\s+([A-Z][A-Z0-9_]+)/).map { String($0.1) }
        }
    }

    @Test("every setting that is read is listed once, in order, so that a misspelt one is told")
    func list() {
        let readers = House.app.filter {
            $0.path.hasPrefix("Sources/App/Config") && $0.name != "SettingNames.swift"
        }
        let literals = readers.flatMap { SwiftText($0.text).literals.map(\.text) }
        let read = Set(
            literals.flatMap { $0.split { " \n".contains($0) }.map(String.init) }
                .filter { $0.wholeMatch(of: /[A-Z][A-Z0-9]*(_[A-Z0-9]+)+/) != nil })
        #expect(read.count > 30, "the settings could not be read from the sources")
        expectNone(read.subtracting(Self.listed).sorted(), "settings that SettingNames does not list")
        #expect(Self.listed == Set(Self.listed).sorted())
    }

    @Test("every listed setting is in the manual of settings, and no other is")
    func manual() throws {
        let manual = try #require(House.texts.first { $0.path == "docs/SETTINGS.md" })
        let rows = Set(manual.text.matches(of: /\n\| `([A-Z][A-Z0-9_]*)` \|/).map { String($0.1) })
        let named = Set(manual.text.matches(of: /`([A-Z][A-Z0-9_]+)`/).map { String($0.1) })
        expectNone(rows.subtracting(Self.listed).sorted(), "rows of the manual that are no settings")
        expectNone(Self.listed.filter { !named.contains($0) }, "settings that docs/SETTINGS.md does not name")
    }
}
