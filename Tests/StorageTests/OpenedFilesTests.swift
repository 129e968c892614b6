import Foundation
import Storage
import Testing

@Suite("The files of an open SQLite database")
struct OpenedFilesTests {
    private static func withFiles(_ test: (SQLiteDatabase, String) async throws -> Void) async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            let database = try SQLiteDatabase(path: path, now: still)
            try await database.write { try $0.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)") }
            try await test(database, path)
            try? await database.close()
        }
    }

    @Test("they are where they were while the database is written, also by a symbolic link")
    func inPlace() async throws {
        try await Self.withFiles { database, path in
            let link = path + ".link"
            #expect(symlink(path, link) == 0)
            let all = [OpenedFiles(of: path), OpenedFiles(of: link)]
            for number in 0..<200 {
                try await database.write { try $0.addNote(String(repeating: "\(number) ", count: 1_000)) }
                #expect(all.allSatisfy { $0.lost == nil })
            }
        }
    }

    @Test("each that is removed is missed", arguments: ["", "-wal", "-shm"])
    func removed(end: String) async throws {
        try await Self.withFiles { _, path in
            let files = OpenedFiles(of: path)
            try FileManager.default.removeItem(atPath: path + end)
            #expect(files.lost?.hasSuffix("test.sqlite" + end) == true)
        }
    }

    @Test("each that is replaced by another is missed", arguments: ["", "-wal", "-shm"])
    func replaced(end: String) async throws {
        try await Self.withFiles { _, path in
            let files = OpenedFiles(of: path)
            try FileManager.default.copyItem(atPath: path + end, toPath: path + ".other")
            #expect(rename(path + ".other", path + end) == 0)
            #expect(files.lost?.hasSuffix("test.sqlite" + end) == true)
        }
    }

    @Test("a folder that was moved away takes them along")
    func moved() async throws {
        try await withPlace { place in
            let folder = place.appending(path: "data").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let database = try SQLiteDatabase(path: folder + "/test.sqlite", now: still)
            _ = try await database.read { try $0.count("SELECT COUNT(*) FROM sqlite_master") }
            let files = OpenedFiles(of: folder + "/test.sqlite")
            #expect(rename(folder, folder + "-old") == 0)
            #expect(files.lost != nil)
            try? await database.close()
        }
    }
}
