import Foundation
import Testing

@Suite("Changes of a booking")
struct BookingChangeTests {
    @Test("a client may cancel and move until the change notice to the second; host and admin always")
    func changeNotice() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService("Strict", 60, ["change_notice": 90])
        let first = try await jo.mustBook(jan("05T12:00"), service: service)
        let second = try await jo.mustBook(jan("05T14:00"), service: service)
        let shown = try await jo.get("/api/bookings/\(first)").object("booking")
        #expect(try shown.text("change_deadline") == jan("05T10:30"))

        practice.clock.move(seconds: 2.5 * 3_600 - 1)
        #expect(try await jo.move(first, to: jan("05T13:00")).status == 200)
        #expect(try await jo.move(first, to: jan("05T12:00")).status == 200)
        practice.clock.move(seconds: 1)
        let late = try await jo.move(first, to: jan("05T15:00"))
        #expect(late.status == 409 && late.code == "change_notice" && late.text.contains("2026-01-05T10:30:00Z"))
        #expect(try await jo.post("/api/bookings/\(first)/cancel").code == "change_notice")
        #expect(try await jo.get("/api/bookings/\(first)").object("booking").text("status") == "scheduled")

        #expect(try await boss.move(first, to: jan("05T15:00"), under: "/api/host/bookings").status == 200)
        #expect(try await boss.move(first, to: jan("05T12:00"), under: "/api/admin/bookings").status == 200)
        let cancelled = try await boss.post("/api/host/bookings/\(first)/cancel", ["reason": "  Ill "])
        #expect(try cancelled.object("booking").text("cancel_reason") == "Ill")
        #expect(try cancelled.object("booking").text("cancelled_at") == jan("05T10:30"))
        #expect(try cancelled.object("booking").text("status") == "cancelled")
        // The second one's notice has not come yet.
        #expect(try await jo.post("/api/bookings/\(second)/cancel").status == 200)
    }

    @Test("the notice is the one that was promised at booking, and without one the start is the deadline")
    func promisedNotice() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("05T10:00"))
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["change_notice": 600]).status == 200)
        practice.clock.move(seconds: 2 * 3_600 - 1)
        #expect(try await jo.move(id, to: jan("05T11:00")).status == 200)
        practice.clock.move(seconds: 3_601)
        #expect(try await jo.post("/api/bookings/\(id)/cancel").code == "change_notice")
        #expect(try await boss.post("/api/admin/bookings/\(id)/cancel").status == 200)
    }

    @Test("an admin who is the client is held to the notice at the client's door only")
    func adminAsClient() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let service = try await boss.addService("Strict", 60, ["change_notice": 1_440])
        let id = try await boss.mustBook(jan("05T10:00"), service: service)
        #expect(try await boss.post("/api/bookings/\(id)/cancel").code == "change_notice")
        #expect(try await boss.post("/api/admin/bookings/\(id)/cancel").status == 200)
    }

    @Test("a move keeps room, length and payment; one to the same start changes nothing and tells nobody")
    func move() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService("Paid", 60, ["amount": 100])
        let id = try await jo.mustBook(jan("06T09:00"), service: service)
        let before = try await jo.get("/api/bookings/\(id)").object("booking")
        let same = try await jo.move(id, to: jan("06T09:00"))
        #expect(same.status == 200)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'rescheduling'") == [0])
        // The service has changed since: this booking stays as it was sold.
        let changed = try await boss.patch(
            "/api/admin/services/\(service)", ["duration": 30, "slot_step": 30, "amount": 80, "active": false])
        #expect(changed.status == 200)
        practice.clock.move(seconds: 60)
        let after = try await jo.move(id, to: jan("07T10:30")).object("booking")
        #expect(try after.text("scheduled_at") == jan("07T10:30") && after.text("ends_at") == jan("07T11:30"))
        for name in ["jitsi_room_id", "jitsi_room_url", "personalized_meeting_url", "currency", "payment_status"] {
            #expect(try after.text(name) == before.text(name))
        }
        #expect(try after.int("duration") == 60 && after.text("updated_at") == jan("05T08:01"))
        #expect(try await jo.get("/api/bookings/\(id)").text.contains(#""amount":100.00"#))
        try await practice.expectSoundCalendar()
    }

    @Test("moving obeys hours, step, notice and horizon; the practice is free of the last two")
    func moveRules() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        for start in ["05T08:30", "06T09:30", "06T17:00", "10T09:00"] {
            #expect(try await jo.move(id, to: jan(start)).code == "slot_unavailable", "\(start)")
        }
        practice.clock.move(seconds: 1)
        // Service 1 wants an hour's notice and is open for 60 days.
        #expect(try await jo.move(id, to: jan("05T09:00")).code == "slot_unavailable")
        #expect(try await jo.move(id, to: "2026-03-10T09:00:00Z").code == "slot_unavailable")
        for start in [jan("05T09:00"), "2026-03-10T09:00:00Z"] {
            #expect(try await boss.move(id, to: start, under: "/api/admin/bookings").status == 200)
        }
        #expect(try await boss.move(id, to: jan("10T09:00"), under: "/api/admin/bookings").code == "slot_unavailable")
        #expect(try await boss.move(id, to: jan("02T09:00"), under: "/api/admin/bookings").code == "slot_unavailable")
        #expect(
            try await boss.move(id, to: jan("06T09:02"), under: "/api/admin/bookings").complainedFields == [
                "scheduled_at"
            ])
    }

    @Test("complete and no-show are possible from the start on, and the link goes", arguments: ["complete", "no-show"])
    func close(deed: String) async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("05T10:00"))
        practice.clock.move(seconds: 2 * 3_600 - 1)
        let early = try await boss.post("/api/host/bookings/\(id)/\(deed)")
        #expect(early.status == 409 && early.code == "illegal_move" && early.text.contains("has not begun yet"))
        practice.clock.move(seconds: 1)
        let closed = try await boss.post("/api/host/bookings/\(id)/\(deed)").object("booking")
        #expect(try closed.text("status") == (deed == "complete" ? "completed" : "no_show"))
        #expect(closed.isNull("admin_meeting_url"))
        try await practice.expectSoundCalendar()
    }

    @Test("an admin notes a payment once; a free booking has none to note")
    func markPaid() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService("Paid", 60, ["amount": 100])
        let paid = try await jo.mustBook(jan("06T09:00"), service: service)
        let free = try await jo.mustBook(jan("06T10:00"))
        let answer = try await boss.post("/api/admin/bookings/\(paid)/mark-paid")
        #expect(try answer.object("booking").text("payment_status") == "succeeded")
        #expect(try answer.object("booking").text("status") == "scheduled")
        for (id, detail) in [(paid, "The booking is already paid."), (free, "The booking needs no payment.")] {
            let again = try await boss.post("/api/admin/bookings/\(id)/mark-paid")
            #expect(try again.code == "illegal_move" && again.text("detail") == detail)
        }
        #expect(try await boss.post("/api/host/bookings/\(free)/mark-paid").status == 404)
        let audit = try await practice.texts("SELECT action FROM audit WHERE booking_id = \(paid) ORDER BY id")
        #expect(audit == ["booking.created", "booking.marked_paid"])
    }
}
