import App
import Foundation
import Testing

/// A practice with a booking on Tuesday from 10:00 to 11:00, to whose meeting its people go by their own entrances.
struct Doors {
    let practice: Practice
    let boss: Asker
    let jo: Asker
    let id: Int64

    static let start = Practice.monday.addingTimeInterval(26 * 3_600)

    /// `waits` where the host opens the meeting.
    static func open(
        waits: Bool = false, _ change: (inout Settings) throws -> Void = { $0.meetings.joinLinks = .entrance }
    ) async throws -> Doors {
        let practice = try await Practice.open { settings in
            settings.tokenMinutes = 60 * 24 * 29
            try change(&settings)
        }
        let boss = try await practice.boss()
        if waits {
            let changed = try await boss.patch("/api/admin/services/\(practice.service)", ["waiting_room": true])
            try #require(changed.status == 200, "\(changed)")
        }
        let jo = try await practice.register(
            "jo@example.com", ["first_name": "Jo", "last_name": "Doe", "time_zone": "UTC"])
        return Doors(practice: practice, boss: boss, jo: jo, id: try await jo.mustBook(jan("06T10:00")))
    }

    /// Moves the clock to so many seconds after the start.
    func move(to seconds: Double) {
        practice.clock.move(seconds: Self.start.addingTimeInterval(seconds).timeIntervalSince(practice.clock.now))
    }

    /// What the client is shown of the booking.
    func shown() async throws -> Fields { try await jo.get("/api/bookings/\(id)").object("booking") }

    /// The path of somebody's entrance; the client's unless told otherwise.
    func entrance(of asker: Asker? = nil) async throws -> String {
        let booking = try await (asker ?? jo).get("/api/bookings/\(id)").object("booking")
        return Self.path(try booking.object("meeting").text("entrance_url"))
    }

    /// The path of an address at the practice.
    static func path(_ url: String) -> String { url.replacing("https://practice.example", with: "") }

    func look(_ path: String) async throws -> Answer { try await practice.visitor.get(path) }

    /// Presses the button of an entrance.
    func enter(_ path: String) async throws -> Answer { try await practice.visitor.submit(path, "") }

    /// Rows of entrances, and what counts the changes of the meeting.
    func traces() async throws -> [Int64] {
        try await practice.numbers("SELECT COUNT(*) FROM entrances")
            + practice.numbers("SELECT sequence FROM meetings WHERE booking_id = \(id)")
    }

    /// The room's name, as the database has it.
    func room() async throws -> String {
        try await practice.texts("SELECT room FROM meetings WHERE booking_id = \(id)")[0]
    }
}
