import Foundation
import Testing

@Suite("Who offers a service")
struct OfferingTests {
    @Test("a service that gets another host leaves its bookings where they are, in the old host's calendar")
    func otherHost() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let (jo, eve) = (try await practice.register("jo@example.com"), try await practice.register("eve@example.com"))
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let hours: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 2, "from": "09:00", "to": "11:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", hours).status == 200)
        let other = try await boss.addService("Other", 60)
        let id = try await jo.mustBook(jan("06T09:00"))

        let service = "/api/admin/services/\(practice.service)"
        let changed = try await boss.patch(service, ["host_id": eve.userID]).object("service")
        #expect(try changed.object("host").int("id") == eve.userID)
        #expect(try await boss.get(service).object("service").object("host").int("id") == eve.userID)
        // Her hours, in which nobody is; and his, in which the booking still is.
        #expect(try await jo.slots("2026-01-06") == [jan("06T09:00"), jan("06T10:00")])
        #expect(try await jo.slots("2026-01-06", service: other).first == jan("06T10:00"))
        #expect(try await jo.book(jan("06T09:00"), service: other).code == "slot_taken")
        let hers = try await jo.book(jan("06T09:00")).object("booking")
        #expect(try hers.int("host_id") == eve.userID)
        let moved = try await jo.move(id, to: jan("06T12:00")).object("booking")
        #expect(try moved.int("host_id") == practice.bossID && moved.text("scheduled_at") == jan("06T12:00"))
        try await practice.expectSoundCalendar()

        #expect(try await boss.patch(service, ["host_id": practice.bossID]).status == 200)
        let slots = try await jo.slots("2026-01-06")
        #expect(slots.contains(jan("06T09:00")) && !slots.contains(jan("06T12:00")))
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await jo.slots("2026-01-06").contains(jan("06T12:00")))
        #expect(try await practice.numbers("SELECT host_id FROM stretches") == [eve.userID])
        try await practice.expectSoundCalendar()
    }

    @Test("a service that is deleted is offered by nobody, and one that was booked cannot be")
    func deleted() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let spare = try await boss.addService("Spare", 30)
        let booked = try await boss.addService("Booked", 30)
        _ = try await boss.mustBook(jan("06T09:00"), service: booked)
        #expect(try await boss.delete("/api/admin/services/\(spare)").status == 204)
        #expect(try await boss.delete("/api/admin/services/\(booked)").code == "service_has_bookings")
        let offered = try await practice.numbers("SELECT service_id FROM offerings ORDER BY service_id")
        #expect(offered == [practice.service, booked])
    }
}
