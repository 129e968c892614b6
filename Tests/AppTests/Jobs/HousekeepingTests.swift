import App
import Foundation
import Storage
import Testing

@Suite("What is forgotten")
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

    @Test("more rows than one transaction deletes go in one hour, all the same")
    func many() async throws {
        let practice = try await Practice.open()
        try await practice.app.database.write { tx in
            for number in 0..<25 {
                let rows = (0..<100).map { "(\(tx.now), 'made', \("{\"n\": \(number * 100 + $0)}"))" as SQL }
                try tx.run("INSERT INTO audit (at, action, detail) VALUES \(rows.joined(", "))")
            }
        }
        Self.days(practice, 366)
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'made'") == [0])
    }
}
