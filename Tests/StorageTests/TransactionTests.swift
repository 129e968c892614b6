import Storage
import Testing

@Suite("Transactions, in every engine")
struct TransactionTests {
    @Test("a body that throws leaves nothing behind, and its error arrives", arguments: Engine.all)
    func rollsBackWholly(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            await #expect(throws: Refusal()) {
                try await database.write { tx in
                    try tx.addNote("one")
                    try tx.run("CREATE TABLE second (id BIGINT)")
                    try tx.addNote("two")
                    throw Refusal()
                }
            }
            #expect(try await database.notes() == [])
            await #expect(throws: StorageError.self) {
                try await database.read { try $0.count("SELECT COUNT(*) FROM second") }
            }
        }
    }

    @Test("a body that throws leaves its neighbours in peace", arguments: Engine.all)
    func neighbours(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let results = try await database.writeTogether(
                (0..<20).map { number in
                    { tx in
                        try tx.addNote("note \(number)")
                        if number % 3 == 0 { throw Refusal() }
                    }
                })
            let failed = results.indices.filter { (try? results[$0].get()) == nil }
            #expect(failed == [0, 3, 6, 9, 12, 15, 18])
            let kept = (0..<20).filter { $0 % 3 != 0 }.map { "note \($0)" }
            // Which of them commits first is the engine's to choose.
            #expect(Set(try await database.notes()) == Set(kept))
        }
    }

    @Test("a refused statement leaves the transaction usable", arguments: Engine.all)
    func conflictInside(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let changed = try await database.write { tx in
                let id = try tx.insert("INSERT INTO notes (body) VALUES ('first') RETURNING id")
                return try [
                    tx.run("INSERT INTO notes (id, body) VALUES (\(id), 'again') ON CONFLICT DO NOTHING"),
                    tx.run("UPDATE notes SET body = 'changed' WHERE id = \(id)"),
                    tx.run("UPDATE notes SET body = 'nobody' WHERE id = \(id + 1)"),
                ]
            }
            #expect(changed == [0, 1, 0])
            #expect(try await database.notes() == ["changed"])
        }
    }

    @Test(
        "a body that goes over a failed statement leaves nothing behind, and the failure arrives", arguments: Engine.all
    )
    func failedInside(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let error = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.addNote("before")
                    _ = try? tx.run("INSERT INTO notes (body) VALUES (NULL)")
                    _ = try? tx.addNote("after")
                }
            }
            guard case .refused = error else { throw Refusal() }
            #expect(try await database.notes() == [])
        }
    }

    @Test("a read sees only what is committed", arguments: Engine.all)
    func readsCommitted(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let gate = Gate()
            let writing = Task {
                try await database.write { tx in
                    try tx.addNote("hidden until the end")
                    gate.pass()
                }
            }
            await gate.waitForArrival()
            #expect(try await database.notes() == [])
            gate.open()
            try await writing.value
            #expect(try await database.notes() == ["hidden until the end"])
        }
    }

    @Test("a read keeps its picture while others write", arguments: Engine.all)
    func readsOnePicture(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let gate = Gate()
            let reading = Task {
                try await database.read { tx in
                    let before = try tx.notes()
                    gate.pass()
                    return [before, try tx.notes()]
                }
            }
            await gate.waitForArrival()
            try await database.write { try $0.addNote("new") }
            gate.open()
            #expect(try await reading.value == [[], []])
            #expect(try await database.notes() == ["new"])
        }
    }

    @Test("a read that writes is refused and changes nothing", arguments: Engine.all)
    func readRefusesWrites(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            await #expect(throws: StorageError.readOnly) { try await database.read { try $0.addNote("no") } }
            #expect(try await database.notes() == [])
        }
    }

    @Test("what was answered is seen by another program", arguments: Engine.all)
    func answersAfterCommit(_ engine: Engine) async throws {
        try await withPlace { place in
            let (database, other) = (try await engine.open(place), try await engine.open(place))
            try await database.write { try $0.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)") }
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        try await database.write { try $0.addNote("note \(number)") }
                        let isThere = try await other.read {
                            try $0.exists("SELECT 1 FROM notes WHERE body = \("note \(number)")")
                        }
                        #expect(isThere)
                    }
                }
                try await group.waitForAll()
            }
            try await other.close()
            try await database.close()
        }
    }

    @Test("a cancelled task's write is carried out and answered", arguments: Engine.all)
    func cancelled(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let gate = Gate()
            let holder = Task { try await database.write { _ in gate.pass() } }
            await gate.waitForArrival()
            let waiting = Task.immediate { try await database.write { try $0.addNote("kept") } }
            waiting.cancel()
            gate.open()
            try await holder.value
            try await waiting.value
            #expect(try await database.notes() == ["kept"])
        }
    }

    @Test("closing finishes what waits and refuses what comes after", arguments: Engine.all)
    func closes(_ engine: Engine) async throws {
        try await withPlace { place in
            let database = try await engine.open(place)
            try await database.write { try $0.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)") }
            let gate = Gate()
            let holder = Task { try await database.write { _ in gate.pass() } }
            await gate.waitForArrival()
            let waiting = Task.immediate { try await database.write { try $0.addNote("in time") } }
            let closing = Task.immediate { try await database.close() }
            gate.open()
            try await holder.value
            try await waiting.value
            try await closing.value
            await #expect(throws: StorageError.closed) { try await database.write { try $0.addNote("late") } }
            await #expect(throws: StorageError.closed) { try await database.notes() }
            try await database.close()
            let again = try await engine.open(place)
            #expect(try await again.notes() == ["in time"])
            try await again.close()
        }
    }
}
