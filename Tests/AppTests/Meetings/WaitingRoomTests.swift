import App
import Domain
import Foundation
import Testing

@Suite("The waiting room")
struct WaitingRoomTests {
    @Test("a client waits until the host opens the meeting, which lets in all who wait and come")
    func opening() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -300)
        let since = lobby.practice.clock.now
        #expect(try await lobby.arrive() == .waits(since: since))
        let shown = try await lobby.meeting()
        #expect(try shown.text("state") == "closed" && shown.isNull("opened_at") && shown.flag("waiting_room"))
        let person = try #require(try shown.array("waiting").first)
        #expect(try person.text("name") == "Jo Doe" && person.text("invited_name") == "Jo Doe")
        #expect(try person.text("role") == "participant" && person.text("since") == "2026-01-06T09:55:00Z")
        let opened = try await lobby.post("open")
        #expect(opened.status == 200)
        #expect(try opened.object("meeting").text("state") == "open")
        #expect(try await lobby.waiting() == [])
        #expect(try await lobby.admitted() == ["client"])
        #expect(try await lobby.arrive() == .goesIn)
        #expect(try await lobby.arrive(.invited(ParticipantID(rawValue: 5))) == .goesIn)
    }

    @Test("the host and an admin open the meeting by going in themselves", arguments: [false, true])
    func goingIn(asAdmin: Bool) async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 0)
        try await lobby.arrive()
        let who: Entrant = asAdmin ? .admin(UserID(rawValue: lobby.boss.userID)) : .host
        #expect(try await lobby.arrive(who) == .goesIn)
        let shown = try await lobby.meeting()
        #expect(try shown.text("state") == "open" && shown.text("opened_at") == "2026-01-06T10:00:00Z")
        #expect(try await lobby.admitted() == ["client"], "those who run the meeting are no guests of it")
        #expect(try await lobby.arrive() == .goesIn)
    }

    @Test("admitting lets in one, and leaves the meeting closed for others")
    func admitting() async throws {
        let lobby = try await Lobby.open()
        let other = Entrant.invited(ParticipantID(rawValue: 5))
        lobby.move(to: 0)
        #expect(try await lobby.post("admit", ["participant_id": "client"]).status == 404, "nobody waits yet")
        try await lobby.arrive()
        try await lobby.arrive(other)
        let answer = try await lobby.post("admit", ["participant_id": "client"])
        #expect(try answer.object("meeting").text("state") == "closed")
        #expect(try await lobby.arrive() == .goesIn)
        #expect(try await lobby.arrive(other) == .waits(since: lobby.practice.clock.now))
        #expect(try await lobby.post("admit", ["participant_id": "client"]).status == 200, "once more does nothing")
        #expect(try await lobby.post("admit", ["all": true]).object("meeting").text("state") == "open")
        #expect(try await lobby.arrive(other) == .goesIn)
    }

    @Test("closing keeps out whoever comes then, and nobody who was let in; opening again lets them in")
    func closing() async throws {
        let lobby = try await Lobby.open()
        let other = Entrant.invited(ParticipantID(rawValue: 5))
        lobby.move(to: 0)
        #expect(try await lobby.post("close").object("meeting").isNull("closed_at"), "what is closed stays as it is")
        try await lobby.arrive()
        try await lobby.post("open")
        lobby.move(to: 60)
        let closed = try await lobby.post("close").object("meeting")
        #expect(try closed.text("state") == "closed" && closed.text("closed_at") == "2026-01-06T10:01:00Z")
        #expect(try await lobby.arrive() == .goesIn)
        #expect(try await lobby.arrive(other) == .waits(since: lobby.practice.clock.now))
        #expect(try await lobby.post("open").object("meeting").isNull("closed_at"))
        #expect(try await lobby.arrive(other) == .goesIn)
    }

    @Test("whoever closes the page leaves the list within 30 seconds, and comes back to the same place")
    func leaving() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 0)
        let since = lobby.practice.clock.now
        try await lobby.arrive()
        lobby.practice.clock.move(seconds: 19)
        #expect(try await lobby.waiting() == ["client"])
        #expect(try await lobby.practice.app.meetings.present(.client, at: lobby.bookingID))
        lobby.practice.clock.move(seconds: 19)
        #expect(try await lobby.waiting() == ["client"], "the page was heard of")
        lobby.practice.clock.move(seconds: 1)
        #expect(try await lobby.waiting() == [])
        lobby.practice.clock.move(seconds: 600)
        #expect(try await lobby.arrive() == .waits(since: since))
        #expect(try await lobby.waiting() == ["client"])
        let nobody = try await lobby.practice.app.meetings.present(.host, at: lobby.bookingID)
        #expect(!nobody, "a page that is heard of makes nobody wait")
    }

    @Test("every deed raises the meeting's count of changes, and what changes nothing does not")
    func sequence() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 0)
        var last = try await lobby.sequence()
        func isRaised(by deed: () async throws -> Void) async throws -> Bool {
            try await deed()
            let now = try await lobby.sequence()
            defer { last = now }
            return now > last
        }
        #expect(try await isRaised { try await lobby.arrive() })
        #expect(try await isRaised { try await lobby.post("late", ["minutes": 10]) })
        #expect(try await !isRaised { try await lobby.post("late", ["minutes": 10]) })
        #expect(try await isRaised { try await lobby.post("admit", ["participant_id": "client"]) })
        #expect(try await !isRaised { try await lobby.post("admit", ["participant_id": "client"]) })
        #expect(try await isRaised { try await lobby.post("open") })
        #expect(try await !isRaised { try await lobby.post("open") })
        #expect(try await isRaised { try await lobby.post("close") })
        #expect(try await !isRaised { try await lobby.post("close") })
        #expect(try await isRaised { try await lobby.arrive(.host) })
        #expect(
            try await !isRaised { _ = try await lobby.practice.app.meetings.present(.client, at: lobby.bookingID) })
    }

    @Test("to the second of its end, with the grace, a meeting can be opened and gone into, and then by nobody")
    func end() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: 90 * 60 - 1)
        #expect(try await lobby.arrive() == .waits(since: lobby.practice.clock.now))
        #expect(try await lobby.post("open").status == 200)
        lobby.move(to: 90 * 60)
        #expect(try await lobby.meeting().text("state") == "over")
        for deed in ["open", "close"] {
            let answer = try await lobby.post(deed)
            #expect(answer.code == "illegal_move" && answer.text.contains("The meeting has ended."), "\(answer)")
        }
        #expect(try await lobby.post("late", ["minutes": 5]).code == "illegal_move")
        for entrant in [Entrant.client, .host] {
            await #expect(throws: Problem.illegalMove(.over)) { try await lobby.arrive(entrant) }
        }
    }

    @Test("nobody goes into, waits for or opens the meeting of a booking that is not scheduled")
    func cancelled() async throws {
        let lobby = try await Lobby.open()
        #expect(try await lobby.jo.post("/api/bookings/\(lobby.id)/cancel").status == 200)
        await #expect(throws: Problem.illegalMove(.cancelled)) { try await lobby.arrive() }
        await #expect(throws: Problem.illegalMove(.cancelled)) { try await lobby.arrive(.host) }
        #expect(try await lobby.post("open").code == "illegal_move")
        #expect(try await lobby.meeting().text("state") == "over")
    }

    @Test("a booking that moves begins anew: nobody waits, nothing is open, nobody is late")
    func moved() async throws {
        let lobby = try await Lobby.open()
        try await lobby.arrive()
        try await lobby.post("open")
        try await lobby.post("late", ["minutes": 10])
        #expect(try await lobby.jo.move(lobby.id, to: jan("06T13:00")).status == 200)
        let shown = try await lobby.meeting()
        #expect(try shown.text("state") == "closed" && shown.int("late_minutes") == 0)
        #expect(try await lobby.waiting() == [])
        #expect(try await lobby.admitted() == [])
        #expect(try await lobby.arrive() == .waits(since: lobby.practice.clock.now))
    }

    @Test("what a service says of a waiting room counts for bookings that are made then")
    func service() async throws {
        let lobby = try await Lobby.open()
        let path = "/api/admin/services/\(lobby.practice.service)"
        #expect(try await lobby.boss.get(path).object("service").flag("waiting_room"))
        #expect(try await lobby.boss.patch(path, ["waiting_room": false]).status == 200)
        let later = try await lobby.jo.mustBook(jan("06T13:00"))
        #expect(try await lobby.meeting().flag("waiting_room"))
        #expect(try await !lobby.boss.get("/api/meetings/\(later)").object("meeting").flag("waiting_room"))
        let opened = try await lobby.boss.post("/api/meetings/\(later)/open")
        #expect(opened.code == "illegal_move" && opened.text.contains("has no waiting room"), "\(opened)")
    }

    @Test("with WAITING_ROOM=on each new booking has a waiting room, whatever its service says")
    func allServices() async throws {
        let practice = try await Practice.open { $0.meetings.waitingRoomIsOn = true }
        let id = try await practice.register("jo@example.com").mustBook(jan("06T10:00"))
        #expect(try await practice.boss().get("/api/meetings/\(id)").object("meeting").flag("waiting_room"))
    }

    @Test("a meeting without a waiting room is gone into without waiting, and shows who did")
    func without() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        #expect(try await practice.app.meetings.arrive(.client, at: BookingID(rawValue: id)) == .goesIn)
        let shown = try await practice.boss().get("/api/meetings/\(id)").object("meeting")
        #expect(try shown.text("state") == "closed", "the clock has not opened it yet")
        #expect(try shown.array("admitted").map { try $0.text("participant_id") } == ["client"])
    }

    @Test("lateness is told in minutes that make sense, and taken back", arguments: [-1, 121])
    func lateness(wrong: Int) async throws {
        let lobby = try await Lobby.open()
        #expect(try await lobby.post("late", ["minutes": wrong]).complainedFields == ["minutes"])
        #expect(try await lobby.post("late", ["minutes": 120]).object("meeting").int("late_minutes") == 120)
        #expect(try await lobby.post("late", ["minutes": 0]).object("meeting").int("late_minutes") == 0)
    }
}
