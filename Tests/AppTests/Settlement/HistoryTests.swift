import App
import Foundation
import Testing
import Wire

@Suite("What happened to a booking")
struct HistoryTests {
    private static func lines(_ answer: Answer) throws -> [String] {
        try answer.array("history").map { "\(try $0.text("kind")) \(try $0.text("action"))" }
    }

    @Test("who did what, mails with their state and reason, and money stand in one line of time, the newest first")
    func whole() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let service = try await boss.addService("Paid", 60, ["amount": 20])
        let id = try await jo.mustBook(jan("07T10:00"), service: service)
        try await practice.work()
        practice.clock.move(seconds: 60)
        practice.letters.fail(SMTPError.permanent(code: 550, text: "no such mailbox"))
        #expect(try await jo.move(id, to: jan("07T11:00")).status == 200)
        try await practice.work()
        practice.clock.move(seconds: 60)
        #expect(try await boss.post("/api/admin/bookings/\(id)/mark-paid").status == 200)
        let answer = try await boss.get("/api/admin/bookings/\(id)/history")
        let told = try Self.lines(answer)
        #expect(told.last == "deed booking.created")
        for line in ["mail confirmation", "deed booking.rescheduled", "money charge", "mail payment_receipt"] {
            #expect(told.contains(line), "\(line): \(told)")
        }
        let moments = try answer.array("history").map { try $0.text("at") }
        #expect(moments == moments.sorted(by: >))
        #expect(try answer.json().flag("history_is_whole"))
        let moved = try #require(try answer.array("history").first { try $0.text("action") == "booking.rescheduled" })
        #expect(try moved.object("actor").text("name") == "Jo")
        #expect(try moved.object("detail").text("from") == jan("07T10:00"))
        let parked = try answer.array("history").filter { try $0.text("action") == "rescheduling" }
            .map { try $0.object("detail") }
        #expect(
            try parked.contains { try $0.text("state") == "parked" && $0.text("error").contains("no such mailbox") })
        #expect(try parked.map { try $0.text("to") }.sorted() == ["boss@example.com", "jo@example.com"])
    }

    @Test("who came to their entrance stands there by name, and what the audit trail forgot of the beginning too")
    func entrances() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -300)
        try await lobby.arrive()
        try await lobby.practice.run("DELETE FROM audit")
        let answer = try await lobby.boss.get("/api/host/bookings/\(lobby.id)/history")
        let came = try #require(try answer.array("history").first { try $0.text("kind") == "entrance" })
        #expect(try came.text("action") == "waited" && came.object("detail").text("name") == "Jo Doe")
        #expect(try Self.lines(answer).last == "deed booking.created")
    }

    @Test("another host is told that there is no such booking")
    func rights() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let host = try await practice.register("host@example.com")
        #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        let id = try await jo.mustBook(jan("07T10:00"))
        #expect(try await host.get("/api/host/bookings/\(id)/history").status == 404)
        #expect(try await jo.get("/api/host/bookings/\(id)/history").status == 403)
    }
}
