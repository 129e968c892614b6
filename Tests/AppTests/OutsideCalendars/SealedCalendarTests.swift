import App
import Foundation
import Testing

@Suite("Sealed addresses of calendars")
struct SealedCalendarTests {
    private static let old = "a secret for tests that is long enough"
    private static let new = "another secret for tests, as long as that"

    private static func sealed(_ practice: Practice) async throws -> [String] {
        try await practice.texts("SELECT sealed_url || ' ' || key_name FROM calendar_links")
    }

    @Test("a start under another secret seals anew what the one before had sealed; then that one is needed no more")
    func rotation() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        let before = try await Self.sealed(linked.practice)
        let changing = try await linked.practice.anotherServer {
            ($0.jwtSecret, $0.jwtSecretPrevious) = (Self.new, Self.old)
        }
        _ = try await changing.prepare()
        #expect(try await Self.sealed(linked.practice) != before)
        let changed = try await linked.practice.anotherServer(seed: 9) { $0.jwtSecret = Self.new }
        _ = try await changed.prepare()
        linked.practice.clock.move(seconds: 720)
        linked.practice.feeds.forget()
        try await changed.worker.runAllDue()
        #expect(linked.practice.feeds.calls.map(\.url) == [LinkedPractice.address])
    }

    @Test("one that cannot be opened keeps its state and says so, until its address is given anew")
    func lost() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        let other = try await linked.practice.anotherServer { $0.jwtSecret = Self.new }
        _ = try await other.prepare()
        linked.practice.clock.move(seconds: 720)
        linked.practice.feeds.forget()
        try await other.worker.runAllDue()
        #expect(linked.practice.feeds.calls.isEmpty)
        #expect(try await linked.stretches().count == 1)
        let problems = try await linked.practice.texts("SELECT problem FROM calendar_states")
        #expect(problems == ["unreadable"])
        let answer = try await Asker(app: other).post(
            "/api/auth/login", ["email": "boss@example.com", "password": Practice.password])
        let boss = Asker(app: other, token: try answer.text("token"))
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await boss.get("/api/host/calendars").array("calendars")[0].isNull("address"))
        #expect(try await boss.patch(path, ["url": LinkedPractice.address]).status == 200)
        try await other.worker.runAllDue()
        #expect(linked.practice.feeds.calls.map(\.url) == [LinkedPractice.address])
    }

    @Test("an address that stands at another calendar's place opens nothing there")
    func swapped() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        #expect(try await linked.boss.link("https://calendar.example/other.ics").status == 201)
        try await linked.practice.run(
            "UPDATE calendar_links SET sealed_url = (SELECT MAX(sealed_url) FROM calendar_links)")
        linked.practice.clock.move(seconds: 4_000)
        try await linked.practice.work()
        let problems = try await linked.practice.texts(
            "SELECT problem FROM calendar_states WHERE problem IS NOT NULL")
        #expect(problems == ["unreadable"])
    }
}
