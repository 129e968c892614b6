import App
import Foundation
import Storage
import Synchronization
import Testing

@Suite("Backups")
struct BackupTests {
    @Test("a backup made while people book is one picture, with everything that was answered before it")
    func underLoad() async throws {
        let place = try await BackupPlace.open()
        defer { withExtendedLifetime(place) {} }
        let (practice, database, backup) = (place.practice, place.database, place.backup)
        let boss = try await practice.boss()
        let service = try await boss.addService("Short", 5, ["minimum_notice": 0])
        let starts = try await boss.slots("2026-01-06", "2026-01-30", service: service)
        try #require(starts.count > 1_000)
        let clients = try await withThrowingTaskGroup(of: Asker.self) { group in
            for number in 1...4 { group.addTask { try await practice.register("client\(number)@example.com") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let answered = Answered()
        let made = try await withThrowingTaskGroup(of: Void.self) { group in
            for (turn, client) in clients.enumerated() {
                group.addTask {
                    for start in starts.dropFirst(turn * 250).prefix(250) where !Task.isCancelled {
                        answered.note(try await client.mustBook(start, service: service))
                    }
                }
            }
            var made: [(before: Set<Int64>, backup: Backup, after: Set<Int64>, path: String)] = []
            for number in 1...5 {
                try await answered.wait(for: number * 20)
                let before = answered.ids
                let path = "\(backup).\(number)"
                let result = try await Backup.make(of: database, to: path)
                made.append((before, result, answered.ids, path))
            }
            group.cancelAll()
            try await group.waitForAll()
            return made
        }
        for (before, result, after, path) in made {
            #expect(result.bookings >= before.count && result.bookings <= after.count + clients.count)
            try await Self.expectPracticeWith(before, result, path)
        }
        #expect(made.contains { $0.before != $0.after }, "nobody booked during a backup")
    }

    /// Starts a server on a backup and compares.
    private static func expectPracticeWith(_ ids: Set<Int64>, _ backup: Backup, _ path: String) async throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600 && attributes[.size] as? Int == backup.bytes)
        let restored = try await Practice.openEmpty { $0.database = .sqlite(path: path) }
        #expect(try await restored.app.database.integrityComplaint() == nil)
        try await restored.expectSoundCalendar()
        let boss = try await restored.boss()
        #expect(try await boss.get("/api/admin/bookings?limit=1").int("total") == backup.bookings)
        #expect(ids.isSubset(of: try await restored.numbers("SELECT id FROM bookings")))
        let mails = try await restored.numbers("SELECT COUNT(*) FROM mails WHERE booking_id IS NOT NULL")
        #expect(mails == [Int64(2 * backup.bookings)], "a booking and its mails are one")
        try await restored.app.database.close()
    }

    @Test("a file of that name is never touched, and a backup that cannot be made leaves nothing")
    func refused() async throws {
        let place = try await BackupPlace.open()
        defer { withExtendedLifetime(place) {} }
        let (practice, database, backup) = (place.practice, place.database, place.backup)
        try Data("mine".utf8).write(to: URL(filePath: backup))
        let existing = await #expect(throws: Refusal.self) { try await Backup.make(of: database, to: backup) }
        #expect(existing?.status == 73)
        #expect(existing?.sentence == "\(backup) cannot be made: there is a file of that name.")
        #expect(try String(contentsOfFile: backup, encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: backup)
        try FileManager.default.createSymbolicLink(atPath: backup, withDestinationPath: "/nowhere/at/all")
        await #expect(throws: Refusal.self) { try await Backup.make(of: database, to: backup) }
        try FileManager.default.removeItem(atPath: backup)

        let nowhere = await #expect(throws: Refusal.self) { try await Backup.make(of: database, to: backup + "/a") }
        #expect(nowhere?.status == 73 && nowhere?.sentence.contains("No such file or directory") == true)
        let none = DatabaseURL.sqlite(path: practice.folder + "/none.sqlite")
        let missing = await #expect(throws: Refusal.self) { try await Backup.make(of: none, to: backup) }
        #expect(missing?.status == 74 && missing?.sentence.contains("there is no database at") == true)
        #expect(!FileManager.default.fileExists(atPath: practice.folder + "/none.sqlite"))
        #expect(try place.names().isEmpty)
    }

    @Test("a file that is no database, and a database of something else, are no source of a backup")
    func otherFiles() async throws {
        let place = try await BackupPlace.open()
        defer { withExtendedLifetime(place) {} }
        let (practice, backup) = (place.practice, place.backup)
        let path = practice.folder + "/other.sqlite"
        try Data(repeating: 7, count: 5_000).write(to: URL(filePath: path))
        for _ in 1...2 {
            let refusal = await #expect(throws: Refusal.self) {
                try await Backup.make(of: .sqlite(path: path), to: backup)
            }
            #expect(refusal?.status == 74, "\(refusal as Any)")
            #expect(try place.names().isEmpty)
            try Data().write(to: URL(filePath: path))
        }
    }

    @Test("a damaged database is told, and no backup is made of it")
    func damaged() async throws {
        let place = try await BackupPlace.open()
        defer { withExtendedLifetime(place) {} }
        let (practice, database, backup) = (place.practice, place.database, place.backup)
        let root = try await practice.numbers("SELECT rootpage FROM sqlite_master WHERE name = 'audit'")[0]
        let size = try await practice.numbers("PRAGMA page_size")[0]
        try await practice.app.database.close()
        let file = try FileHandle(forUpdating: URL(filePath: try #require(database.path)))
        try file.seek(toOffset: UInt64((root - 1) * size))
        try file.write(contentsOf: Data(repeating: 0xff, count: 100))
        try file.close()
        let refusal = await #expect(throws: Refusal.self) { try await Backup.make(of: database, to: backup) }
        #expect(refusal?.status == 74 && refusal?.sentence.contains("damaged") == true, "\(refusal as Any)")
        #expect(try place.names().isEmpty)
    }

    @Test("PostgreSQL is left to its own tools, without a word of its password")
    func postgreSQL() async throws {
        let server = DatabaseURL.postgreSQL(uri: "postgres://informat:secret@db.example/informat")
        let refusal = await #expect(throws: Refusal.self) { try await Backup.make(of: server, to: "never") }
        #expect(refusal?.status == 64)
        #expect(refusal?.sentence.contains("pg_dump") == true && refusal?.sentence.contains("secret") == false)
    }
}

/// A practice on an SQLite file, whichever engine the other tests use, and a folder for its backups.
private final class BackupPlace: Sendable {
    let practice: Practice
    let database: DatabaseURL
    let backup: String

    static func open() async throws -> BackupPlace {
        let practice = try await Practice.openForLong(on: .sqlite) { $0.rateLimits = false }
        try FileManager.default.createDirectory(atPath: practice.folder + "/kept", withIntermediateDirectories: true)
        return BackupPlace(practice)
    }

    private init(_ practice: Practice) {
        self.practice = practice
        database = practice.app.settings.database
        backup = practice.folder + "/kept/backup.sqlite"
    }

    /// What there is beside the backup, itself included.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: practice.folder + "/kept") }
}

/// The bookings that were answered so far.
private final class Answered: Sendable {
    private let state = Mutex<Set<Int64>>([])

    var ids: Set<Int64> { state.withLock { $0 } }
    func note(_ id: Int64) { state.withLock { _ = $0.insert(id) } }

    /// Lets others work until so many are.
    func wait(for count: Int) async throws {
        let end = ContinuousClock.now + .seconds(300)
        while ids.count < count {
            try #require(ContinuousClock.now < end, "\(ids.count) bookings in time")
            await Task.yield()
        }
    }
}
