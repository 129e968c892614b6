import App
import Foundation
import Testing

@Suite("Links that are taken back")
struct RevokedLinkTests {
    private func revoke(_ doors: Doors, _ who: String, as asker: Asker? = nil) async throws -> Answer {
        try await (asker ?? doors.boss).post("/api/bookings/\(doors.id)/participants/\(who)/revoke-link")
    }

    @Test("the former link ends and says so, and a new one goes out by mail", arguments: ["client", "host"])
    func revoked(who: String) async throws {
        let doors = try await Doors.open()
        let (asker, address) = who == "host" ? (doors.boss, "boss@example.com") : (doors.jo, "jo@example.com")
        let others = try await doors.entrance(of: who == "host" ? doors.jo : doors.boss)
        try await doors.practice.work()
        doors.practice.letters.forget()
        var links = [try await doors.entrance(of: asker)]
        for _ in 1...2 {
            #expect(try await revoke(doors, who).status == 200)
            links.append(try await doors.entrance(of: asker))
        }
        #expect(Set(links).count == 3)
        doors.move(to: 0)
        for former in links.dropLast() {
            for answer in [try await doors.look(former), try await doors.enter(former)] {
                #expect(answer.status == 422 && answer.text.contains("This link was replaced"), "\(answer)")
                #expect(!answer.text.contains("Consultation"))
            }
        }
        #expect(try await doors.enter(links[2]).status == 303)
        #expect(try await doors.look(others).status == 200, "the other's link stays")
        let list = try await asker.get("/api/bookings").array("bookings")
        let shown = try list.map { try $0.object("meeting").text("entrance_url") }
        #expect(shown.allSatisfy { $0 == "https://practice.example\(links[2])" }, "\(shown)")
        try await doors.practice.work()
        let letters = doors.practice.letters.letters(to: address).filter { $0.subject.hasPrefix("A new link: ") }
        #expect(letters.count == 2)
        for letter in letters {
            #expect(letter.text.contains(links[2]) && !letter.text.contains(links[0]), "the one that counts when sent")
            #expect(letter.invitation?.ics.replacing("\r\n ", with: "").contains(links[2]) == true)
        }
        let trail = try await doors.practice.texts(
            "SELECT detail FROM audit WHERE action = 'meeting.link_revoked' ORDER BY id")
        #expect(trail == Array(repeating: "{\"entrant\":\"\(who)\"}", count: 2))
    }

    @Test("only the host and admins take links back, of whom there is one to be taken back")
    func refused() async throws {
        let doors = try await Doors.open()
        #expect(try await revoke(doors, "client", as: doors.jo).status == 403)
        for who in ["admin-\(doors.boss.userID)", "invited-7", "nobody", "Client", String(repeating: "c", count: 99)] {
            #expect(try await revoke(doors, who).status == 404, "\(who)")
        }
        let stranger = try await doors.practice.register("ann@example.com")
        #expect(try await revoke(doors, "client", as: stranger).status == 404)
        doors.move(to: 3_600 + 1_800)
        #expect(try await revoke(doors, "client").code == "illegal_move", "it is over")
        #expect(try await doors.traces() == [0, 0])
        let direct = try await Doors.open { _ in }
        let refused = try await revoke(direct, "client")
        #expect(refused.code == "illegal_move" && refused.text.contains("JOIN_LINKS=entrance"), "\(refused)")
        try await direct.practice.run("UPDATE bookings SET status = 'cancelled'")
        #expect(try await revoke(direct, "client").code == "illegal_move")
    }

    @Test("whoever waits by a link that is taken back waits no more, and the next link waits anew")
    func waiting() async throws {
        let doors = try await Doors.open(waits: true)
        let former = try await doors.entrance()
        doors.move(to: 0)
        #expect(try await doors.enter(former).status == 200)
        let admitted = try await doors.boss.post("/api/meetings/\(doors.id)/admit", ["participant_id": "client"])
        #expect(admitted.status == 200, "\(admitted)")
        #expect(try await revoke(doors, "client").status == 200)
        #expect(try await doors.enter(former).status == 422)
        let waits = try await doors.enter(doors.entrance())
        #expect(waits.status == 200 && waits.text.contains("knows that you are here"), "\(waits)")
    }
}
