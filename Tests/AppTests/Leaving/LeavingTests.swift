import Foundation
import Testing
import Wire

@Suite("Leaving")
struct LeavingTests {
    private static func book(_ asker: Asker, _ start: String) async throws -> Int64 {
        try await asker.post(
            "/api/bookings", ["service_id": asker.service, "scheduled_at": start, "notes": "My secret knee."]
        )
        .object("booking").int("id")
    }

    @Test("who leaves gives the password, frees coming bookings, and is forgotten in the past ones")
    func leave() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        let names = ["first_name": "Jolanda", "last_name": "Ottokar"]
        let jo = try await practice.register("jo@example.com", names)
        let past = try await Self.book(jo, "2026-01-05T10:00:00Z")
        let coming = try await Self.book(jo, "2026-01-06T10:00:00Z")
        practice.clock.move(hours: 4)
        try await practice.work()
        practice.letters.forget()

        #expect(try await jo.delete("/api/users/me").complainedFields == ["password"])
        let wrong = try await jo.delete("/api/users/me", ["password": "not the password"])
        #expect(wrong.status == 401 && wrong.code == "invalid_credentials")
        #expect(try await jo.get("/api/bookings/\(coming)").object("booking").text("status") == "scheduled")
        let left = try await jo.delete("/api/users/me", ["password": Practice.password])
        #expect(left.status == 204 && left.bytes.isEmpty)

        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
        #expect(practice.letters.all.first?.subject.hasPrefix("Cancelled:") == true)
        #expect(practice.letters.all.first?.invitation?.method == "CANCEL")
        let boss = try await practice.boss()
        let kept = try await boss.get("/api/admin/bookings").array("bookings")
        #expect(try kept.map { try $0.int("id") } == [coming, past])
        #expect(try kept.map { try $0.text("status") } == ["cancelled", "scheduled"])
        let everything = try await boss.get("/api/admin/bookings").text + boss.get("/api/admin/users").text
        for word in ["Jolanda", "Ottokar", "jo@example.com", "secret knee"] { #expect(!everything.contains(word)) }
        let gone = try kept[1].object("user")
        #expect(try gone.int("id") == jo.userID && !gone.text("email").contains("@"))
        #expect(try await jo.get("/api/users/me").status == 401)
        let slots = try await practice.visitor.get(
            "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06"
        ).text
        #expect(slots.contains("2026-01-06T10:00:00Z"))
    }

    @Test("the address is free again, for an account that sees nothing of the old one")
    func again() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let booking = try await Self.book(jo, "2026-01-06T10:00:00Z")
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let login = try await practice.visitor.post(
            "/api/auth/login", ["email": "jo@example.com", "password": Practice.password])
        #expect(login.status == 401)
        let new = try await practice.register("jo@example.com")
        #expect(new.userID != jo.userID)
        #expect(try await new.get("/api/bookings").int("total") == 0)
        #expect(try await new.get("/api/bookings/\(booking)").status == 404)
    }

    @Test("the last admin and a host whom clients expect stay, and nothing of the try remains")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let alone = try await boss.delete("/api/users/me", ["password": Practice.password])
        #expect(alone.status == 409 && alone.code == "last_admin")
        #expect(try await boss.get("/api/users/me").object("user").text("email") == "boss@example.com")

        let jo = try await practice.register("jo@example.com")
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["is_admin": true]).status == 200)
        let booking = try await Self.book(jo, "2026-01-06T10:00:00Z")
        let expected = try await boss.delete("/api/users/me", ["password": Practice.password])
        #expect(expected.status == 409 && expected.code == "host_has_bookings")
        #expect(try await jo.post("/api/bookings/\(booking)/cancel").status == 200)
        #expect(try await boss.delete("/api/users/me", ["password": Practice.password]).status == 204)
    }

    @Test("an export holds the person, their bookings, mails and sessions, and no secret")
    func export() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let ann = try await practice.register("ann@example.com")
        let own = try await Self.book(jo, "2026-01-06T10:00:00Z")
        _ = try await Self.book(ann, "2026-01-06T11:00:00Z")
        try await practice.work()
        let answer = try await jo.get("/api/users/me/export")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Disposition") == "attachment; filename=\"informat-\(jo.userID).json\"")
        let members: Set = [
            "user", "bookings", "payments", "mails", "sessions", "audit", "second_factor", "api_keys", "sign_in_codes",
            "participants", "invitations", "outside_calendars",
        ]
        #expect(try answer.json().names == members)
        #expect(try answer.object("user").text("email") == "jo@example.com")
        #expect(try answer.array("bookings").map { try $0.int("id") } == [own])
        #expect(try answer.array("bookings")[0].text("notes") == "My secret knee.")
        #expect(try answer.array("mails").map { try $0.text("kind") } == ["verify_email", "confirmation"])
        #expect(try answer.array("sessions").count == 1)
        for secret in ["argon2", "token", "ann@example.com", jo.token!] { #expect(!answer.text.contains(secret)) }
    }
}
