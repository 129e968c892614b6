import Storage
import Testing

extension PostgreSQLTests {
    @Test(
        "two who may each go while the other stays do not both go, unless their bodies ask for less",
        arguments: [(Isolation.serializable, 1), (.readCommitted, 0)])
    func writeSkew(_ isolation: Isolation, _ left: Int) async throws {
        try await withPostgreSQL { database, _ in
            try await database.write { tx in for name in ["Ann", "Ben"] { try tx.addNote(name) } }
            let gates = [Gate(), Gate()]
            let leaving = zip(gates, ["Ann", "Ben"]).map { gate, name in
                let runs = Runs()
                return Task {
                    try await database.write(isolation) { tx in
                        let others = try tx.count("SELECT COUNT(*) FROM notes WHERE body <> \(name)")
                        if runs.begin() == 1 { gate.pass() }
                        return others == 0 ? 0 : try tx.run("DELETE FROM notes WHERE body = \(name)")
                    }
                }
            }
            for gate in gates { await gate.waitForArrival() }
            for gate in gates { gate.open() }
            var gone = 0
            for task in leaving { gone += try await task.value }
            #expect(gone == 2 - left)
            #expect(try await database.notes().count == left)
        }
    }

    @Test("a body that others got in the way of is run again, and its caller sees one answer")
    func runsAgain() async throws {
        try await withPostgreSQL { database, other in
            try await database.write { try $0.addNote("1") }
            let (gate, runs) = (Gate(), Runs())
            let writing = Task {
                try await database.write { tx in
                    let before = try tx.notes()
                    let run = runs.begin()
                    if run == 1 { gate.pass() }
                    // A body that goes over the conflict does not get away with it either.
                    _ = try? tx.run("UPDATE notes SET body = \(before.joined() + "2")")
                    return run
                }
            }
            await gate.waitForArrival()
            try await other.write { try $0.run("UPDATE notes SET body = 'other'") }
            gate.open()
            #expect(try await writing.value == 2)
            #expect(try await database.notes() == ["other2"])
        }
    }

    @Test("a body that others are always in the way of is given up when its patience is over")
    func givenUp() async throws {
        try await withPostgreSQL {
            $0.patienceSeconds = 1
        } _: { database, other async throws in
            let refusal = await database.refusal { tx in
                try tx.addNote("never")
                try tx.conflict()
            }
            #expect(refusal == .busy)
            #expect(try await other.notes() == [])
        }
    }

    @Test("within its patience it is run again, however often others were in its way")
    func oftenInTheWay() async throws {
        try await withPostgreSQL { database, _ in
            let runs = Runs()
            try await database.write { tx in
                try tx.addNote("once")
                if runs.begin() <= 100 { try tx.conflict() }
            }
            #expect(runs.count == 101)
            #expect(try await database.notes() == ["once"])
        }
    }

    @Test("writers who wait for each other both get through", arguments: [Isolation.serializable, .readCommitted])
    func deadlock(_ isolation: Isolation) async throws {
        try await withPostgreSQL { database, _ in
            try await database.write { tx in for _ in 1...2 { try tx.addNote("") } }
            let gates = [Gate(), Gate()]
            let writing = zip(gates, [[1, 2], [2, 1]]).map { gate, ids in
                let runs = Runs()
                return Task {
                    try await database.write(isolation) { tx in
                        try tx.run("UPDATE notes SET body = body || 'x' WHERE id = \(ids[0])")
                        if runs.begin() == 1 { gate.pass() }
                        try tx.run("UPDATE notes SET body = body || 'x' WHERE id = \(ids[1])")
                        return runs.count
                    }
                }
            }
            for gate in gates { await gate.waitForArrival() }
            for gate in gates { gate.open() }
            var runs = 0
            for task in writing { runs += try await task.value }
            #expect(runs > 2)
            #expect(try await database.notes() == ["xx", "xx"])
        }
    }
}

extension Transaction {
    /// As if another writer were in the way.
    fileprivate func conflict() throws {
        try run("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
    }
}
