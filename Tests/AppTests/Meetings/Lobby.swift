import App
import Domain
import Foundation
import Testing

/// A practice with a booking that has a waiting room, on Tuesday from 10:00 to 11:00, and its people.
struct Lobby {
    let practice: Practice
    let boss: Asker
    let jo: Asker
    let id: Int64

    static let start = Practice.monday.addingTimeInterval(26 * 3_600)

    static func open(_ change: (inout Settings) throws -> Void = { _ in }) async throws -> Lobby {
        try await of(
            try await Practice.open { settings in
                settings.tokenMinutes = 60 * 24 * 29
                try change(&settings)
            })
    }

    static func of(_ practice: Practice) async throws -> Lobby {
        let boss = try await practice.boss()
        let changed = try await boss.patch("/api/admin/services/\(practice.service)", ["waiting_room": true])
        try #require(changed.status == 200, "\(changed)")
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        return Lobby(practice: practice, boss: boss, jo: jo, id: try await jo.mustBook(jan("06T10:00")))
    }

    var bookingID: BookingID { BookingID(rawValue: id) }

    /// Goes in by their own entrance, or waits.
    @discardableResult
    func arrive(_ entrant: Entrant = .client) async throws -> Arrival {
        try await practice.app.meetings.arrive(entrant, at: bookingID)
    }

    /// Moves the clock to so many seconds after the start.
    func move(to seconds: Double) {
        practice.clock.move(seconds: Self.start.addingTimeInterval(seconds).timeIntervalSince(practice.clock.now))
    }

    func meeting() async throws -> Fields { try await boss.get("/api/meetings/\(id)").object("meeting") }

    func waiting() async throws -> [String] {
        try await meeting().array("waiting").map { try $0.text("participant_id") }
    }

    func admitted() async throws -> [String] {
        try await meeting().array("admitted").map { try $0.text("participant_id") }
    }

    @discardableResult
    func post(_ deed: String, _ body: [String: any Sendable]? = nil) async throws -> Answer {
        try await boss.post("/api/meetings/\(id)/\(deed)", body)
    }

    /// The path of the client's entrance.
    func entrance() async throws -> String {
        let booking = try await jo.get("/api/bookings/\(id)").object("booking")
        return try booking.object("meeting").text("entrance_url").replacing("https://practice.example", with: "")
    }

    /// The room's name, as the database has it.
    func room() async throws -> String {
        try await practice.texts("SELECT room FROM meetings WHERE booking_id = \(id)")[0]
    }

    /// What counts the changes of the meeting.
    func sequence() async throws -> Int64 {
        try await practice.numbers("SELECT sequence FROM meetings WHERE booking_id = \(id)")[0]
    }
}
