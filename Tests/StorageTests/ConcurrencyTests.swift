import Storage
import Testing

@Suite("Many at once, in every engine")
struct ConcurrencyTests {
    @Test("of 250 writers that add one, exactly those that were answered count", arguments: Engine.all)
    func increments(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.run("CREATE TABLE counters (number BIGINT NOT NULL)")
                try tx.run("INSERT INTO counters (number) VALUES (0)")
            }
            let answered = await withTaskGroup { group in
                for writer in 0..<250 {
                    group.addTask {
                        let answer: Void? = try? await database.write { tx in
                            #expect(try tx.run("UPDATE counters SET number = number + 1") == 1)
                            if writer % 5 == 0 { throw Refusal() }
                        }
                        return answer != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(answered == 200)
            let number = try await database.read { tx in try tx.row("SELECT number FROM counters") { try $0.int(0) } }
            #expect(number == 200)
        }
    }

    @Test("of 240 writers who want overlapping cells, none gets one that another has", arguments: Engine.all)
    func cells(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.run("CREATE TABLE cells (cell BIGINT PRIMARY KEY, owner BIGINT NOT NULL)")
            }
            let winners = await withTaskGroup { group in
                for owner in 0..<240 {
                    group.addTask { await take(owner % 60..<owner % 60 + 4 + owner % 3, for: owner, in: database) }
                }
                var winners: [Int: Range<Int>] = [:]
                for await winner in group {
                    if let winner { winners[winner.owner] = winner.cells }
                }
                return winners
            }
            let taken = try await database.read { tx in
                try tx.rows("SELECT cell, owner FROM cells ORDER BY cell") { (Int(try $0.int(0)), Int(try $0.int(1))) }
            }
            #expect(winners.count >= 60 / 12)
            #expect(taken.count == winners.values.reduce(0) { $0 + $1.count })
            #expect(taken.allSatisfy { cell, owner in winners[owner]?.contains(cell) == true })
        }
    }

    @Test("reads and writes at once all get an answer", arguments: Engine.all)
    func readsAndWrites(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        try await database.write { tx in
                            try tx.addNote("left \(number)")
                            try tx.addNote("right \(number)")
                        }
                    }
                    group.addTask {
                        // Two notes a transaction: an odd number would be half of one.
                        let count = try await database.read { try $0.count("SELECT COUNT(*) FROM notes") }
                        #expect(count.isMultiple(of: 2))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.notes().count == 400)
        }
    }
}

/// Takes all the cells or none, and tells who won them.
private func take(
    _ cells: Range<Int>, for owner: Int, in database: any Database
) async -> (owner: Int, cells: Range<Int>)? {
    try? await database.write { tx in
        let rows = cells.map { "(\($0), \(owner))" as SQL }.joined(", ")
        let taken = try tx.run("INSERT INTO cells (cell, owner) VALUES \(rows) ON CONFLICT DO NOTHING")
        guard taken == cells.count else { throw Refusal() }
        return (owner, cells)
    }
}
