import Foundation
import Testing

@Suite("Profiles")
struct ProfileTests {
    @Test("a PATCH empties what is null or blank, leaves what is absent, and keeps the rest")
    func change() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Ott"])
        let named = try await jo.patch(
            "/api/users/me", ["display_name": " Dr. Jo ", "time_zone": "America/New_York", "locale": "de"])
        #expect(named.status == 200)
        let after = try await jo.patch("/api/users/me", ["first_name": NSNull(), "display_name": " \u{A0}"])
        #expect(after.status == 200)
        let user = try await jo.get("/api/users/me").object("user")
        #expect(try after.object("user").names == user.names)
        #expect(user.isNull("first_name") && user.isNull("display_name"))
        #expect(try user.text("last_name") == "Ott" && user.text("name") == "Ott")
        #expect(try user.text("time_zone") == "America/New_York" && user.text("locale") == "de")
        // A zone and a language are always needed, so null leaves them.
        let same = try await jo.patch("/api/users/me", ["time_zone": NSNull(), "locale": NSNull()])
        #expect(try same.object("user").text("time_zone") == "America/New_York")
        #expect(try await jo.ask("PATCH", "/api/users/me").status == 200)
    }

    @Test("what a person may not change about themselves is refused, and nothing of the request is done")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let before = try await boss.get("/api/users/me")
        for field in ["email", "is_admin", "is_host", "email_verified", "id", "password", "name"] {
            let answer = try await boss.patch("/api/users/me", ["first_name": "New", field: "x"])
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(answer)")
        }
        let wrong = try await boss.patch(
            "/api/users/me",
            ["first_name": 5, "last_name": ["a"], "display_name": true, "time_zone": "X", "locale": ""])
        #expect(wrong.complainedFields == ["first_name", "last_name", "display_name", "time_zone", "locale"])
        #expect(try await boss.get("/api/users/me").bytes == before.bytes)
    }

    @Test("the name shown is the custom one, else first and last, else whichever exists, else the address")
    func nameOrder() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let rows: [(display: String?, first: String?, last: String?, shown: String)] = [
            (nil, nil, nil, "jo@example.com"), (nil, "Jo", nil, "Jo"), (nil, nil, "Ott", "Ott"),
            (nil, "Jo", "Ott", "Jo Ott"), ("Dr. O", "Jo", "Ott", "Dr. O"), ("Dr. O", nil, nil, "Dr. O"),
        ]
        for row in rows {
            func value(_ text: String?) -> any Sendable { if let text { text } else { NSNull() } }
            let answer = try await jo.patch(
                "/api/users/me",
                ["display_name": value(row.display), "first_name": value(row.first), "last_name": value(row.last)])
            #expect(try answer.object("user").text("name") == row.shown)
        }
    }

    @Test("an admin changes names and rights, but not the last admin's")
    func byAdmin() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let boss = try await practice.boss()
        let alone = try await boss.patch("/api/admin/users/\(practice.bossID)", ["is_admin": false])
        #expect(alone.status == 409 && alone.code == "last_admin")
        #expect(try await boss.get("/api/users/me").object("user").flag("is_admin"))
        let path = "/api/admin/users/\(jo.userID)"
        let raised = try await boss.patch(path, ["is_admin": true, "is_host": true, "display_name": "Jo"])
        let user = try raised.object("user")
        #expect(try user.flag("is_admin") && user.flag("is_host") && user.text("name") == "Jo")
        #expect(try await boss.patch("/api/admin/users/\(practice.bossID)", ["is_admin": false]).status == 200)
        #expect(try await boss.get("/api/admin/users").status == 403)
        #expect(try await jo.patch("/api/admin/users/999", ["is_host": true]).status == 404)
        let last = try await jo.patch(path, ["is_admin": false])
        #expect(last.status == 409 && last.code == "last_admin")

        let audit = try await jo.get("/api/admin/audit").array("audit")
        let details = try audit.filter { try $0.text("action") == "user.changed" }.map { try $0.object("detail") }
        let changes = try details.map { try $0.text("changed") }
        #expect(changes == ["is_admin:false", "display_name,is_admin:true,is_host:true"])
    }
}
