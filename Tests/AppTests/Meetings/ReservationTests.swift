import App
import Foundation
import Jitsi
import Testing

/// Jitsi's reservation protocol, as Prosody's module sends it: form-encoded, twice, and out of order.
@Suite("Rooms only for their booking")
struct ReservationTests {
    private static let secret = "0123456789abcdef01234567"
    private static let conference = "/reservations/\(secret)/conference"

    private static func doors(waits: Bool = false) async throws -> Doors {
        try await Doors.open(waits: waits) {
            $0.jitsi = try JitsiServer(url: "https://meet.example.org")
            $0.meetings.reservationSecret = Secret(secret)
        }
    }

    /// Somebody wants into the room, and Prosody asks.
    private static func ask(_ doors: Doors, for room: String) async throws -> Answer {
        let form = "name=\(room)&start_time=2026-01-06T09%3A50%3A00.000Z&mail_owner=4f1b%40meet.jitsi%2Fx"
        return try await doors.practice.visitor.submit(conference, form)
    }

    private static func message(_ answer: Answer) throws -> String {
        #expect(answer.status == 403 && answer.header("Content-Type") == "application/json", "\(answer)")
        return try answer.json().text("message")
    }

    @Test("a room opens in its booking's window, and ends with the grace whenever it was opened")
    func window() async throws {
        let doors = try await Self.doors()
        let room = try await doors.room()
        let start = Int64(Doors.start.timeIntervalSince1970)
        doors.move(to: -901)
        let early = try Self.message(try await Self.ask(doors, for: room))
        #expect(early.hasPrefix("This meeting is not open yet."))
        for seconds in [-900.0, 0, 5_399] {
            doors.move(to: seconds)
            let opened = try await Self.ask(doors, for: room)
            #expect(opened.status == 200, "\(opened)")
            let json = try opened.json()
            #expect(try json.text("id") == "\(doors.id)-\(start - 900)", "asked again, it is the same opening")
            #expect(try json.text("name") == room && json.text("mail_owner") == "4f1b@meet.jitsi/x")
            #expect(try json.text("start_time") == "2026-01-06T09:45:00Z" && json.int("duration") == 105 * 60)
            let id = try json.text("id")
            let shown = try await doors.practice.visitor.get("\(Self.conference)/\(id)")
            #expect(try shown.status == 200 && shown.json().int("duration") == 105 * 60)
        }
        doors.move(to: 5_400)
        let over = try await Self.ask(doors, for: room)
        #expect(try Self.message(over) == "This meeting is over.")
    }

    @Test("a room that is none of ours is refused, and ours is known by the names that Jitsi servers give it")
    func names() async throws {
        let doors = try await Self.doors()
        let room = try await doors.room()
        doors.move(to: 0)
        for name in ["standup", "booking-\(doors.id)-1-x", "", "%5Bdental%5D"] {
            let message = try Self.message(try await Self.ask(doors, for: name))
            #expect(message.hasPrefix("There is no meeting here."), "\(name)")
        }
        #expect(try await doors.practice.visitor.submit(Self.conference, "start_time=x").status == 422)
        let names = [(room.uppercased(), room), ("%5Bdental%5D\(room)", "[dental]\(room)")]
        for (asked, told) in names {
            #expect(try await Self.ask(doors, for: asked).json().text("name") == told)
        }
    }

    @Test("a closing that is told twice, or late, is of its own opening alone")
    func closing() async throws {
        let doors = try await Self.doors()
        let (room, visitor) = (try await doors.room(), doors.practice.visitor)
        doors.move(to: 0)
        let first = try await Self.ask(doors, for: room).json().text("id")
        doors.move(to: 60)
        for _ in 1...2 { #expect(try await visitor.delete("\(Self.conference)/\(first)").status == 204) }
        #expect(try await visitor.get("\(Self.conference)/\(first)").status == 404)
        let closed = try await doors.boss.get("/api/meetings/\(doors.id)").object("meeting")
        #expect(try closed.text("room_opened_at") == "2026-01-06T10:00:00Z")
        #expect(try closed.text("room_closed_at") == "2026-01-06T10:01:00Z")
        doors.move(to: 120)
        let second = try await Self.ask(doors, for: room).json().text("id")
        #expect(second != first)
        for id in [first, "\(doors.id)", "x-y", "999999-1"] {
            #expect(try await visitor.delete("\(Self.conference)/\(id)").status == 204)
        }
        #expect(try await visitor.get("\(Self.conference)/\(second)").status == 200)
        let open = try await doors.boss.get("/api/meetings/\(doors.id)").object("meeting")
        #expect(try open.text("room_opened_at") == "2026-01-06T10:02:00Z")
        #expect(open.isNull("room_closed_at"))
    }

    @Test("with a waiting room the room opens once somebody may enter, and not before")
    func waitingRoom() async throws {
        let (opened, admitted) = (try await Self.doors(waits: true), try await Self.doors(waits: true))
        for doors in [opened, admitted] {
            doors.move(to: 0)
            let room = try await doors.room()
            let message = try Self.message(try await Self.ask(doors, for: room))
            #expect(message.hasPrefix("The host has not opened this meeting yet."))
        }
        let room = try await opened.room()
        #expect(try await opened.boss.post("/api/meetings/\(opened.id)/open").status == 200)
        #expect(try await Self.ask(opened, for: room).status == 200)
        #expect(try await opened.boss.post("/api/meetings/\(opened.id)/close").status == 200)
        #expect(try await Self.ask(opened, for: room).status == 403, "nobody was let in, and nobody is any more")
        let path = try await admitted.entrance()
        #expect(try await admitted.enter(path).status == 200)
        let one: [String: any Sendable] = ["participant_id": "client"]
        #expect(try await admitted.boss.post("/api/meetings/\(admitted.id)/admit", one).status == 200)
        let roomOfOne = try await admitted.room()
        #expect(try await Self.ask(admitted, for: roomOfOne).status == 200)
    }

    @Test("a waiting room that the host has opened before the window leads into no room before it either")
    func openedEarly() async throws {
        let doors = try await Self.doors(waits: true)
        let (room, path) = (try await doors.room(), try await doors.entrance())
        #expect(try await doors.boss.post("/api/meetings/\(doors.id)/open").status == 200)
        doors.move(to: -901)
        let message = try Self.message(try await Self.ask(doors, for: room))
        #expect(message.hasPrefix("This meeting is not open yet."), "\(message)")
        #expect(try await doors.enter(path).header("Location") == path, "the entrance says so, too")
        doors.move(to: -900)
        #expect(try await doors.enter(path).header("Location")?.contains(room) == true)
        #expect(try await Self.ask(doors, for: room).status == 200)
    }

    @Test("why a room stays closed is told in the client's language")
    func language() async throws {
        let doors = try await Self.doors()
        let room = try await doors.room()
        #expect(try await doors.jo.patch("/api/users/me", ["locale": "de"]).status == 200)
        #expect(try await doors.jo.post("/api/bookings/\(doors.id)/cancel").status == 200)
        doors.move(to: 0)
        let refused = try await Self.ask(doors, for: room)
        #expect(try Self.message(refused) == "Dieser Termin wurde abgesagt.")
    }

    @Test("under another secret, and where no Jitsi server asks, there is nothing")
    func secrecy() async throws {
        let (asked, silent) = (try await Self.doors(), try await Doors.open { _ in })
        for (doors, secret) in [(asked, Self.secret + "0"), (asked, "x"), (silent, Self.secret)] {
            let (visitor, room) = (doors.practice.visitor, try await doors.room())
            doors.move(to: 0)
            let path = "/reservations/\(secret)/conference"
            #expect(try await visitor.submit(path, "name=\(room)").status == 404)
            #expect(try await visitor.get("\(path)/\(doors.id)-1").status == 404)
            #expect(try await visitor.delete("\(path)/\(doors.id)-1").status == 404)
        }
    }
}
