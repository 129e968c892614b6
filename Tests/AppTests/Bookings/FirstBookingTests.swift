import Foundation
import Testing

@Suite("The main job")
struct FirstBookingTests {
    @Test("a visitor registers, sees a slot, books it, and both people get a mail with their own link")
    func wholeWay() async throws {
        let practice = try await Practice.open(zone: "Europe/Berlin")
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Ott"], proved: false)
        let slots = try await practice.visitor.get(
            "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06&time_zone=Europe/Berlin")
        let start = try slots.array("slots").first?.text("starts_at")
        #expect(start == "2026-01-06T08:00:00Z")

        let booked = try await jo.book("2026-01-06T08:00:00Z", ["notes": "My knee hurts."])
        #expect(booked.status == 201)
        let booking = try booked.object("booking")
        let room = try booking.text("jitsi_room_url")
        #expect(try booking.text("personalized_meeting_url") == room + "#userInfo.displayName=%22Jo%20Ott%22")

        try await practice.work()
        let toJo = practice.letters.letters(to: "jo@example.com").filter { $0.subject.contains("booking") }
        #expect(toJo.count == 1)
        #expect(toJo.first?.text.contains(room + "#userInfo.displayName=%22Jo%20Ott%22") == true)
        #expect(toJo.first?.text.contains("knee") == false)
        let toHost = practice.letters.letters(to: "boss@example.com")
        #expect(toHost.count == 1)
        #expect(toHost.first?.text.contains("&config.startWithAudioMuted=false") == true)
        #expect(toHost.first?.text.contains("My knee hurts.") == true)
    }
}
