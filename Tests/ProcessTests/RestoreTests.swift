import Foundation
import Testing

/// The commands of docs/OPERATIONS.md, with what needs root or a service left out.
@Suite("A restore as it is written down")
struct RestoreTests {
    private static let keys = ["jwt-secret", "link-secret"]

    @Test("a second restore puts what it replaces beside what the first one put aside, and overwrites nothing")
    func twice() async throws {
        let folder = try TemporaryFolder()
        for name in ["var/data", "backups"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        try folder.write("first", to: "var/data/informat.sqlite")
        try folder.write("first log", to: "var/data/informat.sqlite-wal")
        for name in Self.keys { try folder.write("first \(name)", to: "var/data/\(name)") }
        for word in ["second", "third"] {
            try folder.write(word, to: "backups/2026-11-23.sqlite")
            for name in Self.keys { try folder.write("\(word) \(name)", to: "backups/\(name)") }
            let result = try await Program.run(
                "/bin/bash", ["-euc", try Self.script(in: folder)], in: folder)
            #expect(result.status == 0, "\(result)")
            #expect(try folder.text("var/data/informat.sqlite") == word)
            for name in Self.keys { #expect(try folder.text("var/data/\(name)") == "\(word) \(name)") }
        }
        let aside = try folder.names(in: "var").filter { $0.hasPrefix("before-") }
        #expect(aside.count == 2)
        let kept = try aside.map { name in
            try (["informat.sqlite"] + Self.keys).map { try folder.text("var/\(name)/\($0)") }
        }
        #expect(Set(kept) == Set(["first", "second"].map { word in [word] + Self.keys.map { "\(word) \($0)" } }))
        #expect(try aside.filter { try folder.names(in: "var/\($0)").contains("informat.sqlite-wal") }.count == 1)
    }

    /// The block that restores a SQLite file, in folders of the test.
    private static func script(in folder: TemporaryFolder) throws -> String {
        let document = try String(contentsOfFile: Paths.root.path + "/docs/OPERATIONS.md", encoding: .utf8)
        let part = try #require(document.components(separatedBy: "To restore:\n\n```sh\n").dropFirst().first)
        let block = try #require(part.components(separatedBy: "```").first)
        #expect(block.contains("mv informat.sqlite*"))
        let stubs = """
            systemctl() { :; }; informat() { :; }; SETTINGS=
            install() { cp "${@: -2:1}" "${@: -1}"; }

            """
        return stubs
            + block.replacing("/var/lib/informat/data", with: folder.path("var/data"))
            .replacing("/var/backups/informat", with: folder.path("backups"))
    }
}
