import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    private static let createNotes: SQL = "CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)"

    @Test("a server that stands still is given up within a bound, and works again when it goes on")
    func frozen() async throws {
        let server = try await PostgreSQLCluster()
        var options = PostgreSQLOptions(url: server.url)
        (options.connections, options.patienceSeconds, options.connectTimeoutSeconds) = (2, 10, 5)
        (options.statementTimeoutSeconds, options.graceSeconds) = (10, 2)
        let database = PostgreSQLDatabase(options, now: still)
        try await database.write { try $0.run(Self.createNotes) }
        let (gate, runs) = (Gate(), Runs())
        let committing = Task.immediate {
            await database.refusal { tx in
                try tx.addNote("committed")
                if runs.begin() == 1 { gate.pass() }
            }
        }
        await gate.waitForArrival()
        try await server.make(.primary, .freeze)
        gate.open()
        let writing = (0..<10).map { _ in Task.immediate { await database.refusal { try $0.addNote("late") } } }
        #expect(await committing.value == .unknownOutcome)
        for task in writing {
            let refusal = try #require(await task.value)
            #expect(refusal == .busy || refusal.isUnavailable)
        }
        try await server.make(.primary, .thaw)
        // Its own waits are short here: a crowded machine may take longer than one of them.
        let end = ContinuousClock.now + .seconds(longWaitSeconds)
        while let refusal = await database.refusal({ try $0.addNote("after") }), ContinuousClock.now < end {
            #expect(refusal.mayPass)
        }
        // The server finds the COMMIT when it goes on, and carries it out, or finds the wire cut.
        let notes = try await server.rows("SELECT body FROM notes")
        #expect(Set(notes).subtracting(["committed"]) == ["after"])
        #expect(notes.filter { $0 == "committed" }.count <= 1)
        #expect(runs.count == 1)
        try await database.close()
    }

    @Test("a server that is stopped is said to be so at once, and works again when it is started")
    func stopped() async throws {
        let server = try await PostgreSQLCluster()
        var options = PostgreSQLOptions(url: server.url)
        options.waitLong()
        let database = PostgreSQLDatabase(options, now: still)
        try await database.write { try $0.run(Self.createNotes) }
        let writing = (0..<10).map { number in
            Task.immediate { try await database.write { try $0.addNote("\(number)") } }
        }
        for task in writing { try await task.value }
        for deed in [PostgreSQLCluster.Deed.stop, .kill] {
            try await server.make(.primary, deed)
            let began = ContinuousClock.now
            #expect(await database.refusal { try $0.addNote("never") }?.isUnavailable == true)
            await #expect(throws: StorageError.self) { try await database.notes() }
            // Whoever tried as long as it may would try for much longer.
            #expect(ContinuousClock.now - began < .seconds(longWaitSeconds / 2))
            try await server.make(.primary, .start)
            try await database.write { try $0.addNote(deed.rawValue) }
        }
        #expect(try await database.notes().suffix(2) == ["stop", "kill"])
        #expect(try await database.notes().count == 12)
        try await database.close()
    }

    @Test("through a pooler that lends a connection for one transaction at a time, 200 at once all get through")
    func pooled() async throws {
        let server = try await PostgreSQLCluster()
        let url = try await server.bouncer()
        var options = PostgreSQLOptions(url: url)
        options.waitLong()
        (options.connections, options.keepsStatements) = (40, false)
        let database = PostgreSQLDatabase(options, now: still)
        try await database.write { try $0.run(Self.createNotes) }
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    try await database.write(.readCommitted) { try $0.addNote("\(number)") }
                    let isThere = try await database.read { tx in
                        try tx.exists("SELECT 1 FROM notes WHERE body = \("\(number)")")
                    }
                    #expect(isThere)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.notes().count == 200)
        try await database.close()
        try await named(url)
    }

    /// Two programs that keep their statements there: each gets its own answers, or is told what to change.
    private func named(_ url: String) async throws {
        var options = PostgreSQLOptions(url: url)
        options.waitLong()
        options.connections = 1
        let (one, two) = (PostgreSQLDatabase(options, now: still), PostgreSQLDatabase(options, now: still))
        let first: @Sendable () async throws -> String? = {
            try await one.read { try $0.row("SELECT 'first'") { try $0.text(0) } }
        }
        let second: @Sendable (Gate?) async throws -> String? = { gate in
            try await two.read { tx in
                let answer = try tx.row("SELECT 'second'") { try $0.text(0) }
                gate?.pass()
                return answer
            }
        }
        #expect(try await first() == "first")
        // While the second sits on the server's connection that knows the first's statement, the first gets another.
        let gate = Gate()
        let holder = Task { try await second(gate) }
        await gate.waitForArrival()
        await expectOwn("first", first)
        gate.open()
        _ = await holder.result
        for _ in 1...3 {
            await expectOwn("second") { try await second(nil) }
            await expectOwn("first", first)
        }
        try await one.close()
        try await two.close()
    }

    private func expectOwn(_ answer: String, _ ask: @Sendable () async throws -> String?) async {
        do {
            #expect(try await ask() == answer)
        } catch {
            #expect("\(error)".contains("DATABASE_STATEMENTS"))
        }
    }
}
