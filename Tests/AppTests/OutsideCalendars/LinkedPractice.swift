import App
import Foundation
import Testing

/// A practice whose host has a calendar elsewhere, and a client.
struct LinkedPractice {
    static let address = "https://calendar.example/private-3f6c2c0e/basic.ics"

    let practice: Practice
    let boss: Asker
    let jo: Asker
    let calendar: Int64
    let day = "2026-01-06"

    /// With that calendar, read once.
    static func open(
        _ text: String, _ fields: [String: any Sendable] = [:], on engine: Engine = .chosen,
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> LinkedPractice {
        let practice = try await Practice.openForLong(on: engine, change)
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        practice.feeds.serve(text)
        let linked = try await boss.link(address, fields)
        try #require(linked.status == 201, "\(linked)")
        try await practice.work()
        return LinkedPractice(
            practice: practice, boss: boss, jo: jo, calendar: try linked.object("calendar").int("id"))
    }

    /// Of the host's calendar as the API tells it.
    func state() async throws -> Fields {
        let all = try await boss.get("/api/host/calendars").array("calendars")
        return try #require(try all.first { try $0.int("id") == calendar })
    }

    func slots() async throws -> [String] { try await jo.slots(day) }

    /// Moves the clock to when the calendar is looked at again at the latest, and works.
    func poll() async throws {
        practice.clock.move(seconds: 720)
        try await practice.work()
    }

    /// Looks now, and tells what was seen.
    func check() async throws -> Fields {
        let answer = try await boss.post("/api/host/calendars/\(calendar)/check")
        try #require(answer.status == 200, "\(answer)")
        return try answer.object("calendar")
    }

    /// In how many seconds the calendar is looked at next.
    func wait() async throws -> Double {
        let due = try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'calendar'")
        return Double(try #require(due.first)) - practice.clock.now.timeIntervalSince1970
    }

    func stretches() async throws -> [Int64] {
        try await practice.numbers(
            "SELECT first_cell FROM stretches WHERE owner = 'outside_calendar' ORDER BY first_cell")
    }

    func version() async throws -> [Int64] {
        try await practice.numbers("SELECT CAST(SUM(version) AS BIGINT) FROM calendar_versions")
    }

    /// Slots of that day on which nothing is.
    static let free = (9...16).map { jan("06T" + String(format: "%02d:00", $0)) }
}

extension Asker {
    func link(_ url: String, _ fields: [String: any Sendable] = [:]) async throws -> Answer {
        try await post("/api/host/calendars", ["url": url].merging(fields) { _, own in own })
    }
}
