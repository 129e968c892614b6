import App
import Foundation
import Testing

@Suite("Calendars that come over bookings")
struct ClashTests {
    @Test("an event over a booking leaves it as it is; those who run the practice see it until it has gone there")
    func life() async throws {
        let clashed = try await ClashedPractice.open()
        #expect(try await clashed.booking().isNull("clash"))
        try await clashed.turns(ClashedPractice.over)
        let seen = clashed.practice.clock.now.formatted(.iso8601)
        let booking = try await clashed.booking()
        #expect(try booking.text("status") == "scheduled" && booking.text("scheduled_at") == ClashedPractice.noon)
        let clash = try booking.object("clash")
        #expect(clash.names == ["calendar", "starts_at", "ends_at", "seen_at"])
        #expect(try clash.text("calendar") == "Family" && clash.text("seen_at") == seen)
        #expect(try clash.text("starts_at") == jan("06T12:30") && clash.text("ends_at") == jan("06T13:05"))
        for list in ["/api/host/bookings", "/api/admin/bookings"] {
            #expect(try await !clashed.boss.get(list).array("bookings")[0].isNull("clash"), "\(list)")
        }
        // It moves a little, and is the same.
        try await clashed.turns(KeptFeeds.busy(jan("06T11:30"), jan("06T12:10")))
        #expect(try await clashed.booking().object("clash").text("starts_at") == jan("06T11:30"))
        #expect(try await clashed.booking().object("clash").text("seen_at") == seen)
        try await clashed.turns(KeptFeeds.calendar([]))
        #expect(try await !clashed.isClashing())
    }

    @Test("its client, and other programs, learn nothing of it")
    func secrecy() async throws {
        let clashed = try await ClashedPractice.open()
        try await clashed.turns(ClashedPractice.over)
        let jo = clashed.linked.jo
        for path in ["/api/bookings", "/api/bookings/\(clashed.id)", "/api/users/me/export"] {
            let answer = try await jo.get(path)
            #expect(answer.status == 200, "\(path)")
            #expect(!answer.text.contains("clash") && !answer.text.contains("Family"), "\(path)")
        }
        // The host at the client's door sees what clients see.
        #expect(try await !clashed.boss.get("/api/bookings/\(clashed.id)").text.contains("clash"))
        #expect(clashed.told("jo@example.com") == 0)
        let trail = try await clashed.boss.get("/api/host/bookings/\(clashed.id)/history")
        #expect(!trail.text.contains("Dentist"))
    }

    @Test("what is kept is marked no more, also where the event moves; keeping it again changes nothing")
    func kept() async throws {
        let clashed = try await ClashedPractice.open()
        try await clashed.turns(ClashedPractice.over)
        let path = "/api/host/bookings/\(clashed.id)/clash/keep"
        for _ in 0..<2 {
            let answer = try await clashed.boss.post(path)
            #expect(try answer.status == 200 && answer.object("booking").isNull("clash"), "\(answer)")
        }
        let trail = try await clashed.practice.texts("SELECT action FROM audit WHERE action = 'booking.clash_kept'")
        #expect(trail.count == 1)
        try await clashed.turns(KeptFeeds.busy(jan("06T12:00"), jan("06T12:30")))
        #expect(try await !clashed.isClashing())
        #expect(clashed.told() == 1)
        #expect(try await clashed.linked.jo.post(path).status == 403)
    }

    @Test("a booking that is moved away is free of it, and begins anew at its other time")
    func moved() async throws {
        let clashed = try await ClashedPractice.open()
        try await clashed.turns(ClashedPractice.over)
        #expect(try await clashed.boss.move(clashed.id, to: jan("06T15:00"), under: "/api/host/bookings").status == 200)
        #expect(try await !clashed.isClashing())
        try await clashed.turns(KeptFeeds.busy(jan("06T15:30"), jan("06T16:00")))
        #expect(try await clashed.isClashing())
        #expect(clashed.told() == 2)
    }

    @Test("what was booked or moved over a calendar knowingly is no clash")
    func knowingly() async throws {
        let clashed = try await ClashedPractice.open(jan("06T09:00"))
        try await clashed.turns(ClashedPractice.over)
        let wish: [String: any Sendable] = [
            "service_id": clashed.practice.service, "scheduled_at": jan("06T13:00"), "email": "ann@example.com",
            "ignore_calendars": true,
        ]
        let booked = try await clashed.boss.post("/api/admin/bookings", wish)
        #expect(try booked.status == 201 && booked.object("booking").isNull("clash"), "\(booked)")
        let move: [String: any Sendable] = ["scheduled_at": jan("06T12:00"), "ignore_calendars": true]
        let moved = try await clashed.boss.post("/api/host/bookings/\(clashed.id)/reschedule", move)
        #expect(try moved.status == 200 && moved.object("booking").isNull("clash"), "\(moved)")
        // Read anew, as the same and as another.
        for end in ["13:10", "13:20"] { try await clashed.turns(KeptFeeds.busy(jan("06T12:30"), jan("06T\(end)"))) }
        let list = try await clashed.boss.get("/api/host/bookings").array("bookings")
        #expect(list.count == 2 && list.allSatisfy { $0.isNull("clash") })
        #expect(clashed.told() == 0)
    }

    @Test("what is busy in a booking's buffers alone, or is over, is no clash")
    func beside() async throws {
        let clashed = try await ClashedPractice.open()
        let service = try await clashed.boss.addService("With a pause", 60, ["buffer_after": 30])
        _ = try await clashed.linked.jo.mustBook(jan("06T14:00"), service: service)
        try await clashed.turns(KeptFeeds.busy(jan("06T15:00"), jan("06T15:30")))
        let list = try await clashed.boss.get("/api/host/bookings").array("bookings")
        #expect(list.count == 2 && list.allSatisfy { $0.isNull("clash") })
        try await clashed.turns(ClashedPractice.over)
        #expect(try await clashed.isClashing())
        try await clashed.practice.live(hours: 29)
        #expect(try await !clashed.isClashing(), "its start has come")
        try await clashed.practice.app.prepare()
        try await clashed.practice.live(hours: 48)
        #expect(try await clashed.practice.numbers("SELECT COUNT(*) FROM booking_clashes") == [0])
    }

    @Test("a calendar that is switched off, or unlinked, stands over nothing", arguments: [true, false])
    func unlinked(isDeleted: Bool) async throws {
        let clashed = try await ClashedPractice.open()
        try await clashed.turns(ClashedPractice.over)
        #expect(try await clashed.isClashing())
        let path = "/api/host/calendars/\(clashed.linked.calendar)"
        if isDeleted {
            #expect(try await clashed.boss.delete(path).status == 204)
        } else {
            #expect(try await clashed.boss.patch(path, ["blocks": false]).status == 200)
        }
        #expect(try await !clashed.isClashing())
        #expect(try await clashed.boss.get("/api/host/bookings").array("bookings")[0].isNull("clash"))
    }

    @Test("bookings that are handed over are held against the calendars of their new host")
    func handOver() async throws {
        let clashed = try await ClashedPractice.open()
        let (practice, boss) = (clashed.practice, clashed.boss)
        try await clashed.turns(ClashedPractice.over)
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        practice.feeds.serve(KeptFeeds.busy(jan("06T11:00"), jan("06T12:30")))
        #expect(try await eve.link("https://calendar.example/eve.ics", ["name": "Hers"]).status == 201)
        try await practice.work()
        let given = try await boss.post(
            "/api/admin/hosts/\(practice.bossID)/hand-over", ["to_host_id": eve.userID])
        #expect(given.status == 200, "\(given)")
        try await practice.work()
        #expect(try await clashed.booking().object("clash").text("calendar") == "Hers")
        #expect(clashed.told() == 1 && clashed.told("eve@example.com") == 1)
    }
}
