import App
import Foundation
import Storage
import Testing

@Suite("What the practice notes for itself")
struct PrivateNotesTests {
    private static let secret = "Talks of a quarrel"

    /// A booking of jo's with a host who is no admin, and a note.
    private struct Noted {
        let practice: Practice
        let (boss, host, jo): (Asker, Asker, Asker)
        let id: Int64

        init(_ change: (inout Settings) throws -> Void = { _ in }) async throws {
            practice = try await Practice.openForLong(change)
            boss = try await practice.boss()
            jo = try await practice.register("jo@example.com")
            host = try await practice.register("host@example.com")
            let raised = try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true])
            try #require(raised.status == 200, "\(raised)")
            id = try await jo.mustBook(jan("06T10:00"), ["notes": "By tram"])
            let path = "/api/host/bookings/\(id)"
            #expect(
                try await boss.patch(path, ["private_notes": " \(PrivateNotesTests.secret)\r\nAgain "]).status == 200)
        }
    }

    @Test("host and admins see them as the last member, also in lists, and take them away by null or an empty text")
    func staff() async throws {
        let noted = try await Noted()
        let path = "/api/admin/bookings/\(noted.id)"
        let kept = Self.secret + "\nAgain"
        #expect(try await noted.boss.get(path).object("booking").text("private_notes") == kept)
        #expect(try await noted.boss.get(path).text.hasSuffix("\"private_notes\":\"\(Self.secret)\\nAgain\"}}"))
        for list in ["/api/host/bookings", "/api/admin/bookings"] {
            #expect(try await noted.boss.get(list).array("bookings")[0].text("private_notes") == kept)
        }
        for nothing in ["", NSNull()] as [any Sendable] {
            _ = try await noted.boss.patch(path, ["private_notes": "x"])
            #expect(
                try await noted.boss.patch(path, ["private_notes": nothing]).object("booking").isNull("private_notes"))
        }
        #expect(try await noted.boss.patch(path, [:]).complainedFields == ["private_notes"])
        let long = String(repeating: "é", count: 5_001)
        #expect(try await noted.boss.patch(path, ["private_notes": long]).complainedFields == ["private_notes"])
    }

    @Test("the client learns nothing of them: not by views, mails, webhooks, file or the moment of the last change")
    func client() async throws {
        let noted = try await Noted()
        let (jo, practice) = (noted.jo, noted.practice)
        let before = try await jo.get("/api/bookings/\(noted.id)").text
        _ = try await noted.boss.addWebhook("https://receiver.example/hook")
        practice.clock.move(hours: 1)
        let change = ["private_notes": Self.secret]
        #expect(try await noted.boss.patch("/api/admin/bookings/\(noted.id)", ["private_notes": "x"]).status == 200)
        #expect(try await noted.boss.patch("/api/admin/bookings/\(noted.id)", change).status == 200)
        #expect(try await jo.get("/api/bookings/\(noted.id)").text == before)
        #expect(try await jo.move(noted.id, to: jan("06T12:00")).status == 200)
        try await practice.work()
        let file = try await jo.get("/api/users/me/export").text
        let own = try await jo.get("/api/bookings").text
        let letters = practice.letters.all.flatMap { [$0.text, $0.html] }
        let calls = practice.calls.all.map { String(decoding: $0.body ?? [], as: UTF8.self) }
        let told = [file, own] + letters + calls
        #expect(told.count > 4 && told.allSatisfy { !$0.contains("quarrel") && !$0.contains("private_notes") })
        #expect(!file.contains("notes_changed"))
        let trail = try await noted.boss.get("/api/admin/audit?booking_id=\(noted.id)").text
        #expect(trail.contains("booking.notes_changed") && !trail.contains("quarrel"))
    }

    @Test("they go along to another host, and end with the client's account, not by ANSWERS_KEPT")
    func course() async throws {
        let noted = try await Noted { $0.ages.answerDays = 1 }
        let path = "/api/host/bookings/\(noted.id)"
        #expect(try await noted.host.patch(path, ["private_notes": "x"]).status == 404)
        let given = try await noted.boss.post(
            "/api/admin/hosts/\(noted.practice.bossID)/hand-over", ["to_host_id": noted.host.userID])
        #expect(given.status == 200, "\(given)")
        let seen = try await noted.host.get("/api/host/bookings").array("bookings")
        #expect(try seen[0].text("private_notes").hasPrefix(Self.secret))
        let kept = "SELECT COUNT(*) FROM bookings WHERE private_notes IS NOT NULL" as SQL
        noted.practice.clock.move(hours: 75)
        try await noted.practice.app.database.write { try Housekeeping.plan(in: $0) }
        try await noted.practice.work()
        #expect(try await noted.practice.numbers("SELECT COUNT(*) FROM bookings WHERE notes IS NOT NULL") == [0])
        #expect(try await noted.practice.numbers(kept) == [1])
        let jo = try await noted.practice.signIn("jo@example.com")
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        #expect(try await noted.practice.numbers(kept) == [0])
    }
}
