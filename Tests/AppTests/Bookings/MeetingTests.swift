import App
import Testing

@Suite("Meetings of bookings")
struct MeetingTests {
    @Test("a booking has one meeting, which follows it to another time and keeps its room")
    func follows() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        let booking = try await jo.get("/api/bookings/\(id)").object("booking")
        let (room, url) = (try booking.text("jitsi_room_id"), try booking.text("jitsi_room_url"))
        func meetings() async throws -> [String] {
            try await practice.texts(
                """
                SELECT server || ' ' || room || ' ' || CAST(ends_at AS TEXT) || ' ' || CAST(generation AS TEXT) || ' '
                    || CAST(sequence AS TEXT) || ' ' || COALESCE(CAST(opened_at AS TEXT), 'not opened')
                FROM meetings WHERE booking_id = \(id)
                """)
        }
        let end = Int(Practice.monday.timeIntervalSince1970) + 27 * 3_600
        #expect(try await meetings() == ["https://meet.jit.si \(room) \(end) 0 0 not opened"])
        #expect(try await jo.move(id, to: jan("06T13:00")).status == 200)
        #expect(try await meetings() == ["https://meet.jit.si \(room) \(end + 3 * 3_600) 0 1 not opened"])
        let moved = try await jo.get("/api/bookings/\(id)").object("booking")
        #expect(try moved.text("jitsi_room_id") == room && moved.text("jitsi_room_url") == url)
    }

    @Test("a booking stays on the Jitsi server that it was made with, and new ones go to the new one")
    func server() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let old = try await jo.mustBook(jan("06T10:00"))
        let settings = try Settings(from: SettingSource(environment: ["JITSI_URL": "https://8x8.vc/Team/"]))
        let next = try await practice.anotherServer { $0.jitsi = settings.jitsi }
        let new = try await jo.on(next).mustBook(jan("06T13:00"))
        for app in [practice.app, next] {
            for (id, server) in [(old, "https://meet.jit.si"), (new, "https://8x8.vc/Team")] {
                let booking = try await jo.on(app).get("/api/bookings/\(id)").object("booking")
                let url = try booking.text("jitsi_room_url")
                #expect(try url == "\(server)/\(booking.text("jitsi_room_id"))")
                #expect(try booking.text("personalized_meeting_url").hasPrefix(url + "#"))
            }
        }
    }
}
