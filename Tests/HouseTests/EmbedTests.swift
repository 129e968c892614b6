import Foundation
import Testing

@Suite("The table of embedded files")
struct EmbedTests {
    private static func embed(_ arguments: String...) throws -> Program {
        try Program(["python3", "-B", "bin/embed"] + arguments, seconds: 600)
    }

    @Test("it is what bin/embed writes")
    func upToDate() throws {
        let check = try Self.embed("--check")
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("a file that came or went is noticed, and written down by bin/embed")
    func canFail() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "embed-\(UUID().uuidString)")
        let words = folder.appending(path: "language")
        try FileManager.default.createDirectory(at: words, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func list() throws -> [String] {
            #expect(try Self.embed("--check", folder.path).status == 1)
            #expect(try Self.embed(folder.path).status == 0)
            #expect(try Self.embed("--check", folder.path).status == 0)
            let table = try String(contentsOf: folder.appending(path: "embedded.c"), encoding: .utf8)
            return table.matches(of: /#embed "([^"]+)"/).map { String($0.output.1) }
        }
        for name in ["en.yaml", "de.yaml"] { try Data("a: b".utf8).write(to: words.appending(path: name)) }
        #expect(try list() == ["language/de.yaml", "language/en.yaml"])
        try FileManager.default.removeItem(at: words.appending(path: "de.yaml"))
        #expect(try list() == ["language/en.yaml"])
        // Two files that would be one word in C.
        for name in ["a.b", "a_b"] { try Data("a".utf8).write(to: folder.appending(path: name)) }
        #expect(try Self.embed(folder.path).status == 1)
    }
}
