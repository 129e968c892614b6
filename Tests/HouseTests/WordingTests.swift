import Testing

@Suite("Words of the project")
struct WordingTests {
    /// A folder of one person's machine means nothing on another's.
    static var machinePath: Regex<Substring> { /(?:^|[^\w.*])\/(?:work|root|home|Users)\// }
    /// The project tells of the product, not of the conversation in which it was made.
    static let making = ["ai assistant", "language model", "co-authored-by"]

    @Test("no file names a folder of the machine it was written on, or tells of its making")
    func words() {
        // This file is left out: it has to spell what it looks for.
        let files = House.texts.filter { !$0.path.hasSuffix("HouseTests/WordingTests.swift") }
        expectNone(files.flatMap(Self.outOfPlace), "words that do not belong to the project")
    }

    @Test("such words are found in any kind of file")
    func canFail() {
        let bad = [
            "see /work/main", "cd /home/ada/x", "\"/root/.cache\"", "Written by an AI assistant", "a Language Model",
        ]
        for text in bad { #expect(Self.outOfPlace(SourceFile(path: "a.md", text: text)).count == 1) }
        let good = ["https://example.org/work/", "/usr/share/zoneinfo", "../work/", "/homes/", "a session"]
        for text in good { #expect(Self.outOfPlace(SourceFile(path: "a.md", text: text)).isEmpty) }
    }

    private static func outOfPlace(_ file: SourceFile) -> [String] {
        // Most files hold none of it; only the others are read line by line.
        let whole = file.text.lowercased()
        guard file.text.contains(machinePath) || making.contains(where: whole.contains) else { return [] }
        return file.lines.enumerated().filter { _, line in
            let small = line.lowercased()
            return line.contains(machinePath) || making.contains { small.contains($0) }
        }.map { "\(file.path):\($0.offset + 1): \($0.element)" }
    }
}
