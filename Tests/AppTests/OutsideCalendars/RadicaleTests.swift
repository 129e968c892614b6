import App
import Foundation
import Testing
import Wire

@Suite("Radicale", .timeLimit(.minutes(5)))
struct RadicaleTests {
    @Test("its calendar is found by the server's address, linked, and read: a series, a change, and what is taken away")
    func tour() async throws {
        let peer = try CalendarPeer("radicale_peer.py")
        let practice = try await Practice.openForLong { $0.calendarsToPrivateNetwork = true }
        practice.feeds.answer(CalendarSender.http(toPrivateNetwork: true).send)
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        var wish: [String: any Sendable] = ["url": peer.url(), "user": "ada", "password": "app-pass-word-1"]
        let found = try await boss.post("/api/host/calendars/discover", wish).array("calendars")
        #expect(try found.map { try $0.text("name") } == ["Personal"])
        #expect(try found[0].flag("writable"))
        let wrong = try await boss.post("/api/host/calendars/discover", wish.merging(["password": "no"]) { $1 })
        #expect(try wrong.text("problem") == "wrong_password")

        (wish["url"], wish["kind"]) = (try found[0].text("url"), "caldav")
        #expect(try await boss.post("/api/host/calendars", wish).status == 201)
        try await practice.work()
        let linked = LinkedPractice(
            practice: practice, boss: boss, jo: jo,
            calendar: try await boss.get("/api/host/calendars").array("calendars")[0].int("id"))
        #expect(try await linked.state().isNull("problem"))
        #expect(try await linked.taken() == [])

        let weekly = KeptFeeds.event(
            "2025-11-04T15:00:00Z", "2025-11-04T16:00:00Z", uid: "weekly", "RRULE:FREQ=WEEKLY")
        #expect(try await peer.send("PUT", "/ada/personal/w.ics", KeptFeeds.calendar([weekly])).status == 201)
        let noon = KeptFeeds.event(jan("06T12:00"), jan("06T13:00"), uid: "noon")
        #expect(try await peer.send("PUT", "/ada/personal/n.ics", KeptFeeds.calendar([noon])).status == 201)
        try await linked.pollQuickly()
        #expect(try await linked.taken() == [jan("06T12:00"), jan("06T15:00")])

        let version = try await linked.version()
        practice.feeds.forget()
        try await linked.pollQuickly()
        #expect(practice.feeds.calls.map(\.method) == ["PROPFIND"])
        #expect(try await linked.version() == version)

        #expect(try await peer.send("DELETE", "/ada/personal/n.ics").status == 200)
        practice.clock.move(seconds: 61)
        #expect(try await jo.book(jan("06T15:00")).code == "slot_unavailable")
        #expect(try await jo.book(jan("06T12:00")).status == 201, "seen by the look before the hold")
    }
}
