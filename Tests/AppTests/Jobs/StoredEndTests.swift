import App
import Foundation
import Storage
import Testing

/// What was written down while the clock was twenty days ahead, once it is right again.
@Suite("A clock that was ahead")
struct StoredEndTests {
    private static let days = 20.0

    /// Does something while the clock is ahead, sets it right, and lets the server look after itself.
    private static func ahead(_ practice: Practice, _ deed: () async throws -> Void) async throws {
        practice.clock.move(hours: 24 * days)
        try await deed()
        practice.clock.move(hours: -24 * days)
        try await practice.app.noteAgain()
    }

    @Test("a lock-out lasts no longer than any other")
    func lockOut() async throws {
        let practice = try await Practice.open()
        let wrong = ["email": "boss@example.com", "password": "not the password"]
        try await Self.ahead(practice) {
            for _ in 1...11 { _ = try await practice.visitor.post("/api/auth/login", wrong) }
        }
        _ = try await practice.boss()
    }

    @Test("a lock-out of a clock that is a little ahead counts as any other")
    func skew() async throws {
        let practice = try await Practice.open { $0.rateLimits = true }
        let limits = ["email": "boss@example.com", "password": "not the password"]
        practice.clock.move(seconds: 60)
        for _ in 1...10 { _ = try await practice.visitor.post("/api/auth/login", limits) }
        practice.clock.move(seconds: -60)
        #expect(try await practice.visitor.post("/api/auth/login", limits).status == 429)
    }

    @Test("a session lives no longer than any other")
    func session() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        try await Self.ahead(practice) { _ = try await practice.register("jo@example.com") }
        let latest = practice.clock.now.addingTimeInterval(30 * 86_400 + 300)
        let ends = try await practice.numbers("SELECT MAX(expires_at) FROM sessions")
        #expect(ends == [Int64(latest.timeIntervalSince1970)])
    }

    @Test("a job that was leased then is taken at once")
    func lease() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        let end = practice.clock.now.addingTimeInterval(Self.days * 86_400)
        try await practice.run("UPDATE jobs SET leased_until = \(end) WHERE kind = 'mail'")
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0])
        #expect(!practice.letters.all.isEmpty)
    }

    @Test("mails and the housekeeping that were put off then are done at once; reminders stay where they are")
    func jobs() async throws {
        let practice = try await Practice.openForLong()
        try await practice.app.prepare()
        _ = try await practice.boss().mustBook(jan("29T09:00"))
        let end = practice.clock.now.addingTimeInterval(Self.days * 86_400)
        try await practice.run("UPDATE jobs SET due_at = \(end) WHERE kind IN ('mail', 'housekeeping')")
        let reminders = try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'remind' ORDER BY id")
        try await practice.work()
        #expect(practice.letters.all.isEmpty)
        try await practice.app.noteAgain()
        try await practice.work()
        #expect(!practice.letters.all.isEmpty)
        let hour = Int64(practice.clock.now.timeIntervalSince1970) + 3_600
        #expect(try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'housekeeping'") == [hour])
        #expect(
            try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'remind' ORDER BY id") == reminders)
    }

    @Test("a start bounds what the last run left")
    func start() async throws {
        let practice = try await Practice.openForLong()
        try await practice.app.prepare()
        let end = practice.clock.now.addingTimeInterval(Self.days * 86_400)
        try await practice.run("UPDATE jobs SET due_at = \(end) WHERE kind = 'housekeeping'")
        try await practice.app.prepare()
        let now = Int64(practice.clock.now.timeIntervalSince1970)
        #expect(try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'housekeeping'") == [now])
    }

    @Test("a hold ends within a day")
    func hold() async throws {
        let paid = try await PaidPractice.open()
        let practice = paid.practice
        let end = practice.clock.now.addingTimeInterval(Self.days * 86_400)
        let held = try await paid.hold(jan("29T10:00"))
        try await practice.run("UPDATE bookings SET hold_expires_at = \(end)")
        try await practice.run("UPDATE jobs SET due_at = \(end) WHERE kind = 'hold'")
        try await practice.app.noteAgain()
        practice.clock.move(seconds: 86_400 + 301)
        try await practice.work()
        #expect(try await paid.status(held.id) == "expired canceled")
    }

    @Test("a link for a new password is not good for longer than an hour")
    func link() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com")
        var token = ""
        try await Self.ahead(practice) { token = try await practice.forgotten("jo@example.com") }
        let reset = ["token": token, "password": "another correct horse"]
        #expect(try await practice.visitor.post("/api/auth/reset-password", reset).code == "link_expired")
    }
}
