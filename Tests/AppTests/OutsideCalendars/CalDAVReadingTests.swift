import App
import Foundation
import Testing
import Wire

@Suite("Calendars that are read by CalDAV")
struct CalDAVReadingTests {
    private static let noon = KeptFeeds.event(jan("06T12:00"), jan("06T13:00"), uid: "noon")
    /// Every Tuesday, from before the window.
    private static let weekly = KeptFeeds.event(
        "2025-11-04T15:00:00Z", "2025-11-04T16:00:00Z", uid: "weekly", "RRULE:FREQ=WEEKLY")
    private static let dates = KeptFeeds.event(
        "2025-11-04T10:00:00Z", "2025-11-04T11:00:00Z", uid: "dates", "RDATE:20260106T100000Z")

    @Test("what stands in it is not offered: single events, series that began long before, and dates that are listed")
    func read() async throws {
        let server = CalDAVServer()
        server.enter(Self.noon, as: "noon")
        server.enter(Self.weekly, as: "weekly")
        server.enter(Self.dates, as: "dates")
        let linked = try await LinkedPractice.open(server, ["name": "Personal"])
        #expect(try await linked.taken() == [jan("06T10:00"), jan("06T12:00"), jan("06T15:00")])
        let state = try await linked.state()
        #expect(try state.text("kind") == "caldav" && state.text("name") == "Personal" && state.isNull("problem"))
        #expect(try state.text("address") == "cloud.example …nal/" && !state.flag("writes"))
        #expect(try state.text("titles") == "private" && state.int("unread_events") == 0)
        #expect(server.calls.allSatisfy { $0.credentials != nil && !$0.url.contains("app-pass") })
    }

    @Test("a change is seen within two minutes; without one a single question is asked, and nothing of slots changes")
    func poll() async throws {
        let server = CalDAVServer()
        server.enter(Self.noon, as: "noon")
        let linked = try await LinkedPractice.open(server)
        let version = try await linked.version()
        server.forget()
        for _ in 0..<3 { try await linked.pollQuickly() }
        #expect(server.lines == Array(repeating: "PROPFIND /calendars/ada/personal/", count: 3))
        #expect(try await linked.version() == version)
        server.enter(Self.weekly, as: "weekly")
        try await linked.pollQuickly()
        #expect(try await linked.taken() == [jan("06T12:00"), jan("06T15:00")])
        server.remove("noon")
        try await linked.pollQuickly()
        #expect(try await linked.taken() == [jan("06T15:00")])
        server.remove("weekly")
        try await linked.pollQuickly()
        #expect(try await linked.taken() == [])
    }

    @Test("what changes the server's mark but no event costs one reading, and nothing that slots are read from")
    func touched() async throws {
        let server = CalDAVServer()
        server.enter(Self.noon, as: "noon")
        let linked = try await LinkedPractice.open(server)
        let version = try await linked.version()
        server.change { $0.version += 1 }
        server.forget()
        for _ in 0..<3 { try await linked.pollQuickly() }
        #expect(server.lines.count { $0.hasPrefix("REPORT") } == 3)
        #expect(server.lines.count { $0 == "PROPFIND /calendars/ada/personal/" } == 3)
        #expect(try await linked.version() == version)
    }

    @Test("a server that knows no marks is asked for everything, and as seldom as a feed")
    func untagged() async throws {
        let server = CalDAVServer()
        server.change { $0.knowsTags = false }
        server.enter(Self.noon, as: "noon")
        let linked = try await LinkedPractice.open(server)
        let version = try await linked.version()
        server.forget()
        try await linked.pollQuickly()
        #expect(server.calls.isEmpty)
        for _ in 0..<2 { try await linked.poll() }
        #expect(server.lines.count { $0.hasPrefix("REPORT") } == 6)
        #expect(try await linked.version() == version)
        server.enter(Self.weekly, as: "weekly")
        try await linked.poll()
        #expect(try await linked.taken() == [jan("06T12:00"), jan("06T15:00")])
    }

    @Test("a server that knows no filter by properties is believed for the window")
    func filters() async throws {
        let server = CalDAVServer()
        server.enter(Self.noon, as: "noon")
        server.change { state in
            state.instead = { call in
                guard call.method == "REPORT", String(decoding: call.body ?? [], as: UTF8.self).contains("prop-filter")
                else { return nil }
                let error =
                    "<D:error xmlns:D='DAV:'><supported-filter xmlns='urn:ietf:params:xml:ns:caldav'/></D:error>"
                return HTTPReply(status: 403, headers: [:], body: Array(error.utf8))
            }
        }
        let linked = try await LinkedPractice.open(server)
        #expect(try await linked.taken() == [jan("06T12:00")])
        #expect(try await linked.state().isNull("problem"))
    }

    @Test("an invitation that its host has declined takes nothing, by whichever address the server knows the host")
    func declined() async throws {
        let server = CalDAVServer()
        server.enter(Self.noon + ["ATTENDEE;PARTSTAT=DECLINED:mailto:ada@cloud.example"], as: "noon")
        server.enter(
            KeptFeeds.event(
                jan("06T09:00"), jan("06T10:00"), uid: "b", "ATTENDEE;PARTSTAT=DECLINED:mailto:boss@example.com"),
            as: "b")
        server.enter(
            KeptFeeds.event(
                jan("06T14:00"), jan("06T15:00"), uid: "c", "ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.com"),
            as: "c")
        #expect(try await LinkedPractice.open(server).taken() == [jan("06T14:00")])
    }

    @Test("who books has it looked at before, as it is then")
    func hold() async throws {
        let server = CalDAVServer()
        let linked = try await LinkedPractice.open(server)
        server.enter(Self.noon, as: "noon")
        linked.practice.clock.move(seconds: 61)
        #expect(try await linked.jo.book(jan("06T12:00")).code == "slot_unavailable")
        #expect(linked.practice.feeds.hurried == 5)
    }

    @Test("a booking that its host has there is no other appointment")
    func own() async throws {
        let server = CalDAVServer()
        let linked = try await LinkedPractice.open(server)
        let id = try await linked.jo.mustBook(jan("06T09:00"))
        let file = try await linked.boss.get("/api/bookings/\(id)/calendar.ics")
        server.change { $0.put(file.text, at: "/calendars/ada/personal/own.ics") }
        try await linked.pollQuickly()
        #expect(try await linked.stretches() == [])
    }
}
