import Foundation
import Storage
import Testing

@Suite("The lock file")
struct FileLockTests {
    private let now = Date(timeIntervalSince1970: 1_764_000_000)

    @Test("the second is refused and told who holds it; afterwards it is free")
    func exclusive() async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            let process = "process \(ProcessInfo.processInfo.processIdentifier) since 2025-11-24T16:00:00Z"
            var lock: FileLock? = try FileLock(database: path, now: now)
            let error = #expect(throws: StorageError.locked(by: process)) {
                try FileLock(database: path, now: now + 5)
            }
            #expect(error?.description == "The database is in use by \(process).")
            withExtendedLifetime(lock) { lock = nil }
            _ = try FileLock(database: path, now: now + 10)
        }
    }

    @Test("the file of a program that was killed does not lock")
    func leftBehind() async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            try Data("process 1 since a very long time ago, indeed".utf8).write(to: URL(filePath: path + ".lock"))
            let lock = try FileLock(database: path, now: now)
            let text = try String(contentsOfFile: path + ".lock", encoding: .utf8)
            #expect(text == "process \(ProcessInfo.processInfo.processIdentifier) since 2025-11-24T16:00:00Z")
            withExtendedLifetime(lock) {}
        }
    }

    @Test("a folder that is missing is said plainly")
    func missingFolder() {
        let error = #expect(throws: StorageError.self) { try FileLock(database: "/nowhere/at/all", now: now) }
        #expect(error?.description.contains("/nowhere/at/all.lock") == true)
    }

    @Test("another name of the same file, by a symbolic or a hard link, is refused too", arguments: [true, false])
    func links(isSymbolic: Bool) async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            let other = place.appending(path: "elsewhere").path
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
            var lock: FileLock? = try FileLock(database: path, now: now)
            let link = other + "/other.sqlite"
            #expect(isSymbolic ? symlink("../test.sqlite", link) == 0 : Glibc.link(path, link) == 0)
            let refused = #expect(throws: StorageError.self) { try FileLock(database: link, now: now) }
            #expect(refused?.description.hasPrefix("The database is in use by ") == true, "\(refused as Any)")
            withExtendedLifetime(lock) { lock = nil }
            let later = try FileLock(database: link, now: now)
            #expect(throws: StorageError.self) { try FileLock(database: path, now: now) }
            withExtendedLifetime(later) {}
        }
    }

    @Test("the lock does not stand in the way of SQLite, and SQLite not in its")
    func besideSQLite() async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            let lock = try FileLock(database: path, now: now)
            let database = try SQLiteDatabase(path: path, now: still)
            try await database.write { try $0.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)") }
            try await database.write { try $0.addNote("here") }
            #expect(try await database.notes() == ["here"])
            #expect(throws: StorageError.self) { try FileLock(database: path, now: now) }
            try await database.close()
            withExtendedLifetime(lock) {}
        }
    }
}
