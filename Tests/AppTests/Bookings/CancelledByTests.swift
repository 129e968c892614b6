import Foundation
import Testing

@Suite("Who cancelled a booking")
struct CancelledByTests {
    @Test("the booking says whether its client, its host or an admin did it, by the door that they came through")
    func doors() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let doors: [(asker: Asker, path: String, actor: String)] = [
            (jo, "/api/bookings", "client"), (boss, "/api/bookings", "host"), (boss, "/api/host/bookings", "host"),
            (boss, "/api/admin/bookings", "admin"),
        ]
        for (index, door) in doors.enumerated() {
            let id = try await jo.mustBook(jan("06T\(10 + index):00"))
            let answer = try await door.asker.post("\(door.path)/\(id)/cancel").object("booking")
            #expect(try answer.text("cancelled_by") == door.actor, "\(door.path)")
            #expect(try await jo.get("/api/bookings/\(id)").object("booking").text("cancelled_by") == door.actor)
        }
    }

    @Test("of a client who leaves it is the client")
    func departure() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let boss = try await practice.boss()
        let booking = try await boss.get("/api/admin/bookings/\(id)").object("booking")
        #expect(try booking.text("cancelled_by") == "client")
    }

    @Test("whose words the reason is does not hang on the audit trail")
    func withoutAudit() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        let id = try await jo.mustBook(jan("06T10:00"))
        #expect(try await jo.post("/api/bookings/\(id)/cancel", ["reason": "ReasonWord"]).status == 200)
        try await practice.run("DELETE FROM audit")
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: "jo@example.com").last { $0.subject.hasPrefix("Canc") })
        #expect(!letter.text.contains("ReasonWord"))
        let toHost = try #require(practice.letters.letters(to: "boss@example.com").last)
        #expect(toHost.text.contains("ReasonWord"))
    }
}
