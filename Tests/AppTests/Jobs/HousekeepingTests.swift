import App
import Foundation
import Storage
import Synchronization
import Testing

@Suite("What is forgotten", .timeLimit(.minutes(10)))
struct HousekeepingTests {
    private static func sweep(_ practice: Practice) async throws {
        try await practice.app.database.write { try Housekeeping.plan(in: $0) }
        try await practice.work()
    }

    private static func days(_ practice: Practice, _ days: Double) { practice.clock.move(hours: 24 * days) }

    @Test("a mail at the age that the practice wants, however it ended, and none that is still to be sent")
    func mails() async throws {
        let practice = try await Practice.open { $0.ages.mailDays = 40 }
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T10:00"))
        try await practice.work()
        let first = try await practice.numbers("SELECT id FROM mails ORDER BY id")
        try #require(first.count >= 3)
        try await practice.run("UPDATE mails SET state = 'parked' WHERE id = \(first[0])")
        try await practice.run("UPDATE mails SET state = 'due' WHERE id = \(first[1])")
        Self.days(practice, 40)
        _ = try await practice.register("kim@example.com")
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT id FROM mails ORDER BY id").starts(with: first))
        practice.clock.move(seconds: 3_600)
        try await Self.sweep(practice)
        let left = try await practice.numbers("SELECT id FROM mails ORDER BY id")
        #expect(left.first == first[1] && left.count == 2)
    }

    @Test("a line of the audit trail at the age that the practice wants; bookings and their money stay")
    func audit() async throws {
        let practice = try await Practice.open { $0.ages.auditDays = 90 }
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        let lines: SQL = "SELECT id FROM audit ORDER BY id"
        let first = try await practice.numbers(lines)
        Self.days(practice, 90)
        try await Self.sweep(practice)
        #expect(try await practice.numbers(lines) == first)
        practice.clock.move(seconds: 3_600)
        #expect(try await practice.signIn("jo@example.com").patch("/api/users/me", ["first_name": "Jo"]).status == 200)
        try await Self.sweep(practice)
        let left = try await practice.texts("SELECT action FROM audit ORDER BY id")
        #expect(left == ["user.changed"])
        #expect(try await practice.numbers("SELECT id FROM bookings") == [id])
    }

    /// Writes as many lines of the audit trail as make up three sweeps.
    private static func fillTrail(_ practice: Practice) async throws {
        try await practice.app.database.write { tx in
            for number in 0..<25 {
                let rows = (0..<100).map { "(\(tx.now), 'made', \("{\"n\": \(number * 100 + $0)}"))" as SQL }
                try tx.run("INSERT INTO audit (at, action, detail) VALUES \(rows.joined(", "))")
            }
        }
    }

    @Test("more rows than one transaction deletes go in one hour, all the same")
    func many() async throws {
        let practice = try await Practice.open()
        try await Self.fillTrail(practice)
        Self.days(practice, 366)
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'made'") == [0])
    }

    @Test(
        "what must stay among the oldest holds up nothing behind it: lines of a clock that was ahead, mails still due")
    func behindWhatStays() async throws {
        let practice = try await Practice.open()
        let ahead = practice.clock.now.addingTimeInterval(500 * 86_400)
        try await practice.run(
            """
            INSERT INTO audit (at, action, detail) \(Self.numbers(to: 600))
            SELECT CAST(\(ahead) AS BIGINT), 'ahead', '{}' FROM numbers
            """)
        try await Self.fillTrail(practice)
        try await Self.addMails(practice, "due", 1_100)
        try await Self.addMails(practice, "sent", 2_500)
        Self.days(practice, 401)
        try await Self.sweep(practice)
        let lines: SQL = "SELECT action FROM audit WHERE action IN ('ahead', 'made') ORDER BY id"
        #expect(try await practice.texts(lines) == Array(repeating: "ahead", count: 600))
        let mails: SQL = "SELECT state FROM mails WHERE kind = 'notice' ORDER BY id"
        #expect(try await practice.texts(mails) == Array(repeating: "due", count: 1_100))
    }

    private static func addMails(_ practice: Practice, _ state: String, _ count: Int) async throws {
        let now = practice.clock.now
        try await practice.run(
            """
            INSERT INTO mails (kind, role, user_id, sequence, message_id, state, attempts, created_at, send_at)
            \(numbers(to: count))
            SELECT 'notice', 'account', CAST(\(practice.bossID) AS BIGINT), 0,
                CAST(\(state) AS TEXT) || CAST(n AS TEXT), CAST(\(state) AS TEXT), 0, CAST(\(now) AS BIGINT),
                CAST(\(now) AS BIGINT)
            FROM numbers
            """)
    }

    private static func numbers(to last: Int) -> SQL {
        """
        WITH RECURSIVE numbers (n) AS (
            SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < \(last))
        """
    }

    @Test("a server that stops waits for one transaction of a sweep; the rest goes at once at the next start")
    func stopped() async throws {
        let practice = try await Practice.open()
        try await practice.work()
        try await Self.fillTrail(practice)
        Self.days(practice, 366)
        let running = Mutex<Task<Void, any Error>?>(nil)
        // The job is claimed by the first write; the second and the third are sweeps.
        let writes = Mutex(0)
        let door = WrappedDatabase(
            practice.app.database,
            fateOfWrite: {
                let number = writes.withLock { count in
                    count += 1
                    return count
                }
                if number == 3 { running.withLock { $0 }?.cancel() }
                return .done
            })
        let server = try await practice.anotherServer(on: door)
        writes.withLock { $0 = 0 }
        try await practice.app.database.write { try Housekeeping.plan(in: $0) }
        let task = running.withLock { running in
            let task = Task { try await server.worker.run() }
            running = task
            return task
        }
        _ = await task.result
        let due: SQL = "SELECT due_at FROM jobs WHERE kind = 'housekeeping'"
        #expect(try await practice.numbers(due) == [Int64(practice.clock.now.timeIntervalSince1970)])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'made'") == [2_500])
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'made'") == [0])
    }
}
