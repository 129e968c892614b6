import Testing

@Suite("Tests that do not wait")
struct WaitingTests {
    /// A file that must wait for something outside this program says so, and for what.
    static let reason = "waits for the real world:"

    @Test("no test sleeps where it could move the clock")
    func sleeps() {
        let files = House.texts.filter { $0.path.hasPrefix("Tests/") }
        expectNone(files.flatMap(Self.sleeps), "sleeps; a file that needs one says why: // \(Self.reason) …")
    }

    @Test("every way to sleep is found, and a reason is heard")
    func canFail() {
        let calls = [
            "try await Task.sleep(for: a)", "sleep(1)", "usleep(1)", "Thread.sleep(1)", "try await clock.sleep(a)",
        ]
        for call in calls {
            #expect(Self.sleeps(SourceFile(path: "Tests/A.swift", text: call)).count == 1)
            let reasoned = "// \(Self.reason) a server that starts\n" + call
            #expect(Self.sleeps(SourceFile(path: "Tests/A.swift", text: reasoned)).isEmpty)
        }
        #expect(Self.sleeps(SourceFile(path: "Tests/a.py", text: "time.sleep(1)")).count == 1)
        #expect(Self.sleeps(SourceFile(path: "Tests/A.swift", text: "let a = \"sleep(1)\" // sleep(1)")).isEmpty)
    }

    private static func sleeps(_ file: SourceFile) -> [String] {
        if file.text.contains(/(?:\/\/|#) waits for the real world: \S/) { return [] }
        let isSwift = file.path.hasSuffix(".swift")
        guard isSwift || [".py", ".js", ".sh"].contains(where: file.path.hasSuffix) else { return [] }
        let lines = isSwift ? SwiftText(file.text).codeLines : file.lines.map(String.init)
        // Unicode's own word boundary sees none at the dot of `Thread.sleep`.
        let call = /\bTask\.sleep\b|\b(?:u|nano)?sleep\(/.wordBoundaryKind(.simple)
        return lines.enumerated().filter { $0.element.contains(call) }.map { "\(file.path):\($0.offset + 1)" }
    }
}
