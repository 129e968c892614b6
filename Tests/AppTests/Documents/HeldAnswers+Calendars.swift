import Foundation
import Testing

extension HeldAnswers {
    /// By a host for themselves, and by an admin for a host; one that is read, and one that is not.
    mutating func askCalendars(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        practice.feeds.serve(KeptFeeds.busy(jan("20T10:00"), jan("20T11:00")))
        let there: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("20T10:00"), "email": "ann@example.com",
        ]
        let booked = try await boss.post("/api/admin/bookings", there).object("booking").int("id")
        let wish: [String: any Sendable] = [
            "url": "https://calendar.example/private/basic.ics", "name": "Private", "time_zone": "Europe/Berlin",
            "own_addresses": ["ada@clinic.example"],
        ]
        let own = try await ask(boss, "POST /api/host/calendars", 201, body: wish).object("calendar").int("id")
        try await practice.work()
        try await ask(boss, "GET /api/host/calendars")
        // One that the calendar stands over, and that is kept.
        let list = try await ask(boss, "GET /api/host/bookings", query: "?from=\(jan("20T00:00"))")
        #expect(try list.array("bookings").first?.isNull("clash") == false)
        try await ask(boss, "GET /api/admin/bookings/:id", id: booked)
        for room in ["host", "admin"] { try await ask(boss, "POST /api/\(room)/bookings/:id/clash/keep", id: booked) }
        try await ask(boss, "PATCH /api/host/calendars/:id", id: own, body: ["blocks": false])
        try await ask(boss, "POST /api/host/calendars/:id/check", id: own)
        practice.feeds.fail(404)
        let (route, host) = ("/api/admin/hosts/:id/calendars", practice.bossID)
        let other = try await ask(boss, "POST \(route)", 201, id: host, body: ["url": "webcal://calendar.example/a"])
        let path = "/api/admin/hosts/\(host)/calendars/\(try other.object("calendar").int("id"))"
        try hold("POST \(route)/:calendar/check", 200, try await boss.post("\(path)/check"))
        try await ask(boss, "GET \(route)", id: host)
        try hold("PATCH \(route)/:calendar", 200, try await boss.patch(path, ["name": "Other"]))
        try await ask(boss, "GET /api/users/me/export")
    }
}
