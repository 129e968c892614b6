import App
import Foundation
import Testing
import Wire

@Suite("Calendar servers that people run", .serialized, .timeLimit(.minutes(10)))
struct CalendarServerTests {
    private static let login = [
        "user": CalendarPeer.credentials.user, "password": CalendarPeer.credentials.password,
    ]
    /// From long before the window on; the first one in January is an hour later, the second is left out.
    private static let weekly = KeptFeeds.calendar([
        [
            "UID:weekly", "DTSTAMP:20251101T000000Z", "DTSTART;TZID=Europe/Berlin:20251104T130000", "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=Europe/Berlin:20260113T130000", "SUMMARY:Choir",
        ],
        [
            "UID:weekly", "DTSTAMP:20251101T000000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20260106T130000",
            "DTSTART;TZID=Europe/Berlin:20260106T140000", "DURATION:PT1H", "SUMMARY:Choir",
        ],
    ])

    @Test(
        "a calendar is found, linked and read: a series with its changes, and what comes and goes",
        arguments: CalendarPeer.Kind.all)
    func reading(kind: CalendarPeer.Kind) async throws {
        let peer = try CalendarPeer(kind.program)
        let (practice, boss, jo) = try await Practice.openToServers()
        let wish = Self.login.merging(["url": peer.url(kind.home)]) { $1 }
        let found = try await boss.post("/api/host/calendars/discover", wish).array("calendars")
        #expect(try found.map { try $0.text("url") } == [peer.url(kind.calendar)])
        #expect(try found.allSatisfy { try $0.flag("writable") })
        if kind.asksForPassword {
            let wrong = try await boss.post("/api/host/calendars/discover", wish.merging(["password": "no"]) { $1 })
            #expect(try wrong.text("problem") == "wrong_password")
        }

        #expect(try await peer.send("PUT", kind.calendar + "w.ics", Self.weekly).status == 201)
        let link: [String: any Sendable] = Self.login.merging(["url": peer.url(kind.calendar), "kind": "caldav"]) { $1 }
        let answer = try await boss.post("/api/host/calendars", link)
        try #require(answer.status == 201, "\(answer)")
        try await practice.work()
        let linked = LinkedPractice(
            practice: practice, boss: boss, jo: jo, calendar: try answer.object("calendar").int("id"))
        #expect(try await linked.state().isNull("problem"))
        #expect(try await linked.taken() == [jan("06T13:00")])
        #expect(try await linked.jo.slots("2026-01-13").contains(jan("13T12:00")))
        #expect(try await !linked.jo.slots("2026-01-20").contains(jan("20T12:00")))

        // Nothing is new: one question, and nothing that slots are read from.
        let version = try await linked.version()
        practice.feeds.forget()
        try await linked.pollQuickly()
        #expect(practice.feeds.calls.map(\.method) == ["PROPFIND"])
        #expect(try await linked.version() == version)

        let nine = KeptFeeds.calendar([KeptFeeds.event(jan("06T09:00"), jan("06T10:00"), uid: "nine")])
        #expect(try await peer.send("PUT", kind.calendar + "n.ics", nine).status == 201)
        try await linked.pollQuickly()
        #expect(try await linked.taken() == [jan("06T09:00"), jan("06T13:00")])
        #expect(try await peer.send("DELETE", kind.calendar + "n.ics").status == kind.gone)
        practice.clock.move(seconds: 61)
        #expect(try await jo.book(jan("06T13:00")).code == "slot_unavailable")
        #expect(try await jo.book(jan("06T09:00")).status == 201, "seen by the look before the hold")
        #expect(try await linked.state().int("unread_events") == 0)
    }
}
