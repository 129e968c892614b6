import App
import Foundation
import Storage
import Testing

@Suite("What is stored of people who were invited, and until when")
struct InvitedPeopleTests {
    /// Jo's booking on Tuesday from 10:00 to 11:00, to which Ann and Bob are invited.
    private static func invited() async throws -> (practice: Practice, jo: Asker, id: Int64) {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        for name in ["Ann", "Bob"] {
            let body = ["email": "\(name.lowercased())@example.com", "name": name]
            #expect(try await jo.post("/api/bookings/\(id)/participants", body).status == 201)
        }
        try await practice.work()
        return (practice, jo, id)
    }

    @Test("they are part of the client's export; and of their own, with the codes for it, once the address is proved")
    func export() async throws {
        let (practice, jo, id) = try await Self.invited()
        let mine = try await jo.get("/api/users/me/export").array("participants")
        let told = try mine.map { try "\($0.int("booking_id")) \($0.text("email")) \($0.text("state"))" }
        #expect(told == ["\(id) ann@example.com invited", "\(id) bob@example.com invited"])
        for name in ["ann", "bob"] {
            let asked = try await practice.visitor.post("/api/auth/code", ["email": "\(name)@example.com"])
            #expect(asked.status == 202)
        }
        let ann = try await practice.register("ann@example.com", proved: false)
        let unproved = try await ann.get("/api/users/me/export")
        #expect(try unproved.array("invitations").isEmpty && unproved.array("sign_in_codes").isEmpty)
        let bob = try await practice.register("bob@example.com")
        let own = try await bob.get("/api/users/me/export")
        #expect(try own.array("invitations").map { try $0.text("name") } == ["Bob"] && !own.text.contains("ann@"))
        let codes = try own.array("sign_in_codes")
        #expect(try codes.count == 1 && codes[0].text("created_at") == jan("05T08:00") && codes[0].isNull("used_at"))
        let hashes = try await practice.texts("SELECT request_hash FROM sign_in_codes")
        #expect(hashes.count == 2 && hashes.allSatisfy { !own.text.contains($0) })
    }

    @Test("thirty days after the meeting has ended they are forgotten, once no mail to them is due")
    func forgotten() async throws {
        let (practice, _, _) = try await Self.invited()
        func names() async throws -> [String] {
            try await practice.app.database.write { try Housekeeping.plan(in: $0) }
            try await practice.work()
            return try await practice.texts("SELECT name FROM participants ORDER BY id")
        }
        practice.clock.move(hours: 24 * 31 + 3)
        #expect(try await names() == ["Ann", "Bob"])
        let due: SQL = "UPDATE mails SET state = 'due' WHERE participant_id = (SELECT MIN(id) FROM participants)"
        try await practice.run(due)
        practice.clock.move(hours: 1)
        #expect(try await names() == ["Ann"], "a mail to her is due")
        try await practice.run("UPDATE mails SET state = 'dropped' WHERE state = 'due'")
        practice.clock.move(hours: 1)
        #expect(try await names() == [])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM entrances WHERE entrant LIKE 'invited-%'") == [0])
    }
}
