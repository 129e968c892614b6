import App
import Foundation
import Storage
import Testing

@Suite("A move to PostgreSQL that goes wrong")
struct CopyFailureTests {
    /// Runs the body of a trigger before each row of a table comes into the target.
    private static func trap(_ moving: MovingPractice, _ function: SQL, _ trigger: SQL) async throws {
        let target = try await moving.openTarget()
        try await target.write(.alone) { tx in
            try tx.run("CREATE SEQUENCE tries")
            try tx.run(function)
            try tx.run(trigger)
        }
        try await target.close()
    }

    private static func untrap(_ moving: MovingPractice, _ sql: SQL) async throws {
        let target = try await moving.openTarget()
        try await target.write(.alone) { try $0.run(sql) }
        try await target.close()
    }

    private static let breakOff: SQL = """
        CREATE FUNCTION break_off() RETURNS TRIGGER LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('tries'), pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$
        """
    private static let breakOffOnce: SQL = """
        CREATE FUNCTION break_off() RETURNS TRIGGER LANGUAGE plpgsql AS
        $$ BEGIN
            IF nextval('tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
            RETURN NEW;
        END $$
        """
    private static let inTheMiddle: SQL = """
        CREATE TRIGGER trap BEFORE INSERT ON taken_cells FOR EACH STATEMENT EXECUTE FUNCTION break_off()
        """

    @Test("a copy that is broken off in the middle leaves nothing, and is simply begun again")
    func brokenOff() async throws {
        let moving = try await MovingPractice.open()
        _ = try await moving.fill()
        try await Self.trap(moving, Self.breakOff, Self.inTheMiddle)
        let refusal = await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(refusal?.status == 74 && refusal?.sentence.hasPrefix("--to: ") == true, "\(refusal as Any)")
        #expect(try await moving.rowsOnTarget() == 0)
        try await Self.untrap(moving, "DROP TRIGGER trap ON taken_cells")
        let copied = try await moving.copy()
        #expect(try await moving.rowsOnTarget() == copied.reduce(0) { $0 + $1.rows })
        try await moving.practiceOnTarget().expectSoundCalendar()
    }

    @Test("a connection that is lost once in the middle is opened again, and nothing is there twice")
    func lostOnce() async throws {
        let moving = try await MovingPractice.open()
        _ = try await moving.fill()
        try await Self.trap(moving, Self.breakOffOnce, Self.inTheMiddle)
        let copied = try await moving.copy()
        #expect(try await moving.rowsOnTarget() == copied.reduce(0) { $0 + $1.rows })
        let target = try await moving.openTarget()
        #expect(try await target.read { try $0.row("SELECT last_value FROM tries") { try $0.int(0) } } ?? 0 > 1)
        try await target.close()
    }

    @Test(
        "rows that come out differently, and rows that go missing, are noticed by table, and nothing is kept",
        arguments: [
            (
                "a text changed by one letter",
                """
                CREATE FUNCTION spoil() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN NEW.time_zone := replace(NEW.time_zone, 'U', 'u'); RETURN NEW; END $$
                """
            ),
            (
                "NULL where a number was",
                """
                CREATE FUNCTION spoil() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN NEW.first_name := coalesce(NEW.first_name, ''); RETURN NEW; END $$
                """
            ),
            (
                "a row left out",
                """
                CREATE FUNCTION spoil() RETURNS TRIGGER LANGUAGE plpgsql AS
                $$ BEGIN IF NEW.email = 'kim@example.com' THEN RETURN NULL; END IF; RETURN NEW; END $$
                """
            ),
        ] as [(String, SQL)])
    func damaged(_ what: String, _ spoil: SQL) async throws {
        let moving = try await MovingPractice.open()
        for name in ["jo", "kim"] { _ = try await moving.practice.register("\(name)@example.com") }
        try await Self.trap(
            moving, spoil, "CREATE TRIGGER trap BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spoil()")
        let refusal = await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(refusal?.status == 74)
        #expect(refusal?.sentence.hasPrefix("Table users came out differently, and nothing was kept: 3 rows") == true)
        #expect(try await moving.rowsOnTarget() == 0)
        try await Self.untrap(moving, "DROP TRIGGER trap ON users")
        _ = try await moving.copy()
    }

    @Test("what PostgreSQL cannot hold is told with its table")
    func refusedText() async throws {
        let moving = try await MovingPractice.open()
        try await moving.practice.run("UPDATE users SET last_name = 'a' || char(0) || 'b'")
        let refusal = await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(refusal?.sentence.hasPrefix("Table users could not be copied") == true, "\(refusal as Any)")
        try await moving.practice.run("UPDATE users SET last_name = CAST(x'61ff62' AS TEXT)")
        let bytes = await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(bytes?.sentence.contains("holds text that is not UTF-8") == true, "\(bytes as Any)")
        #expect(try await moving.rowsOnTarget() == 0)
    }

    @Test("a source in which a row lost its parent is told before anything is copied")
    func damagedSource() async throws {
        let moving = try await MovingPractice.open()
        try await moving.practice.app.database.close()
        try Self.orphan(moving.path)
        let refusal = await #expect(throws: Refusal.self) { try await moving.copy() }
        let sentence = "is damaged: a row of sessions refers to a row of users that is not there."
        #expect(refusal?.sentence.hasSuffix(sentence) == true, "\(refusal as Any)")
    }

    /// By sqlite3 itself, which does not keep foreign keys unless it is asked to.
    private static func orphan(_ path: String) throws {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        let program = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as db:
                db.execute("INSERT INTO sessions (user_id, created_at, expires_at) VALUES (99, 0, 0)")
            """
        python.arguments = ["python3", "-c", program, path]
        try python.run()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
    }
}
