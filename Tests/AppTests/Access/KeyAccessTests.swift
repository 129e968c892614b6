import App
import Domain
import Foundation
import Testing

@Suite("What a key may do")
struct KeyAccessTests {
    /// What each scope opens, beside routes of hosts and admins, and one's own name.
    private static let opened: [String: [String]] = [
        "bookings:read": [
            "GET /api/bookings", "GET /api/bookings/:id", "GET /api/bookings/:id/slots",
            "GET /api/bookings/:id/calendar.ics", "GET /api/bookings/:id/participants",
            "GET /api/bookings/:id/receipt", "GET /api/meetings/:id/link",
        ],
        "bookings:write": [
            "POST /api/bookings", "POST /api/bookings/:id/cancel", "POST /api/bookings/:id/withdraw",
            "POST /api/bookings/:id/reschedule", "GET /api/bookings/:id/slots",
            "POST /api/bookings/:id/participants", "PATCH /api/bookings/:id/participants/:participant",
            "DELETE /api/bookings/:id/participants/:participant",
        ],
        "slots:read": ["GET /api/bookings/:id/slots"],
        "host": [
            "GET /api/meetings/:id",
            "POST /api/meetings/:id/open", "POST /api/meetings/:id/close", "POST /api/meetings/:id/admit",
            "POST /api/meetings/:id/late",
        ],
        "admin": [
            "GET /api/meetings/:id", "POST /api/meetings/:id/open", "POST /api/meetings/:id/close",
            "POST /api/meetings/:id/admit", "POST /api/meetings/:id/late",
        ],
    ]

    private static func isOpen(_ route: String, by scope: String) -> Bool {
        if route == "GET /api/users/me" || opened[scope]?.contains(route) ?? false { return true }
        if route.contains(" /api/host/") { return scope == "host" }
        guard route.contains(" /api/admin/"), !route.hasSuffix("/export") else { return false }
        if route.hasPrefix("GET ") { return scope.hasPrefix("admin") }
        let secrets = ["POST /api/admin/webhooks", "POST /api/admin/webhooks/:id/rotate-secret"]
        return scope == "admin" && !route.contains("/api/admin/users") && !secrets.contains(route)
    }

    @Test("each scope opens its routes and no other, though the key's owner may all of them")
    func matrix() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let boss = try await practice.boss()
        try await practice.run("UPDATE users SET email_verified_at = 1 WHERE id = \(boss.userID)")
        let rows = AccessRow.all.filter { $0.route.contains(" /api/") && $0.expected[0] == 401 }
        #expect(rows.count > 80)
        for scope in KeyScope.allCases.map(\.rawValue) {
            let program = try await KeyTests.program(practice, of: boss, [scope])
            for row in rows {
                // Of what is not there: a key that may ask is told so, or that it asks wrongly.
                let path = row.path.replacing(/\{\w+\}/, with: "999999")
                let answer = try await program.ask(row.method, path, row.method == "GET" ? nil : [:])
                let isRefused = answer.status == 403
                #expect(isRefused != Self.isOpen(row.route, by: scope), "\(row.route) by \(scope): \(answer)")
            }
        }
        #expect(try await boss.get("/api/users/me").object("user").flag("is_admin"))
    }

    @Test("an admin's or host's key has no more rights in the bookings of others than its scopes say")
    func narrow() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await practice.run("UPDATE users SET email_verified_at = 1 WHERE id = \(boss.userID)")
        let jo = try await practice.register("jo@example.com")
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["is_admin": true]).status == 200)
        let kim = try await practice.register("kim@example.com")
        let id = try await kim.mustBook(jan("07T10:00"))
        let writer = try await KeyTests.program(practice, of: jo, ["bookings:write", "admin:read"])
        #expect(try await writer.get("/api/admin/bookings/\(id)").status == 200)
        #expect(try await writer.post("/api/bookings/\(id)/cancel").status == 404)
        #expect(try await writer.post("/api/admin/bookings/\(id)/cancel").status == 403)
        let reader = try await KeyTests.program(practice, of: jo, ["bookings:read"])
        #expect(try await reader.get("/api/bookings/\(id)").status == 404)
        let admin = try await KeyTests.program(practice, of: jo, ["admin"])
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["is_admin": false]).status == 200)
        #expect(try await admin.get("/api/admin/bookings/\(id)").status == 403)
    }

    @Test("times that only the practice may book want the scope for times, and the right of an admin or host")
    func practiceTimes() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await practice.run("UPDATE users SET email_verified_at = 1 WHERE id = \(boss.userID)")
        let path = "/api/services/\(practice.service)/slots?from=2026-01-07&to=2026-01-07"
        let both = try await KeyTests.program(practice, of: boss, ["slots:read", "admin:read"])
        #expect(try await both.get(path + "&practice=true").status == 200)
        let other = try await KeyTests.program(practice, of: boss, ["admin:read"])
        #expect(try await other.get(path + "&practice=true").status == 403)
        #expect(try await other.get(path).status == 200)
    }
}
