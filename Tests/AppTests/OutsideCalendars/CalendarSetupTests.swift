import App
import Foundation
import Testing

@Suite("Linking calendars elsewhere")
struct CalendarSetupTests {
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))

    @Test("a calendar is linked, shown without its address, changed and unlinked; then its time is free again")
    func life() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Private"])
        var state = try await linked.state()
        #expect(try state.text("name") == "Private" && state.text("kind") == "feed" && state.isNull("time_zone"))
        #expect(try state.flag("blocks") && state.flag("tentative_blocks") && !state.flag("unanswered_blocks"))
        #expect(try state.int("stretches") == 1 && state.int("unread_events") == 0 && state.isNull("problem"))
        let path = "/api/host/calendars/\(linked.calendar)"
        let off = try await linked.boss.patch(path, ["blocks": false])
        #expect(try off.object("calendar").int("stretches") == 0 && off.object("calendar").isNull("next_look_at"))
        #expect(try await linked.slots() == LinkedPractice.free)
        linked.practice.feeds.forget()
        try await linked.poll()
        #expect(linked.practice.feeds.calls.isEmpty, "nobody looks at one that does not block")
        #expect(try await linked.boss.patch(path, ["blocks": true, "name": "Mine"]).status == 200)
        try await linked.practice.work()
        state = try await linked.state()
        #expect(try state.text("name") == "Mine" && state.int("stretches") == 1)
        #expect(try await linked.boss.delete(path).status == 204)
        #expect(try await linked.slots() == LinkedPractice.free)
        let left = try await linked.practice.numbers(
            """
            SELECT (SELECT COUNT(*) FROM calendar_links) + (SELECT COUNT(*) FROM calendar_states)
                + (SELECT COUNT(*) FROM jobs WHERE kind = 'calendar')
            """)
        #expect(left == [0])
        let actions = try await linked.practice.texts(
            "SELECT action FROM audit WHERE action LIKE 'calendar.%' ORDER BY id")
        #expect(actions == ["calendar.linked", "calendar.changed", "calendar.changed", "calendar.unlinked"])
    }

    @Test("other rules have the calendar read anew at once")
    func rules() async throws {
        let tentative = KeptFeeds.event(jan("06T12:00"), jan("06T13:00"), "STATUS:TENTATIVE")
        let free = KeptFeeds.event(jan("06T09:00"), jan("06T10:00"), uid: "2", "TRANSP:TRANSPARENT")
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([tentative, free]))
        func starts(_ fields: [String: any Sendable]) async throws -> [String] {
            let path = "/api/host/calendars/\(linked.calendar)"
            #expect(try await linked.boss.patch(path, fields).status == 200)
            try await linked.practice.work()
            let slots = try await linked.slots()
            return LinkedPractice.free.filter { !slots.contains($0) }
        }
        #expect(try await starts(["name": "The same"]) == [jan("06T12:00")])
        #expect(try await starts(["tentative_blocks": false]) == [])
        #expect(try await starts(["all_busy": true, "tentative_blocks": true]) == [jan("06T09:00"), jan("06T12:00")])
    }

    @Test("whole days are meant in the calendar's own zone, else in that of the host's hours")
    func zone() async throws {
        let day = KeptFeeds.calendar([["UID:d", "DTSTART;VALUE=DATE:20260106", "DTEND;VALUE=DATE:20260107"]])
        let linked = try await LinkedPractice.open(day)
        #expect(try await linked.stretches() == [Practice.cell(jan("06T00:00"))])
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.boss.patch(path, ["time_zone": "Asia/Tokyo"]).status == 200)
        try await linked.practice.work()
        #expect(try await linked.stretches() == [Practice.cell(jan("05T15:00"))])
    }

    @Test(
        "what is no address that may be asked is complained of",
        arguments: [
            "", "calendar", "ftp://calendar.example/a.ics", "http://calendar.example/a.ics",
            "https://jo:secret@calendar.example/a.ics", "https:///a.ics", "https://calendar.example/a b.ics",
            "https://calendar.example/" + String(repeating: "a", count: 2_000),
        ])
    func addresses(url: String) async throws {
        let practice = try await Practice.open()
        let answer = try await practice.boss().link(url)
        #expect(answer.status == 422 && answer.complainedFields == ["url"], "\(url): \(answer)")
        #expect(!answer.text.contains("secret"))
    }

    @Test("webcal means https; http is taken only where calendars of one's own network are")
    func schemes() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.boss().link("webcal://calendar.example/a.ics").status == 201)
        try await practice.work()
        #expect(practice.feeds.calls.map(\.url) == ["https://calendar.example/a.ics"])
        let home = try await Practice.open { $0.calendarsToPrivateNetwork = true }
        #expect(try await home.boss().link("http://nextcloud.lan/a.ics").status == 201)
    }

    @Test("there may be ten of one host, and each is its host's alone")
    func bounds() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        var last: Int64 = 0
        for index in 0..<10 {
            last = try await boss.link("https://calendar.example/\(index).ics").object("calendar").int("id")
        }
        #expect(try await boss.link("https://calendar.example/more.ics").complainedFields == ["url"])
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        #expect(try await eve.get("/api/host/calendars").array("calendars").isEmpty)
        #expect(try await eve.patch("/api/host/calendars/\(last)", ["name": "Hers"]).status == 404)
        #expect(try await eve.post("/api/host/calendars/\(last)/check").status == 404)
        #expect(try await eve.delete("/api/host/calendars/\(last)").status == 404)
        let others = "/api/admin/hosts/\(eve.userID)/calendars"
        #expect(try await boss.delete("\(others)/\(last)").status == 404)
        #expect(try await boss.post(others, ["url": "https://calendar.example/eve.ics"]).status == 201)
        #expect(try await eve.get("/api/host/calendars").array("calendars").count == 1)
    }

    @Test("a host who leaves takes the calendars along")
    func leaving() async throws {
        let practice = try await Practice.open()
        let (boss, eve) = (try await practice.boss(), try await practice.register("eve@example.com"))
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        practice.feeds.serve(Self.busy)
        #expect(try await eve.link(LinkedPractice.address).status == 201)
        try await practice.work()
        #expect(try await eve.get("/api/users/me/export").array("outside_calendars").count == 1)
        #expect(try await eve.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let left = try await practice.numbers(
            "SELECT (SELECT COUNT(*) FROM calendar_links) + (SELECT COUNT(*) FROM stretches)")
        #expect(left == [0])
    }
}
