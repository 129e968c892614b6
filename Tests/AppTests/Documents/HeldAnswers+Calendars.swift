import Foundation
import Testing

extension HeldAnswers {
    /// By a host for themselves, and by an admin for a host; one that is read, and one that is not.
    mutating func askCalendars(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        practice.feeds.serve(KeptFeeds.busy(jan("20T10:00"), jan("20T11:00")))
        let wish: [String: any Sendable] = [
            "url": "https://calendar.example/private/basic.ics", "name": "Private", "time_zone": "Europe/Berlin",
            "own_addresses": ["ada@clinic.example"],
        ]
        let own = try await ask(boss, "POST /api/host/calendars", 201, body: wish).object("calendar").int("id")
        try await practice.work()
        try await ask(boss, "GET /api/host/calendars")
        // The calendar stands over what was booked there before.
        let list = try await ask(boss, "GET /api/host/bookings", query: "?from=\(jan("20T00:00"))")
        let booked = try #require(try list.array("bookings").first { !$0.isNull("clash") }).int("id")
        try await ask(boss, "GET /api/admin/bookings/:id", id: booked)
        for room in ["host", "admin"] { try await ask(boss, "POST /api/\(room)/bookings/:id/clash/keep", id: booked) }
        try await ask(boss, "PATCH /api/host/calendars/:id", id: own, body: ["blocks": false])
        try await ask(boss, "POST /api/host/calendars/:id/check", id: own)
        practice.feeds.fail(404)
        try await askSearches(practice, boss)
        let (route, host) = ("/api/admin/hosts/:id/calendars", practice.bossID)
        let other = try await ask(boss, "POST \(route)", 201, id: host, body: ["url": "webcal://calendar.example/a"])
        let path = "/api/admin/hosts/\(host)/calendars/\(try other.object("calendar").int("id"))"
        try hold("POST \(route)/:calendar/check", 200, try await boss.post("\(path)/check"))
        try await ask(boss, "GET \(route)", id: host)
        try hold("PATCH \(route)/:calendar", 200, try await boss.patch(path, ["name": "Other"]))
        try await ask(boss, "GET /api/users/me/export")
    }

    /// One that finds calendars, one that leads to another server, and one that is let in nowhere.
    private mutating func askSearches(_ practice: Practice, _ boss: Asker) async throws {
        let server = CalDAVServer()
        practice.feeds.answer(server.answer)
        let (route, host) = ("/api/host/calendars/discover", practice.bossID)
        #expect(try await ask(boss, "POST \(route)", body: CalDAVServer.login).array("calendars").count == 2)
        let wrong = CalDAVServer.login.merging(["password": "wrong"]) { $1 }
        let admins = "POST /api/admin/hosts/:id/calendars/discover"
        #expect(try await ask(boss, admins, id: host, body: wrong).text("problem") == "wrong_password")
        server.change { $0.home = "https://p42.example/calendars/ada/" }
        #expect(try await ask(boss, "POST \(route)", body: CalDAVServer.login).text("other_server") == "p42.example")
        let wish = CalDAVServer.login.merging(
            ["kind": "caldav", "url": CalDAVServer.personal, "writes": true, "blocks": false]
        ) { $1 }
        try await ask(boss, "POST /api/host/calendars", 201, body: wish)
        practice.feeds.fail(404)
    }
}
