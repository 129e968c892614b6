import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    @Test("a connection that was ended while it rested is replaced, and nobody notices")
    func endedAtRest() async throws {
        try await withPostgreSQL {
            $0.connections = 1
        } _: { database, other in
            let process = try await database.serverProcess()
            try await other.end(serverProcess: process)
            try await database.write { try $0.addNote("kept") }
            #expect(try await database.serverProcess() != process)
            #expect(try await other.notes() == ["kept"])
        }
    }

    @Test("a body whose connection was ended is run again, and its work is there once", arguments: [false, true])
    func endedInside(_ goesOver: Bool) async throws {
        try await withPostgreSQL {
            $0.connections = 1
        } _: { database, other in
            let process = try await database.serverProcess()
            let (gate, runs) = (Gate(), Runs())
            let writing = Task {
                try await database.write { tx in
                    try tx.addNote("before")
                    if runs.begin() == 1 { gate.pass() }
                    do { try tx.addNote("after") } catch { if !goesOver { throw error } }
                    return runs.count
                }
            }
            await gate.waitForArrival()
            try await other.end(serverProcess: process)
            gate.open()
            #expect(try await writing.value == 2)
            #expect(try await other.notes() == ["before", "after"])
        }
    }

    @Test("a program that falls silent inside a transaction does not hold its rows for long")
    func silentProgram() async throws {
        try await withPostgreSQL {
            ($0.statementTimeoutSeconds, $0.graceSeconds) = (5, 1)
        } _: { database, other in
            try await other.write { try $0.addNote("") }
            let (gate, runs) = (Gate(), Runs())
            let silent = Task {
                try await database.write { tx in
                    try tx.run("UPDATE notes SET body = body || 'silent'")
                    if runs.begin() == 1 { gate.pass() }
                    return try tx.notes()
                }
            }
            await gate.waitForArrival()
            try await other.write { try $0.run("UPDATE notes SET body = body || 'other'") }
            gate.open()
            #expect(try await silent.value == ["othersilent"])
            #expect(runs.count == 2)
        }
    }

    @Test(
        "a commit whose answer is lost has an unknown outcome, and its body is not run again",
        arguments: [
            (PostgreSQLWire.Deed.loseCommit, []), (.loseAnswer, ["once"]), (.loseAnswerSilently, ["once"]),
        ])
    func unknownOutcome(_ deed: PostgreSQLWire.Deed, _ kept: [String]) async throws {
        var server = try #require(URLComponents(string: try PostgreSQLPlace.server()))
        let wire = try PostgreSQLWire(toPort: UInt16(server.port ?? 5432))
        try await withPostgreSQL { options in
            server.port = Int(wire.port)
            server.percentEncodedQuery = URLComponents(string: options.url)?.percentEncodedQuery
            options.url = server.string ?? ""
            options.connections = 1
            (options.statementTimeoutSeconds, options.graceSeconds) = (5, 2)
        } _: { database, other in
            #expect(try await database.notes() == [])
            wire.setNext(deed)
            let runs = Runs()
            let refusal = await database.refusal { tx in
                _ = runs.begin()
                try tx.addNote("once")
            }
            #expect(refusal == .unknownOutcome)
            #expect(refusal?.mayPass == true)
            #expect(runs.count == 1 && wire.commits == 1)
            #expect(try await other.notes() == kept)
            // The wire is whole again, and so is the database.
            try await database.write { try $0.addNote("next") }
            #expect(try await other.notes() == kept + ["next"])
        }
        wire.close()
    }
}
