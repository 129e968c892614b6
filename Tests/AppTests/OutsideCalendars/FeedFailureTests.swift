import App
import Domain
import Foundation
import Testing
import Wire

@Suite("Calendars that fail")
struct FeedFailureTests {
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))

    @Test(
        "whatever comes instead of the calendar, the last state stays, and what is wrong is told",
        arguments: [
            (401, "", "refused"), (403, "", "refused"), (404, "", "gone"), (410, "", "gone"), (500, "", "failing"),
            (204, "", "failing"), (304, "", "failing"), (302, "", "redirected"),
            (200, "<!DOCTYPE html><title>Sign in</title>", "not_calendar"), (200, "", "not_calendar"),
            (200, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:2026", "not_calendar"),
        ])
    func kinds(status: Int, text: String, problem: String) async throws {
        // Without tags, so that nobody was asked whether it has changed.
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        linked.practice.feeds.answer { _, _ in .init(status: 200, headers: [:], body: Array(Self.busy.utf8)) }
        try await linked.poll()
        let (slots, version) = (try await linked.slots(), try await linked.version())
        #expect(!slots.contains(jan("06T12:00")))
        linked.practice.feeds.fail(status, [:], text)
        let read = try await linked.state().text("read_at")
        try await linked.poll()
        let state = try await linked.state()
        #expect(try state.text("problem") == problem, "\(status)")
        #expect(try state.text("problem_since") == linked.practice.clock.now.formatted(.iso8601))
        #expect(try !state.text("problem_detail").isEmpty && state.text("read_at") == read)
        #expect(try await linked.slots() == slots)
        #expect(try await linked.version() == version)
    }

    @Test("an address that leads into a private network, and an answer that is too large, are told apart")
    func transport() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let errors: [(HTTPError, String)] = [
            (.forbiddenAddress("10.0.0.1"), "private_network"), (.tooLarge(1), "too_large"),
            (.unreachable("calendar.example: no route"), "unreachable"),
        ]
        for (error, problem) in errors {
            linked.practice.feeds.answer { _, _ in throw error }
            #expect(try await linked.check().text("problem") == problem)
        }
        #expect(try await !linked.slots().contains(jan("06T12:00")))
    }

    @Test("it is asked again after 1, 5, 15 and 60 minutes, and every ten once it has answered")
    func patience() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        linked.practice.feeds.fail(503)
        try await linked.poll()
        for minutes in [1.0, 5, 15, 60, 60] {
            let wait = try await linked.wait()
            #expect((minutes * 60...minutes * 72).contains(wait), "\(wait)")
            linked.practice.clock.move(seconds: wait)
            try await linked.practice.work()
        }
        linked.practice.feeds.serve(Self.busy)
        linked.practice.clock.move(seconds: try await linked.wait())
        try await linked.practice.work()
        #expect(try await (600...720).contains(linked.wait()))
        let state = try await linked.state()
        #expect(state.isNull("problem") && state.isNull("problem_since"))
    }

    @Test("doctor tells which cannot be read, whose they are and since when")
    func doctor() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Private"])
        func findings() async -> [String] {
            await Doctor(settings: linked.practice.app.settings).findings().filter { $0.subject == "calendars" }
                .map(\.sentence)
        }
        #expect(await findings() == [])
        linked.practice.feeds.fail(404)
        #expect(try await linked.check().text("problem") == "gone")
        let since = DateText(catalogue: .english, zone: .utc).moment(linked.practice.clock.now)
        #expect(
            await findings() == [
                "“Private” of boss@example.com cannot be read since \(since). There is no calendar at its address any "
                    + "more. Please enter the new one."
            ])
    }

    @Test("one that wants somebody to sign in is asked once an hour, so that nobody is locked out there")
    func lock() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        linked.practice.feeds.fail(401)
        try await linked.poll()
        #expect(try await (3_600...4_320).contains(linked.wait()))
    }

    @Test("a calendar that was full is not believed to be empty all at once, unless its address is given anew")
    func emptied() async throws {
        let events = (0..<25).map { index in
            let day = String(format: "%02d", 7 + index / 8)
            let start = jan("\(day)T\(String(format: "%02d", 8 + index % 8)):00")
            return KeptFeeds.event(start, start.replacing(":00:00Z", with: ":30:00Z"), uid: "\(index)")
        }
        let linked = try await LinkedPractice.open(KeptFeeds.calendar(events))
        #expect(try await linked.stretches().count == 25)
        linked.practice.feeds.serve(KeptFeeds.calendar([]))
        try await linked.poll()
        #expect(try await linked.state().text("problem") == "emptied")
        #expect(try await linked.stretches().count == 25)
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.boss.patch(path, ["url": LinkedPractice.address]).status == 200)
        try await linked.practice.work()
        #expect(try await linked.stretches().isEmpty)
        #expect(try await linked.state().isNull("problem"))
    }

    @Test("a calendar that moved is followed three times at most, and never to where nothing is encrypted")
    func redirects() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        linked.practice.feeds.answer { call, _ in
            if call.url == "https://other.example/b/c.ics" {
                return .init(status: 200, headers: [:], body: Array(Self.busy.utf8))
            }
            let next = call.url.hasSuffix("/b/a") ? "c.ics" : "https://other.example/b/a"
            return .init(status: 301, headers: ["location": next], body: [])
        }
        #expect(try await linked.check().isNull("problem"))
        #expect(try await !linked.slots().contains(jan("06T12:00")))
        for next in ["http://calendar.example/a.ics", LinkedPractice.address, "file:///etc/passwd", "", "//"] {
            linked.practice.feeds.forget()
            linked.practice.feeds.fail(302, ["location": next])
            #expect(try await linked.check().text("problem") == "redirected", "\(next)")
            #expect(linked.practice.feeds.calls.count <= 4)
        }
    }

    @Test("all is read anew before the end of what was read comes into sight, though nothing has changed")
    func window() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let until = try await linked.practice.numbers("SELECT read_until FROM calendar_states")
        linked.practice.clock.move(hours: 20 * 24)
        try await linked.poll()
        #expect(try await linked.practice.numbers("SELECT read_until FROM calendar_states") == until)
        linked.practice.clock.move(hours: 5 * 24)
        linked.practice.feeds.forget()
        try await linked.poll()
        #expect(linked.practice.feeds.calls.map { $0.header("If-None-Match") } == [nil])
        #expect(try await linked.practice.numbers("SELECT read_until FROM calendar_states")[0] > until[0])
    }

    @Test("a server that says for ever that nothing has changed is not believed once what was read comes to its end")
    func lying() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let until = try await linked.practice.numbers("SELECT read_until FROM calendar_states")
        linked.practice.feeds.fail(304)
        linked.practice.clock.move(hours: 20 * 24)
        try await linked.poll()
        #expect(try await linked.state().isNull("problem"))
        linked.practice.clock.move(hours: 5 * 24)
        linked.practice.feeds.forget()
        try await linked.poll()
        #expect(linked.practice.feeds.calls.map { $0.header("If-None-Match") } == [nil], "nobody asks what has changed")
        #expect(try await linked.state().text("problem") == "failing")
        #expect(try await linked.practice.numbers("SELECT read_until FROM calendar_states") == until)
        #expect(try await linked.stretches().count == 1)
        linked.practice.feeds.serve(Self.busy)
        #expect(try await linked.check().isNull("problem"))
        #expect(try await linked.practice.numbers("SELECT read_until FROM calendar_states")[0] > until[0])
    }
}
