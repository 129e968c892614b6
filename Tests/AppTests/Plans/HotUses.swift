import App
import Foundation
import Storage
import Testing

/// What a busy day brings: every kind of request that reads or writes the large tables, and the worker's work.
struct HotUses {
    let app: App
    let practice: Practice
    let book: PlanBook
    /// Tells one day from another, where a deed can be done once only.
    let day: Int

    func carryOut() async throws {
        let client = try await asker("client1@example.com")
        try await read(as: try await asker(YearOfRows.weekly))
        try await meet(client)
        try await host(as: try await asker("host1@example.com"))
        try await administrate(as: try await asker("boss@example.com"))
        try await comeAndGo()
        try await work()
    }

    private var visitor: Asker { Asker(app: app, token: nil) }

    private func asker(_ email: String) async throws -> Asker {
        book.begin("login")
        let answer = try await visitor.post("/api/auth/login", ["email": email, "password": Practice.password])
        return Asker(app: app, token: try answer.text("token"))
    }

    /// Asks, and goes on only where it was done.
    private func ask(
        _ asker: Asker, _ method: String, _ path: String, _ body: [String: any Sendable]? = nil
    ) async throws -> Answer {
        book.begin("\(method) \(path)")
        let answer = try await asker.ask(method, path, body)
        try #require(answer.status < 300, "\(method) \(path): \(answer)")
        return answer
    }

    private func read(as client: Asker) async throws {
        let queries = [
            "", "?when=upcoming", "?when=past", "?status=scheduled", "?status=cancelled&when=past",
            "?limit=10&offset=20", "?when=upcoming&sort=scheduled_at&limit=1", "?status=scheduled,completed",
        ]
        for query in queries { _ = try await ask(client, "GET", "/api/bookings" + query) }
        let id = try await ask(client, "GET", "/api/bookings?limit=1").array("bookings")[0].int("id")
        let slots = "/api/services/\(try await practice.service(ofHost: 0))/slots?from=2026-01-12&to=2026-01-25"
        let paths = [
            "/api/bookings/\(id)", "/api/bookings/\(id)/calendar.ics", "/api/meetings/\(id)/link", "/api/users/me",
            "/api/services", slots, "\(slots)&time_zone=Asia/Tokyo",
        ]
        for path in paths { _ = try await ask(client, "GET", path) }
    }

    /// The free hours of a host's days begin at 17:00.
    private func start(_ hour: Int) -> String {
        jan(String(format: "%02dT%02d:00", 12 + day / 5 * 7 + day % 5, hour))
    }

    private func meet(_ client: Asker) async throws {
        let service = try await practice.service(ofHost: 1)
        let wish: [String: any Sendable] = ["service_id": service, "scheduled_at": start(17), "notes": "Both of us"]
        // The key is this request's alone: a move and a cancellation of the same key would be refused.
        let keyed = client.with("Idempotency-Key", "day \(day)")
        let id = try await ask(keyed, "POST", "/api/bookings", wish).object("booking").int("id")
        let replay = try await ask(keyed, "POST", "/api/bookings", wish)
        #expect(try replay.object("booking").int("id") == id)
        let month = "?from=2026-01-12&to=2026-02-10"
        _ = try await ask(client, "GET", "/api/bookings/\(id)/slots" + month)
        _ = try await ask(client, "POST", "/api/bookings/\(id)/reschedule", ["scheduled_at": start(18)])
        _ = try await ask(client, "POST", "/api/bookings/\(id)/cancel", ["reason": "Ill"])
        // What the worker announces below.
        _ = try await ask(client.with("Idempotency-Key", "then \(day)"), "POST", "/api/bookings", wish)
    }

    private func host(as host: Asker) async throws {
        let known = try await practice.userID("client27@example.com")
        let week = "?from=\(jan("12T00:00"))&to=\(jan("19T00:00"))"
        let queries = [
            "", "?status=scheduled", week, "?user_id=\(known)", "?q=client77", "?q=client",
            "?q=client&status=scheduled",
            "?after=1767600000.5",
        ]
        for query in queries { _ = try await ask(host, "GET", "/api/host/bookings" + query) }
        let open = "?status=scheduled&to=\(jan("05T00:00"))&limit=1"
        let id = try await ask(host, "GET", "/api/host/bookings" + open).array("bookings")[0].int("id")
        _ = try await ask(host, "POST", "/api/host/bookings/\(id)/complete")
    }

    private func administrate(as admin: Asker) async throws {
        let week = "from=\(jan("12T00:00"))&to=\(jan("19T00:00"))"
        let known = try await practice.userID("client27@example.com")
        let host = try await practice.userID("host0@example.com")
        let service = try await practice.service(ofHost: 1)
        let booking = try await practice.numbers("SELECT MIN(id) + 6 FROM bookings")[0]
        let webhook = try await practice.numbers("SELECT MIN(id) FROM webhooks")[0]
        let paths = [
            "bookings", "bookings?offset=500", "bookings?\(week)", "bookings?status=scheduled",
            "bookings?status=pending", "bookings?\(week)&status=cancelled", "bookings?user_id=\(known)",
            "bookings?user_id=\(known)&\(week)", "bookings?sort=scheduled_at", "bookings?payment_status=succeeded",
            "bookings?service_id=\(service)", "bookings?service_id=\(service)&sort=scheduled_at&\(week)",
            "bookings?host_id=\(host)", "audit?booking_id=\(booking)", "bookings/\(booking)",
            "bookings/\(booking)/history",
            "bookings?q=client77", "bookings?q=client77&\(week)", "bookings?q=client77&status=cancelled",
            "bookings?q=client", "bookings?q=client&status=cancelled", "bookings?q=client&status=pending",
            "bookings?status=scheduled,completed", "bookings?after=1767600000.5",
            "bookings?status=cancelled&after=1767600000.5", "bookings.csv?\(week)",
            "mails", "mails?status=parked", "mails?status=sent", "mails?after=5000", "audit", "audit?after=5000",
            "users",
            "users?q=client77", "users?q=cl", "users?after=50", "services",
            "hosts/\(host)/working-hours", "hosts/\(host)/overrides?from=2026-01-01&to=2026-02-01", "webhooks",
            "webhooks/\(webhook)/deliveries", "webhooks/\(webhook)/deliveries?status=parked",
            "statistics?from=2026-01-05&to=2026-01-11", "statistics?from=2026-01-05&to=2026-01-11&host_id=\(host)",
        ]
        for path in paths { _ = try await ask(admin, "GET", "/api/admin/" + path) }
        let wish: [String: any Sendable] = [
            "service_id": service, "scheduled_at": start(18), "email": "new\(day)@example.com",
        ]
        let id = try await ask(admin, "POST", "/api/admin/bookings", wish).object("booking").int("id")
        _ = try await ask(admin, "POST", "/api/admin/bookings/\(id)/mark-paid")
        _ = try await ask(admin, "PATCH", "/api/admin/users/\(known)", ["first_name": "Day \(day)"])
    }

    private func comeAndGo() async throws {
        let email = "comer\(day)@example.com"
        let fields = ["email": email, "password": Practice.password]
        let first = try TokenPair(try await ask(visitor, "POST", "/api/auth/register", fields))
        let next = try TokenPair(
            try await ask(visitor, "POST", "/api/auth/refresh", ["refresh_token": first.refresh]))
        _ = try await ask(Asker(app: app, token: next.access), "POST", "/api/auth/logout")
        _ = try await ask(visitor, "POST", "/api/auth/forgot-password", ["email": email])
        try await runDueJobs()
        let proof = try practice.linkToken(to: email)
        _ = try await ask(visitor, "POST", "/api/auth/verify-email", ["token": proof])
        let token = try practice.linkToken(to: email, page: "reset-password")
        let reset = ["token": token, "password": Practice.password]
        _ = try await ask(visitor, "POST", "/api/auth/reset-password", reset)
        try await leave(as: try await asker(email))
        try await look(as: "client1@example.com", at: ["/account"])
        // Each of the practice's pages counts what failed and who waits.
        try await look(as: "boss@example.com", at: ["/practice/keys", "/account"])
        try await look(as: "host1@example.com", at: ["/practice/book/people?q=client77", "/practice/keys", "/account"])
    }

    /// In a browser.
    private func look(as email: String, at paths: [String]) async throws {
        let browser = PageBrowser(visitor)
        book.begin("POST /login")
        try #require(try await browser.signIn(email).status == 303)
        for path in paths {
            book.begin("GET \(path)")
            try #require(try await browser.get(path).status == 200)
        }
        book.begin("POST /logout")
        try #require(try await browser.send("/logout").status == 303)
    }

    /// Mails and a reminder that are due, the hourly sweeps, and whoever watches over the server.
    private func work() async throws {
        book.begin("prepare")
        try await app.prepare()
        book.begin("note again")
        try await app.noteAgain()
        let due = practice.clock.now
        try await practice.run(
            "UPDATE jobs SET due_at = \(due) WHERE id = (SELECT MIN(id) FROM jobs WHERE kind = 'remind')")
        try await practice.run("UPDATE jobs SET due_at = \(due) WHERE kind = 'housekeeping'")
        try await runDueJobs()
        for path in ["/health", "/health/ready", "/metrics"] { _ = try await ask(visitor, "GET", path) }
    }

    private func runDueJobs() async throws {
        book.begin("jobs")
        try await app.worker.runAllDue()
    }

    private func leave(as client: Asker) async throws {
        let wish: [String: any Sendable] = [
            "service_id": try await practice.service(ofHost: 2), "scheduled_at": start(17),
        ]
        _ = try await ask(client, "POST", "/api/bookings", wish)
        _ = try await ask(client, "GET", "/api/users/me/export")
        _ = try await ask(client, "DELETE", "/api/users/me", ["password": Practice.password])
    }
}
