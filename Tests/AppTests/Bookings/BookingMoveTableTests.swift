import Foundation
import Testing

@Suite("Which deed is possible in which state")
struct BookingMoveTableTests {
    private static let deeds = ["complete", "no-show", "mark-paid", "cancel", "reschedule"]
    private static let possible: [String: Set<String>] = [
        "pending": ["cancel"],
        "scheduled": ["cancel", "reschedule", "complete", "no-show", "mark-paid"],
        "completed": ["mark-paid"],
        "no_show": ["mark-paid"],
        "cancelled": [],
        "expired": [],
    ]
    /// What a refusal says of the state.
    private static let matters = [
        "pending": "is only held", "scheduled": "is scheduled", "completed": "took place already",
        "no_show": "did not come", "cancelled": "is cancelled", "expired": "was not paid or confirmed in time",
    ]

    @Test("every deed in every state is either done or refused without a trace", arguments: possible.keys.sorted())
    func table(status: String) async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService("Paid", 60, ["amount": 10])
        let id = try await jo.mustBook(jan("05T10:00"), service: service)
        practice.clock.move(hours: 3)
        for deed in Self.deeds {
            try await practice.run(
                """
                UPDATE bookings SET status = \(status), payment_status = 'requires_payment_method', hold_expires_at = 1,
                    cancelled_at = NULL
                """)
            let before = try await boss.get("/api/admin/bookings").text
            let mails = try await practice.numbers("SELECT COUNT(*) FROM mails")
            let audit = try await practice.numbers("SELECT COUNT(*) FROM audit")
            let body: [String: any Sendable]? = deed == "reschedule" ? ["scheduled_at": jan("06T09:00")] : nil
            let answer = try await boss.post("/api/admin/bookings/\(id)/\(deed)", body)
            if Self.possible[status]!.contains(deed) {
                #expect(answer.status == 200, "\(status), \(deed): \(answer)")
                #expect(try await practice.numbers("SELECT COUNT(*) FROM audit")[0] == audit[0] + 1)
            } else {
                #expect(answer.status == 409 && answer.code == "illegal_move", "\(status), \(deed): \(answer)")
                #expect(answer.text.contains(try #require(Self.matters[status])), "\(status), \(deed): \(answer)")
                #expect(try await boss.get("/api/admin/bookings").text == before)
                #expect(try await practice.numbers("SELECT COUNT(*) FROM mails") == mails)
                #expect(try await practice.numbers("SELECT COUNT(*) FROM audit") == audit)
            }
        }
    }

    @Test("cancelling a hold tells nobody, because nobody had been told of it")
    func hold() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        try await practice.run("UPDATE bookings SET status = 'pending', hold_expires_at = 1")
        try await practice.run("DELETE FROM mails")
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails") == [0])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM taken_cells") == [0])
    }
}
