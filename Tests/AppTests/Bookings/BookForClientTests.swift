import Foundation
import Testing

@Suite("Booking for a client")
struct BookForClientTests {
    @Test("a client is named by id, or by an e-mail address in any case that its owner has confirmed")
    func known() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", proved: false)
        let unproved = try await boss.post(
            "/api/admin/bookings",
            ["service_id": practice.service, "scheduled_at": jan("06T10:00"), "email": "jo@example.com"])
        #expect(unproved.status == 422 && unproved.complainedFields == ["email"])
        try await practice.run("UPDATE users SET email_verified_at = 1 WHERE id = \(jo.userID)")
        let byID = try await boss.post(
            "/api/admin/bookings",
            ["service_id": practice.service, "scheduled_at": jan("06T09:00"), "user_id": jo.userID])
        let byEmail = try await boss.post(
            "/api/admin/bookings",
            ["service_id": practice.service, "scheduled_at": jan("06T10:00"), "email": " JO@example.com "])
        for answer in [byID, byEmail] {
            #expect(answer.status == 201, "\(answer)")
            let booking = try answer.object("booking")
            #expect(try booking.int("user_id") == jo.userID && booking.object("user").text("email") == "jo@example.com")
            #expect(booking.names.contains("admin_meeting_url"))
        }
        #expect(try await jo.get("/api/bookings").int("total") == 2)
        try await practice.work()
        #expect(
            practice.letters.letters(to: "jo@example.com").count { $0.subject.hasPrefix("Your booking") } == 2)
        #expect(
            try await practice.numbers("SELECT actor_id FROM audit WHERE action = 'booking.created'")
                == [practice.bossID, practice.bossID])
    }

    @Test("an unknown address becomes an account whose owner sets a password by the mail of a forgotten one")
    func unknown() async throws {
        let practice = try await Practice.open(zone: "Europe/Berlin")
        let boss = try await practice.boss()
        let answer = try await boss.post(
            "/api/admin/bookings",
            [
                "service_id": practice.service, "scheduled_at": jan("06T09:00"), "email": "New@Example.com",
                "first_name": "Nina",
                "last_name": "Ott", "notes": "By phone",
            ])
        #expect(answer.status == 201, "\(answer)")
        let user = try answer.object("booking").object("user")
        #expect(try user.text("email") == "new@example.com" && user.text("name") == "Nina Ott")
        let login = try await practice.visitor.post(
            "/api/auth/login", ["email": "new@example.com", "password": Practice.password])
        #expect(login.status == 401 && login.code == "invalid_credentials")

        let forgot = try await practice.visitor.post("/api/auth/forgot-password", ["email": "new@example.com"])
        #expect(forgot.status == 202)
        try await practice.work()
        let letter = try #require(
            practice.letters.letters(to: "new@example.com").first { $0.subject == "Choose a new password" })
        let token = try #require(letter.text.firstMatch(of: /reset-password\?token=(\S+)/)?.output.1)
        let reset = try await practice.visitor.post(
            "/api/auth/reset-password", ["token": String(token), "password": "a password of her own"])
        #expect(reset.status == 204, "\(reset)")
        let nina = try await practice.signIn("new@example.com", password: "a password of her own")
        #expect(try await nina.get("/api/bookings").int("total") == 1)
        #expect(try await nina.get("/api/users/me").object("user").flag("email_verified"))
    }

    @Test("a refused booking makes no account")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        _ = try await boss.mustBook(jan("06T09:00"))
        let cases: [(any Sendable, String)] = [(jan("06T09:00"), "slot_taken"), (jan("06T03:00"), "slot_unavailable")]
        for (start, code) in cases {
            let answer = try await boss.post(
                "/api/admin/bookings",
                ["service_id": practice.service, "scheduled_at": start, "email": "new@example.com"])
            #expect(answer.code == code)
        }
        #expect(try await practice.texts("SELECT email FROM users") == ["boss@example.com"])
    }

    @Test("the admin is free of notice and horizon, not of the hours; a client must be named and known")
    func rules() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        practice.clock.move(seconds: 59 * 60)
        #expect(try await jo.book(jan("05T09:00")).code == "slot_unavailable")
        let soon: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("05T09:00"), "user_id": jo.userID,
        ]
        #expect(try await boss.post("/api/admin/bookings", soon).status == 201)
        let late = soon.merging(["scheduled_at": "2027-01-05T09:00:00Z"]) { $1 }
        #expect(try await boss.post("/api/admin/bookings", late).status == 201)
        let night = soon.merging(["scheduled_at": jan("06T03:00")]) { $1 }
        #expect(try await boss.post("/api/admin/bookings", night).code == "slot_unavailable")
        let plain: [String: any Sendable] = ["service_id": practice.service, "scheduled_at": jan("06T09:00")]
        let cases: [([String: any Sendable], String)] = [
            ([:], "user_id"), (["user_id": 99], "user_id"), (["email": "no address"], "email"),
            (["user_id": "1"], "user_id"),
        ]
        for (more, field) in cases {
            let answer = try await boss.post("/api/admin/bookings", plain.merging(more) { $1 })
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(answer)")
        }
        #expect(try await jo.post("/api/admin/bookings", plain).status == 403)
    }

    @Test("a host books what they offer, for who has booked with them or is named by address, and nothing else")
    func host() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let ada = try await practice.register("ada@example.com", ["first_name": "Ada"])
        #expect(try await boss.patch("/api/admin/users/\(ada.userID)", ["is_host": true]).status == 200)
        let talk = try await boss.addService("Talk", 60, ["slug": "talk", "host_id": ada.userID])
        let week: [[String: any Sendable]] = [["weekday": 2, "from": "08:00", "to": "18:00"]]
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": week]
        #expect(try await boss.put("/api/admin/hosts/\(ada.userID)/working-hours", hours).status == 200)
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T09:00"))
        func book(_ hour: Int, _ fields: [String: any Sendable], by asker: Asker) async throws -> Answer {
            let wish: [String: any Sendable] = ["service_id": talk, "scheduled_at": jan("06T\(hour):00")]
            return try await asker.post("/api/host/bookings", wish.merging(fields) { $1 })
        }
        let stranger = try await book(10, ["user_id": jo.userID], by: ada)
        #expect(stranger.status == 422 && stranger.complainedFields == ["user_id"], "\(stranger)")
        let foreign = try await book(10, ["user_id": jo.userID, "service_id": practice.service], by: ada)
        #expect(foreign.status == 422 && foreign.complainedFields == ["service_id"], "\(foreign)")
        let first = try await book(10, ["email": "jo@example.com"], by: ada)
        #expect(first.status == 201, "\(first)")
        let id = try first.object("booking").int("id")
        #expect(first.header("Location") == "/api/bookings/\(id)")
        #expect(try await ada.get("/api/bookings/\(id)").status == 200)
        let known = try await book(11, ["user_id": jo.userID], by: ada.with("Idempotency-Key", "a"))
        let again = try await book(11, ["user_id": jo.userID], by: ada.with("Idempotency-Key", "a"))
        #expect(known.status == 201 && again.header("Idempotent-Replayed") == "true", "\(again)")
        #expect(try await book(12, ["email": "new@example.com"], by: ada).status == 201)
        #expect(try await book(12, ["email": "other@example.com"], by: ada).code == "slot_taken")
        #expect(try await book(13, ["user_id": ada.userID], by: jo).status == 403)
        #expect(try await book(13, ["email": "jo@example.com"], by: boss).complainedFields == ["service_id"])
        #expect(
            try await practice.numbers("SELECT DISTINCT actor_id FROM audit WHERE booking_id = \(id)") == [ada.userID])
        #expect(try await practice.texts("SELECT email FROM users WHERE email = 'other@example.com'").isEmpty)
    }
}
