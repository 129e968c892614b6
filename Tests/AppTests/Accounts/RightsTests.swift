import Foundation
import Testing

@Suite("Rights at each request")
struct RightsTests {
    @Test("rights are those of the database now, whatever was true when the token was made")
    func demoted() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        func rights(_ change: [String: any Sendable]) async throws {
            #expect(try await boss.patch("/api/admin/users/\(jo.userID)", change).status == 200)
        }
        func statuses() async throws -> [Int] {
            [try await jo.get("/api/admin/users").status, try await jo.get("/api/host/bookings").status]
        }
        #expect(try await statuses() == [403, 403])
        try await rights(["is_admin": true])
        #expect(try await statuses() == [200, 403])
        try await rights(["is_admin": false, "is_host": true])
        #expect(try await statuses() == [403, 200])
        try await rights(["is_host": false])
        #expect(try await statuses() == [403, 403])
        #expect(try await jo.get("/api/admin/users").code == "forbidden")
    }

    @Test("a host whom clients expect stays one until the last consultation is over or off")
    func expectedHost() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let change: [String: any Sendable] = ["is_host": false, "first_name": "Changed"]
        func demote() async throws -> Answer { try await boss.patch("/api/admin/users/\(practice.bossID)", change) }
        _ = try await jo.mustBook(jan("05T10:00"))
        let coming = try await jo.mustBook(jan("06T10:00"))
        let before = try await boss.get("/api/users/me").text
        for hours in [0, 2.5] {
            practice.clock.move(hours: hours)
            let refused = try await demote()
            #expect(refused.status == 409 && refused.code == "host_has_bookings", "\(refused)")
            #expect(try await boss.get("/api/users/me").text == before)
        }
        // 10:30: the first is running.
        #expect(try await jo.post("/api/bookings/\(coming)/cancel").status == 200)
        #expect(try await demote().code == "host_has_bookings")
        practice.clock.move(hours: 0.5)
        #expect(try await demote().status == 200)
    }

    @Test("a hold that waits for its payment is expected too")
    func heldHost() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let path = "/api/admin/users/\(paid.practice.bossID)"
        let refused = try await paid.boss.patch(path, ["is_host": false])
        #expect(refused.code == "host_has_bookings")
        #expect(try await paid.cancel(held.id).status == 200)
        #expect(try await paid.boss.patch(path, ["is_host": false]).status == 200)
    }

    @Test("the host of a booking who is no host any more is nobody to it: no notes, no link, no mail, no deed")
    func formerHost() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let week: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 2, "from": "09:00", "to": "17:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", week).status == 200)
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        let id = try await jo.mustBook(jan("06T10:00"), service: hers, ["notes": "My secret knee."])
        try await practice.work()
        let paths = ["", "/calendar.ics", "/slots?from=2026-01-06&to=2026-01-06"].map { "/api/bookings/\(id)\($0)" }
        func statuses() async throws -> [Int] {
            try await (paths + ["/api/meetings/\(id)/link"]).asyncMap { try await eve.get($0).status }
        }
        #expect(try await statuses() == [200, 200, 200, 200])
        // As an earlier version could leave it.
        try await practice.run("UPDATE users SET is_host = 0 WHERE id = \(eve.userID)")
        #expect(try await statuses() == [404, 404, 404, 404])
        #expect(try await eve.post("/api/bookings/\(id)/cancel").status == 404)
        #expect(try await eve.move(id, to: jan("06T11:00")).status == 404)
        for deed in ["cancel", "complete", "no-show"] {
            #expect(try await eve.post("/api/host/bookings/\(id)/\(deed)").status == 403)
        }
        #expect(try await jo.get("/api/bookings/\(id)").object("booking").text("status") == "scheduled")
        practice.letters.forget()
        try await practice.live(hours: 24)
        #expect(!practice.letters.letters(to: "jo@example.com").isEmpty)
        #expect(practice.letters.letters(to: "eve@example.com").isEmpty)
        let mails = try await practice.numbers("SELECT id FROM mails WHERE user_id = \(eve.userID) AND role = 'host'")
        let resent = try await boss.post("/api/admin/mails/\(try #require(mails.first))/resend")
        #expect(resent.code == "mail_outdated")
        try await practice.run("UPDATE users SET is_host = 1 WHERE id = \(eve.userID)")
        #expect(try await statuses() == [200, 200, 200, 200])
    }

    @Test("the link tells apart whether the person is an admin and whether the link is a moderator's")
    func linkRights() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["host_id": eve.userID]).status == 200)
        let week: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 2, "from": "09:00", "to": "17:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", week).status == 200)
        let id = try await jo.mustBook(jan("06T10:00"))
        let expected: [(Asker, Bool, String)] = [
            (jo, false, "participant"), (eve, false, "moderator"), (boss, true, "moderator"),
        ]
        for (asker, isAdmin, role) in expected {
            let link = try await asker.get("/api/meetings/\(id)/link").json()
            #expect(try link.flag("is_admin") == isAdmin && link.text("role") == role)
            #expect(try link.text("meeting_url").contains("startWithAudioMuted") == (role == "moderator"))
        }
    }

    @Test("the token of a person who has left is worth nothing")
    func deleted() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        for path in ["/api/users/me", "/api/bookings", "/api/users/me/export"] {
            #expect(try await jo.get(path).status == 401)
        }
    }

    @Test("only the header Authorization counts, in the scheme Bearer, which may be written in any case")
    func schemes() async throws {
        let practice = try await Practice.open()
        let token = try await practice.boss().token!
        func status(_ name: String, _ value: String, path: String = "/api/users/me") async throws -> Int {
            try await practice.visitor.with(name, value).get(path).status
        }
        for scheme in ["Bearer", "bearer", "BEARER", "bEaReR"] {
            #expect(try await status("Authorization", "\(scheme) \(token)") == 200)
        }
        let basic = Data("boss@example.com:\(Practice.password)".utf8).base64EncodedString()
        for value in [
            "Basic \(basic)", "Basic \(token)", token, "Bearer", "Bearer ", "Token \(token)", "Bearer \(token) x",
            "Bearer \"\(token)\"", "Bearer Bearer \(token)", "Bearer \(token), Bearer \(token)",
        ] {
            #expect(try await status("Authorization", value) == 401, "\(value.prefix(20))")
        }
        for name in ["token", "access_token", "session", "Authorization"] {
            #expect(try await status("Cookie", "\(name)=\(token)") == 401)
            #expect(try await status("X-\(name)", token) == 401)
        }
        #expect(try await status("Accept", "*/*", path: "/api/users/me?access_token=\(token)") == 401)
        let answer = try await Asker(app: practice.app, token: token).get("/api/users/me")
        #expect(answer.header("Set-Cookie") == nil && answer.header("Cache-Control") == "no-store")
    }
}
