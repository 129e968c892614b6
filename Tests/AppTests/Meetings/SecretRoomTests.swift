import App
import Domain
import Foundation
import Peers
import Storage
import Synchronization
import Testing

/// What reaches a client before the host has opened the meeting is searched for the name of its room.
@Suite("The secrecy of rooms")
struct SecretRoomTests {
    /// Every answer that a client can get about the booking, its pages among them.
    private static func answers(_ lobby: Lobby) async throws -> [(asked: String, text: String)] {
        let asked = [
            "/api/bookings", "/api/bookings?when=upcoming", "/api/bookings/\(lobby.id)",
            "/api/bookings/\(lobby.id)/calendar.ics", "/api/meetings/\(lobby.id)/link", "/api/meetings/\(lobby.id)",
            "/api/users/me/export",
        ]
        var answers: [(String, String)] = []
        for path in asked { answers.append((path, "\(try await lobby.jo.get(path))")) }
        let browser = PageBrowser(lobby.practice)
        func note(_ what: String, _ answer: Answer) { answers.append((what, "\(answer.headers) \(answer)")) }
        note("move", try await lobby.jo.move(lobby.id, to: jan("06T13:00")))
        note("move back", try await lobby.jo.move(lobby.id, to: jan("06T10:00")))
        lobby.move(to: -600)
        let feed = try await FeedTests.path(lobby.jo)
        let calendar = try await lobby.practice.visitor.get(feed)
        #expect(calendar.status == 200 && calendar.text.contains("BEGIN:VEVENT"))
        note("the calendar feed", calendar)
        let path = try await lobby.entrance()
        note("GET the entrance", try await browser.get(path))
        note("POST the entrance", try await browser.press(path))
        let waits = try await browser.get(path)
        #expect(waits.text.contains("knows that you are here"))
        note("GET the waiting room", waits)
        return answers
    }

    @Test("no answer, page, calendar file, export, mail or webhook has it, and all that should have it once it is open")
    func search() async throws {
        let lobby = try await Lobby.open()
        let hook = try await lobby.boss.post("/api/admin/webhooks", ["url": "https://receiver.example"])
        try #require(hook.status == 201)
        let room = try await lobby.room()
        let before = try await Self.answers(lobby)
        #expect(before.count == 13)
        for (asked, text) in before { #expect(!text.contains(room), "\(asked): \(text)") }
        try await lobby.practice.work()
        let letters = lobby.practice.letters.letters(to: "jo@example.com")
        #expect(letters.count > 2)
        for letter in letters {
            let all = letter.text + letter.html + (letter.invitation?.ics ?? "")
            #expect(!all.contains(room), "\(letter.subject)")
        }
        #expect(!lobby.practice.calls.all.isEmpty)
        for call in lobby.practice.calls.all {
            #expect(!String(decoding: call.body ?? [], as: UTF8.self).contains(room))
        }
        let shown = try await lobby.jo.get("/api/bookings/\(lobby.id)").object("booking")
        #expect(shown.isNull("jitsi_room_id") && shown.isNull("jitsi_room_url"))

        try await lobby.post("open")
        let open = try await lobby.jo.get("/api/bookings/\(lobby.id)").object("booking")
        #expect(try open.text("jitsi_room_id") == room && open.text("jitsi_room_url").hasSuffix(room))
        let browser = PageBrowser(lobby.practice)
        let path = try await lobby.entrance()
        _ = try await browser.get(path)
        #expect(try await browser.press(path).header("Location")?.contains(room) == true)
    }

    /// The tables that have a text anywhere.
    private static func tables(with text: String, _ practice: Practice) async throws -> [String] {
        try await practice.app.database.read { tx in
            var found: [String] = []
            for table in CopyTable.all {
                var has = false
                try table.forEachRow(in: tx) { row, columns in
                    for column in 0..<columns {
                        if case .text(let stored) = try row.value(column), stored.contains(text) { has = true }
                    }
                }
                if has { found.append("\(table.name)") }
            }
            return found
        }
    }

    @Test("no line of a log has it, nor any table but the one of meetings, before the meeting is open and after")
    func stored() async throws {
        let lobby = try await Lobby.open()
        let lines = Mutex("")
        let keep: @Sendable (String) -> Void = { line in lines.withLock { $0 += line + "\n" } }
        let access = AccessLog(isOn: true) { keep(String(decoding: $0, as: UTF8.self)) }
        let log = KeptLog(.trace, isWhole: true, keep)
        let server = try await lobby.practice.anotherServer(accessLog: access, log: log)
        let (jo, visitor) = (lobby.jo.on(server), lobby.practice.visitor.on(server))
        let hook = try await lobby.boss.post("/api/admin/webhooks", ["url": "https://receiver.example"])
        #expect(hook.status == 201)
        _ = try await jo.move(lobby.id, to: jan("06T13:00"))
        _ = try await jo.move(lobby.id, to: jan("06T10:00"))
        lobby.move(to: -600)
        let (room, path) = (try await lobby.room(), try await lobby.entrance())
        for deed in ["wait", "open"] {
            if deed == "open" { _ = try await lobby.boss.on(server).post("/api/meetings/\(lobby.id)/open") }
            for asked in ["/api/bookings/\(lobby.id)", "/api/meetings/\(lobby.id)/link"] {
                _ = try await jo.get(asked)
            }
            _ = try await visitor.submit(path, "")
            try await server.worker.runAllDue()
            #expect(try await Self.tables(with: room, lobby.practice) == ["meetings"], "\(deed)")
        }
        access.finish(withinSeconds: Double(longWaitSeconds))
        let told = lines.withLock { $0 }
        #expect(told.contains("GET /api/bookings/{id} 200"), "\(told)")
        #expect(!told.contains(room) && !told.contains(path), "\(told)")
    }

    @Test("those who run the meeting see the room all the time, and their links are their entrances")
    func staff() async throws {
        let lobby = try await Lobby.open()
        let room = try await lobby.room()
        let shown = try await lobby.boss.get("/api/admin/bookings/\(lobby.id)").object("booking")
        #expect(try shown.text("jitsi_room_id") == room)
        #expect(try shown.text("admin_meeting_url").hasPrefix("https://practice.example/join/"))
    }
}
