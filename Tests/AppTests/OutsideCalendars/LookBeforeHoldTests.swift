import App
import Foundation
import Testing
import Wire

@Suite("A look at calendars before time is taken")
struct LookBeforeHoldTests {
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))

    @Test("what came into the calendar since it was read refuses who books, and who moves")
    func fresh() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let id = try await linked.jo.mustBook(jan("06T09:00"))
        linked.practice.feeds.serve(Self.busy)
        linked.practice.clock.move(seconds: 61)
        #expect(try await linked.jo.book(jan("06T12:00")).code == "slot_unavailable")
        #expect(try await linked.slots().contains(jan("06T12:00")) == false, "it is written down")
        linked.practice.feeds.serve(KeptFeeds.busy(jan("06T14:00"), jan("06T15:00")))
        linked.practice.clock.move(seconds: 61)
        #expect(try await linked.jo.move(id, to: jan("06T14:00")).code == "slot_unavailable")
        #expect(try await linked.jo.move(id, to: jan("06T12:00")).status == 200)
        #expect(linked.practice.feeds.hurried == 2)
    }

    @Test("what was looked at within a minute is not looked at again, nor is one that fails")
    func seldom() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        linked.practice.feeds.forget()
        for hour in ["09", "10", "11"] { _ = try await linked.jo.mustBook(jan("06T\(hour):00")) }
        #expect(linked.practice.feeds.calls.isEmpty)
        linked.practice.feeds.fail(500)
        try await linked.poll()
        linked.practice.feeds.forget()
        linked.practice.clock.move(seconds: 61)
        _ = try await linked.jo.mustBook(jan("06T13:00"))
        #expect(linked.practice.feeds.calls.isEmpty)
    }

    @Test("where the calendar does not answer in time, what was known before decides, and that is no failure")
    func open() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        linked.practice.feeds.answer { _, _ in throw HTTPError.unreachable("calendar.example: Timeout was reached") }
        linked.practice.clock.move(seconds: 61)
        #expect(try await linked.jo.book(jan("06T12:00")).code == "slot_unavailable")
        #expect(try await linked.jo.book(jan("06T13:00")).status == 201)
        #expect(linked.practice.feeds.hurried == 1, "nobody waits for it twice in a minute")
        #expect(try await linked.state().isNull("problem"))
    }

    @Test("who books at the same moment waits for one look together")
    func together() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        linked.practice.feeds.serve(Self.busy)
        linked.practice.clock.move(seconds: 61)
        linked.practice.feeds.forget()
        let answers = try await atOnce(Array(0..<20)) { _ in try await linked.jo.book(jan("06T12:00")) }
        #expect(answers.allSatisfy { $0.code == "slot_unavailable" })
        #expect(linked.practice.feeds.hurried >= 1)
        #expect(try await linked.practice.numbers("SELECT COUNT(*) FROM taken_cells") == [0])
    }

    @Test("whoever may not see a booking makes nobody look, and waits for nothing that tells of it")
    func stranger() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let id = try await linked.jo.mustBook(jan("06T09:00"))
        let stranger = try await linked.practice.register("stranger@example.com")
        linked.practice.clock.move(seconds: 61)
        linked.practice.feeds.forget()
        #expect(try await stranger.move(id, to: jan("06T14:00")).status == 404)
        #expect(linked.practice.feeds.calls.isEmpty)
    }

    @Test("nobody waits where no calendar is linked")
    func none() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T12:00"))
        #expect(practice.feeds.calls.isEmpty)
    }
}
