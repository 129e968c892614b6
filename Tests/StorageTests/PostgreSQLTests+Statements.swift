import Storage
import Testing

extension PostgreSQLTests {
    @Test("a statement that takes too long is ended, and its connection goes on")
    func tooLong() async throws {
        try await withPostgreSQL {
            ($0.connections, $0.statementTimeoutSeconds) = (1, 5)
        } _: { database, other in
            let process = try await database.serverProcess()
            let runs = Runs()
            let refusal = await database.refusal { tx in
                _ = runs.begin()
                try tx.addNote("never")
                try tx.run("SELECT pg_sleep(60)")
            }
            #expect(refusal == .busy)
            #expect(runs.count == 1)
            #expect(try await database.serverProcess() == process)
            #expect(try await other.notes() == [])
        }
    }

    @Test("a write that waits too long for another's row is ended; the other is left in peace")
    func rowLock() async throws {
        try await withPostgreSQL {
            $0.statementTimeoutSeconds = 5
        } _: { database, other in
            try await other.write { try $0.addNote("first") }
            let gate = Gate()
            let holder = Task {
                try await other.write { tx in
                    try tx.run("UPDATE notes SET body = 'held'")
                    gate.pass()
                }
            }
            await gate.waitForArrival()
            #expect(await database.refusal { try $0.run("UPDATE notes SET body = 'waited'") } == .busy)
            gate.open()
            try await holder.value
            try await database.write { try $0.run("UPDATE notes SET body = body || ', then changed'") }
            #expect(try await other.notes() == ["held, then changed"])
        }
    }

    @Test("of more statements than a connection keeps each gives its own answer", arguments: [true, false])
    func manyStatements(_ keeps: Bool) async throws {
        try await withPostgreSQL {
            ($0.connections, $0.keepsStatements) = (1, keeps)
        } _: { database, _ in
            // Twice over the limit, and then those again that were dropped first.
            for number in Array(0..<1_100) + Array(0..<5) {
                let sum = Array(repeating: "1" as SQL, count: number + 1).joined(" + ")
                #expect(try await database.read { try $0.row("SELECT " + sum) { try $0.int(0) } } == Int64(number + 1))
            }
            let kept = try await database.read { try $0.count("SELECT COUNT(*) FROM pg_prepared_statements") }
            #expect(keeps ? (1...500).contains(kept) : kept == 0)
        }
    }

    @Test("a statement first met in a transaction that was undone is known afterwards, and works")
    func keptFromUndone() async throws {
        try await withPostgreSQL {
            $0.connections = 1
        } _: { database, _ in
            for _ in 1...2 {
                await #expect(throws: Refusal()) {
                    try await database.write { tx in
                        try tx.addNote("undone")
                        throw Refusal()
                    }
                }
            }
            try await database.write { try $0.addNote("kept") }
            #expect(try await database.notes() == ["kept"])
            let kept = try await database.read { tx in
                try tx.count("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'")
            }
            #expect(kept == 1)
        }
    }

    @Test("a statement that was kept works on after another program has changed its table")
    func changedTable() async throws {
        try await withPostgreSQL {
            $0.connections = 1
        } _: { database, other in
            let read: @Sendable (any Transaction) throws -> [Bool] = { tx in
                try tx.rows("SELECT body FROM notes") { row in try row.value(0) == .int(7) }
            }
            try await database.write { try $0.addNote("7") }
            #expect(try await database.read(read) == [false])
            try await other.write { try $0.run("ALTER TABLE notes ALTER body TYPE BIGINT USING CAST(body AS BIGINT)") }
            #expect(try await database.read(read) == [true])
        }
    }

    @Test("text with U+0000 is refused; nothing is cut off or written", arguments: [true, false])
    func zero(_ keeps: Bool) async throws {
        try await withPostgreSQL {
            $0.keepsStatements = keeps
        } _: { database, other async throws in
            for text in ["\0", "before\0after", "end\0"] {
                let refusal = await database.refusal { tx in
                    try tx.addNote("whole")
                    try tx.addNote(text)
                }
                guard case .refused = refusal else {
                    Issue.record("answered with \(String(describing: refusal))")
                    continue
                }
            }
            #expect(try await other.notes() == [])
        }
    }

    @Test(
        "an error holds no bound value, whatever the server says",
        arguments: [
            "INSERT INTO notes (id, body) VALUES (1, \("swordfish"))",
            "INSERT INTO notes (body) VALUES (CAST(\("swordfish") AS VARCHAR(3))), (NULL)",
            "SELECT CAST(CAST(\("swordfish") AS TEXT) AS BIGINT)",
            "SELECT CAST(CAST(\("swordfish") AS TEXT) AS DATE)",
            "SELECT CAST(CAST(\("swordfish") AS TEXT) AS JSON)",
            "INSERT INTO notes (id, body) VALUES (2, \("swordfish")), (2, \("swordfish"))",
            "INSERT INTO notes (body) VALUES (\("swordfish" + String(repeating: "x", count: 10_000)))",
        ] as [SQL])
    func values(_ statement: SQL) async throws {
        try await withPostgreSQL { database, other in
            try await other.write { tx in
                try tx.addNote("there")
                try tx.run("ALTER TABLE notes ADD CHECK (length(body) < 100)")
            }
            let refusal = await database.refusal { try $0.run(statement) }
            guard case .refused = refusal else { throw Refusal() }
            #expect(refusal?.description.contains("swordfish") == false)
        }
    }
}
