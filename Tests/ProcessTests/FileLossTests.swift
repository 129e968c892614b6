import Foundation
import Testing

extension RealProgram {
    @Suite("A database file that goes away")
    struct FileLossTests {
        @Test(
            "a server whose database, or its log, is removed or replaced ends at once with a sentence",
            arguments: ["", "-wal", "-shm"], [true, false])
        func lost(end: String, isReplaced: Bool) async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            _ = try await server.visitor.register("ada@example.com")
            let name = folder.path("data/informat.sqlite" + end)
            if isReplaced {
                try FileManager.default.copyItem(atPath: name, toPath: name + ".copy")
                #expect(rename(name + ".copy", name) == 0)
            } else {
                try FileManager.default.removeItem(atPath: name)
            }
            #expect(try await server.program.end() == 74)
            let errors = try await server.program.errors.whole()
            #expect(errors.contains("informat: DATABASE_URL: "), "\(errors)")
            #expect(errors.contains("informat.sqlite\(end) was removed or replaced"), "\(errors)")
            #expect(!errors.contains("Fatal error"))
        }

        @Test("a second server on the same file is refused by whatever name", arguments: [true, false])
        func secondServer(isSymbolic: Bool) async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            _ = try await server.visitor.register("ada@example.com")
            try FileManager.default.createDirectory(atPath: folder.path("other"), withIntermediateDirectories: true)
            let (file, other) = (folder.path("data/informat.sqlite"), folder.path("other/informat.sqlite"))
            #expect(isSymbolic ? symlink(file, other) == 0 : link(file, other) == 0)
            let settings = Server.settings(more: ["DATABASE_URL": "sqlite:other/informat.sqlite"])
            let second = try await Program.informat(environment: settings, in: folder)
            #expect(second.status == 74, "\(second.errors)")
            #expect(second.errors.contains("in use by"), "\(second.errors)")
            try await server.visitor.becomesWell()
            #expect(try await server.stop() == 0)
        }
    }
}
