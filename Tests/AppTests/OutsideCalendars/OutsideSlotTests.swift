import App
import Foundation
import Testing

@Suite("Slots beside calendars elsewhere")
struct OutsideSlotTests {
    private static let busy = KeptFeeds.busy(jan("06T12:30"), jan("06T13:05"))

    private static func without(_ starts: String...) -> [String] {
        LinkedPractice.free.filter { slot in !starts.contains { jan($0) == slot } }
    }

    @Test("what a calendar elsewhere says is busy is not offered, and is again once it is gone there")
    func subtracted() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        #expect(try await linked.slots() == Self.without("06T12:00", "06T13:00"))
        linked.practice.feeds.serve(KeptFeeds.busy(jan("06T09:00"), jan("06T10:00")))
        #expect(try await linked.slots() == Self.without("06T12:00", "06T13:00"), "not before it is looked at")
        try await linked.poll()
        #expect(try await linked.slots() == Self.without("06T09:00"))
        linked.practice.feeds.serve(KeptFeeds.calendar([]))
        try await linked.poll()
        #expect(try await linked.slots() == LinkedPractice.free)
    }

    @Test("days elsewhere take days, however many there are in a row")
    func holiday() async throws {
        let days = ["UID:h", "DTSTART;VALUE=DATE:20251220", "DTEND;VALUE=DATE:20260107"]
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([days]))
        #expect(try await linked.slots() == [])
        #expect(try await linked.jo.slots("2026-01-07").count == 8)
        let longest = try await linked.practice.numbers("SELECT MAX(end_cell - first_cell) FROM stretches")
        #expect(longest == [288])
    }

    @Test("a calendar that has not changed is asked for that alone, and changes nothing that slots are read from")
    func unchanged() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let (slots, version) = (try await linked.slots(), try await linked.version())
        linked.practice.feeds.forget()
        try await linked.poll()
        #expect(linked.practice.feeds.calls.map { $0.header("If-None-Match") != nil } == [true])
        // A server that knows no tags sends the same once more.
        linked.practice.feeds.answer { _, _ in .init(status: 200, headers: [:], body: Array(Self.busy.utf8)) }
        for _ in 0..<3 { try await linked.poll() }
        #expect(try await linked.version() == version)
        #expect(try await linked.slots() == slots)
        #expect(try await linked.state().text("read_at") == linked.practice.clock.now.formatted(.iso8601))
    }

    @Test("of a change only the difference is written")
    func difference() async throws {
        let morning = KeptFeeds.event(jan("07T09:00"), jan("07T10:00"), uid: "a")
        let noon = KeptFeeds.event(jan("07T12:00"), jan("07T13:00"), uid: "b")
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([morning, noon]))
        let before = try await linked.stretches()
        linked.practice.feeds.serve(
            KeptFeeds.calendar([noon, KeptFeeds.event(jan("07T15:00"), jan("07T16:00"), uid: "c")]))
        try await linked.poll()
        let after = try await linked.stretches()
        #expect(before.count == 2 && after.count == 2 && after[0] == before[1])
        #expect(try await linked.jo.slots("2026-01-07").contains(jan("07T09:00")))
    }

    @Test("who books is told that the time is not offered; who runs the practice why, and may take it knowingly")
    func hold() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let id = try await linked.jo.mustBook(jan("06T09:00"))
        // What slots have shown is older than what is known by now.
        linked.practice.feeds.serve(Self.busy)
        try await linked.poll()
        let refused = try await linked.jo.book(jan("06T12:00"))
        #expect(refused.status == 422 && refused.code == "slot_unavailable" && !refused.text.contains("alendar"))
        #expect(try await linked.jo.move(id, to: jan("06T13:00")).code == "slot_unavailable")
        let wish: [String: any Sendable] = [
            "service_id": linked.practice.service, "scheduled_at": jan("06T12:00"), "email": "ann@example.com",
        ]
        let told = try await linked.boss.post("/api/admin/bookings", wish)
        #expect(told.code == "slot_unavailable" && told.status == 422)
        #expect(try told.text("reason") == "calendar" && told.text("detail").hasPrefix("The host is busy elsewhere"))
        let knowingly = wish.merging(["ignore_calendars": true]) { $1 }
        let booked = try await linked.boss.post("/api/admin/bookings", knowingly)
        #expect(booked.status == 201, "\(booked)")
        let path = "/api/host/bookings/\(id)/reschedule"
        #expect(try await linked.boss.post(path, ["scheduled_at": jan("06T13:00")]).text("reason") == "calendar")
        let move: [String: any Sendable] = ["scheduled_at": jan("06T13:00"), "ignore_calendars": true]
        #expect(try await linked.boss.post(path, move).status == 200)
        // Nobody else can say so.
        let own: [String: any Sendable] = ["service_id": linked.practice.service, "ignore_calendars": true]
        #expect(try await linked.jo.book(jan("06T15:00"), own).complainedFields == ["ignore_calendars"])
        try await linked.practice.expectSoundCalendar()
    }

    @Test("buffers count: what is busy elsewhere right beside a booking refuses it")
    func buffers() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T10:00"), jan("06T10:30")))
        let service = try await linked.boss.addService("With a pause", 60, ["buffer_after": 15])
        #expect(try await !linked.jo.slots(linked.day, service: service).contains(jan("06T09:00")))
        #expect(try await linked.jo.book(jan("06T09:00"), service: service).code == "slot_unavailable")
        #expect(try await linked.jo.book(jan("06T09:00")).status == 201)
    }

    @Test("why there is no slot is told with the calendar's name, and never with what it is")
    func why() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Family"])
        let answer = try await linked.boss.get(
            "/api/host/services/\(linked.practice.service)/explain?date=\(linked.day)")
        let starts = try answer.array("starts").filter {
            try !$0.isNull("reason") && $0.text("reason") == "calendar"
        }
        #expect(try starts.map { try $0.text("starts_at") } == [jan("06T12:00"), jan("06T13:00")])
        let detail = try #require(starts.first).text("detail")
        #expect(detail == "Busy elsewhere. The calendar “Family” has something at this time.")
        #expect(!answer.text.contains("Dentist"))
    }

    @Test("a booking that its host has in that calendar too is no other appointment")
    func own() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]))
        let id = try await linked.jo.mustBook(jan("06T09:00"))
        let file = try await linked.boss.get("/api/bookings/\(id)/calendar.ics")
        #expect(file.text.contains("UID:booking-\(id)-"))
        linked.practice.feeds.serve(file.text)
        try await linked.poll()
        #expect(try await linked.stretches() == [])
        #expect(try await linked.jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await linked.slots() == LinkedPractice.free)
    }
}
