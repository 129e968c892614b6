import App
import Foundation
import Testing

/// Which link leads whom into a meeting, and what else is told of it.
@Suite("What is told of a meeting")
struct MeetingShownTests {
    @Test("with nothing set links lead straight into the room, and the meeting says when it is open")
    func plain() async throws {
        let doors = try await Doors.open { _ in }
        let shown = try await doors.jo.get("/api/bookings/\(doors.id)").text
        let meeting = """
            ,"meeting":{"state":"closed","opens_at":"2026-01-06T09:45:00Z","closes_at":"2026-01-06T11:30:00Z",\
            "entrance_url":null,"waiting_room":false,"roles_are":"courtesy"},"answers":[],"withdrawal":null}
            """
        #expect(shown.contains(meeting), "it stands last: \(shown)")
        let url = try await doors.shown().text("personalized_meeting_url")
        #expect(url.hasPrefix("https://meet.jit.si/booking-"))
        doors.move(to: 5 * 3_600)
        #expect(try await doors.shown().text("personalized_meeting_url") == url, "direct links do not end")
        #expect(try await doors.shown().object("meeting").text("state") == "over")
    }

    @Test("entrances stand wherever links do: in lists, alone, in mails, files and exports")
    func places() async throws {
        let doors = try await Doors.open()
        let room = try await doors.room()
        let entrance = "https://practice.example" + (try await doors.entrance())
        let hosts = "https://practice.example" + (try await doors.entrance(of: doors.boss))
        let list = try await doors.jo.get("/api/bookings").array("bookings")[0]
        #expect(try list.text("personalized_meeting_url") == entrance)
        #expect(try list.object("meeting").text("entrance_url") == entrance)
        for path in ["/api/admin/bookings", "/api/host/bookings"] {
            let shown = try await doors.boss.get(path).array("bookings")[0]
            #expect(try shown.text("admin_meeting_url") == hosts, "\(path)")
        }
        for (asker, url) in [(doors.jo, entrance), (doors.boss, hosts)] {
            #expect(try await asker.get("/api/meetings/\(doors.id)/link").text("meeting_url") == url)
            let file = try await asker.get("/api/bookings/\(doors.id)/calendar.ics").text.replacing("\r\n ", with: "")
            #expect(file.contains("LOCATION:\(url)") && !file.contains(room), "\(file)")
        }
        #expect(try await doors.jo.get("/api/users/me/export").text.contains(entrance))
        try await doors.practice.work()
        for (address, url) in [("jo@example.com", entrance), ("boss@example.com", hosts)] {
            let letters = doors.practice.letters.letters(to: address).filter { $0.text.contains("/join/") }
            #expect(!letters.isEmpty && letters.allSatisfy { $0.text.contains(url) && !$0.text.contains(room) })
        }
    }

    @Test("LINK_EXPIRY makes links entrances, and ends them so long after the end")
    func expiry() async throws {
        let doors = try await Doors.open { $0.meetings.linkExpirySeconds = 7_200 }
        let path = try await doors.entrance()
        let room = try await doors.room()
        for (seconds, isGood) in [(10_799.0, true), (10_800, false)] {
            doors.move(to: seconds)
            let entered = try await doors.enter(path)
            #expect(entered.status == (isGood ? 303 : 410), "\(entered)")
            #expect(entered.header("Location")?.contains(room) ?? false == isGood)
            #expect(try await doors.shown().isNull("personalized_meeting_url") == !isGood)
            let link = try await doors.jo.get("/api/meetings/\(doors.id)/link").json()
            #expect(link.isNull("meeting_url") == !isGood)
        }
    }

    @Test("with a waiting room a client is told of the room once the host has let people in, and not before")
    func waitingRoom() async throws {
        let doors = try await Doors.open(waits: true) { $0.meetings.joinLinks = .direct }
        let (path, hosts) = (try await doors.entrance(), try await doors.entrance(of: doors.boss))
        let room = try await doors.room()
        doors.move(to: -60)
        let before = try await doors.shown()
        #expect(before.isNull("jitsi_room_id") && before.isNull("jitsi_room_url"))
        #expect(try before.text("personalized_meeting_url").hasSuffix(path))
        #expect(try before.object("meeting").flag("waiting_room"))
        let waits = try await doors.enter(path)
        #expect(waits.status == 200 && waits.text.contains("Consultant knows that you are here"), "\(waits)")
        #expect(!waits.text.contains(room) && waits.header("Set-Cookie") != nil)
        #expect(try await doors.boss.get("/api/bookings/\(doors.id)").text.contains(room), "the host is told")
        let went = try await doors.enter(hosts)
        #expect(went.status == 303 && went.header("Location")?.contains(room) == true, "\(went)")
        #expect(try await doors.shown().text("jitsi_room_id") == room)
        let entered = try await doors.enter(path)
        #expect(entered.status == 303 && entered.header("Location")?.contains(room) == true, "\(entered)")
        #expect(try await doors.shown().text("personalized_meeting_url").hasSuffix(path), "the link stays an entrance")
        #expect(try await doors.boss.post("/api/meetings/\(doors.id)/close").status == 200)
        #expect(try await doors.shown().isNull("jitsi_room_id"), "closing keeps it from who comes then")
    }
}
