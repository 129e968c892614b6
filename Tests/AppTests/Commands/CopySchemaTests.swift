import App
import Foundation
import Storage
import Testing

@Suite("What a move to PostgreSQL takes along")
struct CopySchemaTests {
    /// Columns by table, in their order.
    private typealias Columns = [String: [String]]

    private static func columns(_ database: any Database, _ sql: SQL) async throws -> Columns {
        try await database.read { tx in
            try tx.rows(sql) { (try $0.text(0), try $0.text(1)) }
        }.reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
    }

    @Test("every table but that of the migrations moves, and both engines have the same columns in the same order")
    func tables() async throws {
        let moving = try await MovingPractice.open()
        let old = try await Self.columns(
            moving.practice.app.database,
            """
            SELECT master.name, info.name FROM sqlite_master AS master, pragma_table_info(master.name) AS info
            WHERE master.type = 'table' AND master.name NOT LIKE 'sqlite_%' ORDER BY master.name, info.cid
            """)
        let target = try await moving.openTarget()
        let new = try await Self.columns(
            target,
            """
            SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
            WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
            """)
        try await target.close()
        #expect(new == old)
        let copied = CopyTable.all.map { "\($0.name)" }
        #expect(Set(copied).count == copied.count)
        #expect(Set(copied + ["migrations"]) == Set(old.keys), "a new table must be listed in CopyTable.all")
    }

    @Test("a table is read by its primary key, and gives ids where the engine does")
    func keys() async throws {
        let moving = try await MovingPractice.open()
        let database = moving.practice.app.database
        let keys = try await Self.columns(
            database,
            """
            SELECT master.name, info.name FROM sqlite_master AS master, pragma_table_info(master.name) AS info
            WHERE master.type = 'table' AND info.pk > 0 ORDER BY master.name, info.pk
            """)
        let giving = try await Self.columns(
            database, "SELECT name, '' FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
        for table in CopyTable.all {
            #expect(keys["\(table.name)"] == table.key.map { "\($0)" }, "\(table.name)")
            #expect(giving.keys.contains("\(table.name)") == table.givesIDs, "\(table.name)")
        }
    }

    @Test("parents are copied before their children")
    func order() async throws {
        let moving = try await MovingPractice.open()
        let parents = try await Self.columns(
            moving.practice.app.database,
            """
            SELECT master.name, parent."table" FROM sqlite_master AS master,
                pragma_foreign_key_list(master.name) AS parent
            WHERE master.type = 'table'
            """)
        #expect(parents["refresh_tokens"] == ["sessions"])
        var known: Set<String> = []
        for table in CopyTable.all.map({ "\($0.name)" }) {
            #expect(known.isSuperset(of: Set(parents[table] ?? []).subtracting([table])), "\(table)")
            known.insert(table)
        }
    }

    @Test("a checksum tells rows apart that look alike, and not in which order they came")
    func checksums() {
        let rows: [[Value]] = [
            [.text("a"), .text("bc")], [.text("ab"), .text("c")], [.text("abc"), .text("")], [.text("abc"), .null],
            [.null, .text("abc")], [.int(1), .null], [.text("1"), .null], [.int(-1), .null], [.text("\u{e9}")],
            [.text("e\u{301}")], [],
        ]
        let sums = rows.map { row in
            var sum = CopyChecksum()
            sum.add(row)
            return sum.hex
        }
        #expect(Set(sums).count == rows.count && sums.allSatisfy { $0.count == 32 })
        var (forward, backward, twice) = (CopyChecksum(), CopyChecksum(), CopyChecksum())
        for row in rows { forward.add(row) }
        for row in rows.reversed() { backward.add(row) }
        for row in rows + [rows[0]] { twice.add(row) }
        #expect(forward == backward && forward != twice && forward.hex != twice.hex)
    }

    @Test("more than twenty thousand rows with keys of every kind come along in bounded time")
    func many() async throws {
        let moving = try await MovingPractice.open()
        let (host, service) = (moving.practice.bossID, moving.practice.service)
        try await moving.practice.app.database.write { tx in
            try tx.run(
                """
                WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
                INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                    amount_minor, currency, notes, jitsi_room_id, first_cell, end_cell, sequence, change_notice,
                    created_at, updated_at)
                SELECT \(host), \(service), \(host), n * 300, 5, 'scheduled', 'not_required', 0, 'usd',
                    'Notes of ' || n, 'room ' || n, n, n + 1, 0, 0, n, n FROM n
                """)
            try tx.run(
                "INSERT INTO taken_cells (host_id, cell, booking_id) SELECT host_id, first_cell, id FROM bookings")
            try tx.run(
                """
                INSERT INTO attempts (subject, tried, ends_at)
                SELECT 'Größe ' || id, 1, 1 FROM bookings WHERE id % 7 = 0
                """)
        }
        let start = ContinuousClock.now
        let copied = try await moving.copy()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rows = copied.reduce(0) { $0 + $1.rows }
        print("Copy: \(rows) rows in \(seconds.formatted()) s, \(Int(Double(rows) / seconds)) rows a second")
        #expect(rows > 42_000 && seconds < 600)
        #expect(try await moving.rowsOnTarget() == rows)
    }
}

extension CopyChecksum {
    fileprivate mutating func add(_ row: [Value]) {
        for value in row {
            switch value {
            case .null: add(StoredColumn.null)
            case .int(let number): add(StoredColumn.int(number))
            case .text(let text): Array(text.utf8).withUnsafeBufferPointer { add(StoredColumn.text($0)) }
            }
        }
        endRow()
    }
}
