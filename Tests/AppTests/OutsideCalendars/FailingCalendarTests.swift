import App
import Foundation
import Testing

@Suite("Mails about calendars that fail")
struct FailingCalendarTests {
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))

    private static func told(_ linked: LinkedPractice) -> [String] {
        linked.practice.letters.letters(to: "boss@example.com").filter { $0.subject.hasPrefix("A calendar cannot") }
            .map(\.text)
    }

    @Test("after an hour, and after a day, the host is told once each why, and what to do; then a calendar begins anew")
    func life() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Family"])
        let practice = linked.practice
        practice.feeds.fail(404)
        try await linked.poll()
        #expect(try await linked.state().text("problem") == "gone")
        try await practice.live(hours: 0.9)
        #expect(Self.told(linked).isEmpty)
        try await practice.live(hours: 2)
        let first = Self.told(linked)
        #expect(first.count == 1)
        for text in [
            "The calendar “Family” could not be read since Monday, 5 January 2026, 08:12",
            "There is no calendar at its address any more. Please enter the new one.",
            "What was read last still counts", "/practice/calendars",
        ] {
            #expect(first.allSatisfy { $0.contains(text) }, "\(text) in \(first)")
        }
        #expect(!first.joined().contains("private-3f6c2c0e"))
        try await practice.live(hours: 20)
        #expect(Self.told(linked).count == 1)
        try await practice.live(hours: 3)
        #expect(Self.told(linked).count == 2)
        #expect(Self.told(linked).last?.contains("For more than a day") == true)
        try await practice.live(hours: 48)
        #expect(Self.told(linked).count == 2)
        practice.feeds.serve(Self.busy)
        try await practice.live(hours: 2)
        #expect(try await linked.state().isNull("problem"))
        practice.feeds.fail(500)
        try await practice.live(hours: 3)
        #expect(Self.told(linked).count == 3)
    }

    @Test("a mail that could not be sent while the calendar failed is not sent once it works")
    func untrue() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        linked.practice.feeds.fail(404)
        try await linked.poll()
        linked.practice.letters.fail(LetterRefused())
        try await linked.practice.live(hours: 2)
        linked.practice.letters.fail(nil)
        linked.practice.feeds.serve(Self.busy)
        #expect(try await linked.boss.post("/api/host/calendars/\(linked.calendar)/check").status == 200)
        try await linked.practice.live(hours: 2)
        #expect(Self.told(linked).isEmpty)
        let states = try await linked.practice.texts("SELECT state FROM mails WHERE kind = 'calendar_trouble'")
        #expect(states == ["dropped"])
    }

    private struct LetterRefused: Error {}

    @Test("who changes a calendar that fails is told anew, and it is told in the host's language")
    func changed() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Familie"])
        #expect(try await linked.boss.patch("/api/users/me", ["locale": "de"]).status == 200)
        linked.practice.feeds.fail(401)
        try await linked.poll()
        try await linked.practice.live(hours: 3)
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.boss.patch(path, ["url": "https://calendar.example/new.ics"]).status == 200)
        try await linked.practice.live(hours: 4)
        let told = linked.practice.letters.letters(to: "boss@example.com").filter {
            $0.subject == "Ein Kalender ist nicht lesbar: Familie"
        }
        #expect(told.count == 2)
    }
}
