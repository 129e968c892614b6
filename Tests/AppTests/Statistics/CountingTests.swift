import App
import Domain
import Foundation
import Storage
import Testing

@Suite("Sums by day")
struct CountingTests {
    static let stories: [(seed: UInt64, zone: String)] = [
        (1, "Europe/Berlin"), (2, "America/St_Johns"), (3, "Pacific/Auckland"),
    ]

    @Test(
        "whatever was booked, moved, handed over, cancelled, closed, paid, given back: they are what the rows say",
        arguments: stories)
    func random(seed: UInt64, zone: String) async throws {
        let story = try await CountedStory(seed: seed, zone: zone)
        for step in 1...150 {
            try await story.act()
            if step.isMultiple(of: 25) { #expect(try await story.practice.wrongSums() == [], "step \(step)") }
        }
        #expect(story.deeds > 60)
        let sums: [SQL] = [
            "SELECT SUM(completed) FROM booked_days", "SELECT SUM(missed) FROM booked_days",
            "SELECT SUM(new_clients) FROM booked_days", "SELECT SUM(charged) FROM paid_days",
            "SELECT SUM(cancelled_week + cancelled_day + cancelled_late) FROM booked_days",
        ]
        for sum in sums {
            #expect(try await story.practice.numbers("SELECT CAST(COALESCE((\(sum)), 0) AS BIGINT)")[0] > 0, "\(sum)")
        }
        #expect(try await story.practice.numbers("SELECT COUNT(*) FROM changed_bookings") == [0])
    }

    @Test("whoever counts from the beginning comes to the same, part by part")
    func anew() async throws {
        let story = try await CountedStory(seed: 4, zone: "UTC")
        for _ in 0..<60 { try await story.act() }
        let practice = story.practice
        // As a practice is that was there before its sums were.
        let emptied: [SQL] = ["booked_days", "paid_days", "counting", "changed_bookings"]
        for table in emptied { try await practice.run("DELETE FROM \(table)") }
        #expect(try await practice.wrongSums() == [])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM booked_days")[0] > 0)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM counting WHERE counted_to IS NULL") == [1])
    }

    @Test("in another zone the days are others, and all is counted anew")
    func zones() async throws {
        let practice = try await Practice.openForLong { $0.standardZone = "UTC" }
        _ = try await practice.register("jo@example.com").mustBook(jan("06T16:00"))
        #expect(try await practice.app.statistics.catchUp())
        // 6 January 2026.
        #expect(try await practice.numbers("SELECT day FROM booked_days") == [20_459])
        try await practice.run("UPDATE counting SET time_zone = 'Pacific/Kiritimati'")
        try await practice.run("UPDATE booked_days SET day = day + 1")
        #expect(try await practice.wrongSums() == [])
        #expect(try await practice.numbers("SELECT day FROM booked_days") == [20_459])
    }

    @Test("housekeeping counts what nobody has looked at")
    func housekeeping() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.register("jo@example.com").mustBook(jan("06T16:00"))
        try await practice.app.prepare()
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM changed_bookings") == [0])
        #expect(try await practice.numbers("SELECT scheduled FROM booked_days") == [1])
    }

    @Test("a hold is not counted; once it is paid, it is, with its money")
    func holds() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.hold()
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM changed_bookings") == [0])
        _ = try await paid.paid(jan("08T13:00"))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM changed_bookings")[0] > 0)
        #expect(try await paid.practice.wrongSums() == [])
        #expect(try await paid.practice.numbers("SELECT scheduled FROM booked_days") == [1])
        #expect(try await paid.practice.numbers("SELECT charged FROM paid_days") == [10_000])
    }
}
