import Foundation
import Peers
import Storage
import Testing

extension PostgreSQLTests {
    @Test("there are never more connections than allowed, the rest waits its turn, and none is left after closing")
    func bounded() async throws {
        let name = "bounded" + UUID().uuidString
        try await withPostgreSQL { options in
            options.connections = 3
            options.url = uri(options.url, with: "application_name=\(name)")
        } _: { database, other in
            #expect(try await other.connections(of: name) == 0)
            let gates = [Gate(), Gate(), Gate()]
            let holders = gates.map { gate in Task { try await database.write { _ in gate.pass() } } }
            for gate in gates { await gate.waitForArrival() }
            let runs = Runs()
            let waiting = (0..<50).map { number in
                Task.immediate {
                    try await database.write(.readCommitted) { tx in
                        _ = runs.begin()
                        try tx.addNote("\(number)")
                    }
                }
            }
            #expect(try await other.connections(of: name) == 3)
            #expect(runs.count == 0)
            for gate in gates { gate.open() }
            for task in holders + waiting { try await task.value }
            #expect(try await other.notes().count == 50)
            #expect(try await other.connections(of: name) == 3)
            try await database.close()
            #expect(try await Self.connectionsLeft(of: name, other) == 0)
        }
    }

    @Test("of a database that is let go without being closed no connection is left")
    func letGo() async throws {
        let name = "let-go" + UUID().uuidString
        try await withPostgreSQL { _, other in
            let url = try await PostgreSQLPlace.url(schema: "storage_" + UUID().uuidString)
            let options = PostgreSQLOptions(url: uri(url, with: "application_name=\(name)"))
            do {
                let database = PostgreSQLDatabase(options, now: still)
                #expect(try await database.read { try $0.row("SELECT 1") { try $0.int(0) } } == 1)
                #expect(try await other.connections(of: name) == 1)
                try await database.write { try $0.run("SELECT 1") }
            }
            #expect(try await Self.connectionsLeft(of: name, other) == 0)
        }
    }

    /// The server takes note of an end in its own time.
    private static func connectionsLeft(of name: String, _ other: PostgreSQLDatabase) async throws -> Int {
        let end = ContinuousClock.now + .seconds(longWaitSeconds)
        while try await other.connections(of: name) > 0, ContinuousClock.now < end {}
        return try await other.connections(of: name)
    }

    @Test("who has waited too long for a connection is refused, and the body does not run")
    func patience() async throws {
        try await withPostgreSQL {
            ($0.connections, $0.patienceSeconds) = (1, 5)
        } _: { database, other in
            let gate = Gate()
            let holder = Task {
                try await database.write { tx in
                    gate.pass()
                    try tx.run("SELECT pg_sleep(5.2)")
                    try tx.addNote("holder")
                }
            }
            await gate.waitForArrival()
            let waiting = Task.immediate { await database.refusal { try $0.addNote("waited") } }
            gate.open()
            #expect(await waiting.value == .busy)
            try await holder.value
            #expect(try await other.notes() == ["holder"])
        }
    }
}
