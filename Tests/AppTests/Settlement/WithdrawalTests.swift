import App
import Foundation
import Testing

@Suite("The right to withdraw from the contract")
struct WithdrawalTests {
    /// Booked on Monday, withdrawn from until Wednesday has ended; cancelled by its rules until Tuesday 10:00.
    private static let right: [String: any Sendable] = [
        "right_of_withdrawal": true, "withdrawal_days": 2, "change_notice": 2_880,
    ]

    private static func letters(_ paid: PaidPractice, _ address: String) -> [String] {
        paid.practice.letters.letters(to: address).map(\.subject).filter { $0.contains("ithdraw") }
    }

    @Test("in time it calls the booking off and gives everything back, whatever change notice and policy say")
    func inTime() async throws {
        let paid = try await PaidPractice.open(Self.right)
        let id = try await paid.paid()
        let promised = try await paid.client.get("/api/bookings/\(id)").object("booking").object("withdrawal")
        #expect(try promised.text("until") == jan("08T00:00") && promised.isNull("declared_at"))
        // A second before midnight.
        paid.practice.clock.move(seconds: 64 * 3_600 - 1)
        #expect(try await paid.cancel(id).code == "change_notice")
        let client = try await paid.practice.signIn("mia@example.com").with("Idempotency-Key", "w")
        let withdrawn = try await client.post("/api/bookings/\(id)/withdraw")
        let booking = try withdrawn.object("booking")
        #expect(try booking.text("status") == "cancelled" && booking.text("cancelled_by") == "client")
        #expect(try booking.object("withdrawal").text("declared_at") == "2026-01-07T23:59:59Z", "\(withdrawn)")
        try await paid.tell()
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["policy 10000 succeeded"] && paid.kept(id) == 0)
        #expect(Self.letters(paid, "mia@example.com") == ["Withdrawn: Advice, Thursday, 8 January 2026"])
        #expect(Self.letters(paid, "boss@example.com").count == 1)
        let mail = try #require(
            paid.practice.letters.letters(to: "mia@example.com").first { $0.subject.hasPrefix("W") })
        #expect(mail.text.contains("Wednesday, 7 January 2026, 23:59"), "\(mail.text)")
        let again = try await client.post("/api/bookings/\(id)/withdraw")
        #expect(again.status == 200 && again.header("Idempotent-Replayed") == "true")
        #expect(try await paid.client.post("/api/bookings/\(id)/withdraw").status == 200, "it was said once more")
    }

    @Test("once its days are over, or the consultation has begun, it tells the practice and changes nothing")
    func late() async throws {
        for (days, hours) in [(2, 64.0), (14, 74.0)] {
            let paid = try await PaidPractice.open(
                ["right_of_withdrawal": true, "withdrawal_days": days]) { $0.tokenMinutes = 60 * 24 * 29 }
            let answer = try await paid.client.book(jan("08T10:00"), service: paid.service, ["begin_early": true])
            let id = try answer.object("booking").int("id")
            try paid.stripe.pay(try answer.object("payment").text("client_secret"))
            try await paid.tell()
            paid.practice.clock.move(hours: hours)
            for _ in 1...2 {
                let late = try await paid.client.post("/api/bookings/\(id)/withdraw")
                let booking = try late.object("booking")
                #expect(try late.status == 200 && booking.text("status") == "scheduled", "\(late)")
                #expect(try !booking.object("withdrawal").isNull("declared_at"))
            }
            try await paid.tell()
            #expect(try await paid.status(id) == "scheduled succeeded")
            #expect(try await paid.refunds(id).isEmpty)
            #expect(Self.letters(paid, "mia@example.com") == ["Your withdrawal: Advice, Thursday, 8 January 2026"])
            let told = Self.letters(paid, "boss@example.com")
            #expect(told.count == 1 && told.allSatisfy { $0.hasPrefix("A withdrawal that came late") }, "\(told)")
        }
    }

    @Test("only its client may, only of what is firm, and only where that was promised when it was booked")
    func refused() async throws {
        let paid = try await PaidPractice.open()
        let without = try await paid.paid()
        let path = "/api/admin/services/\(paid.service)"
        #expect(try await paid.boss.patch(path, Self.right).status == 200)
        let refused = try await paid.client.post("/api/bookings/\(without)/withdraw")
        #expect(refused.status == 409 && refused.code == "illegal_move", "\(refused)")
        #expect(try await paid.client.get("/api/bookings/\(without)").object("booking").isNull("withdrawal"))
        let held = try await paid.hold(jan("08T12:00")).id
        #expect(try await paid.client.post("/api/bookings/\(held)/withdraw").code == "illegal_move")
        let id = try await paid.paid(jan("08T14:00"))
        #expect(try await paid.boss.post("/api/bookings/\(id)/withdraw").status == 403)
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.boss.patch(path, ["right_of_withdrawal": false]).status == 200)
        let kept = try await paid.client.post("/api/bookings/\(id)/withdraw")
        #expect(try kept.object("booking").text("status") == "cancelled", "what was promised holds: \(kept)")
    }

    @Test("what begins before the right has ended needs the client's consent, which is kept with its time")
    func consent() async throws {
        let paid = try await PaidPractice.open(["right_of_withdrawal": true])
        let refused = try await paid.client.book(jan("08T10:00"), service: paid.service)
        #expect(refused.status == 422 && refused.complainedFields == ["begin_early"], "\(refused)")
        let agreed = try await paid.client.book(jan("08T10:00"), service: paid.service, ["begin_early": true])
        let withdrawal = try agreed.object("booking").object("withdrawal")
        #expect(try withdrawal.text("begin_early_at") == jan("05T08:00"))
        #expect(try withdrawal.text("until") == "2026-01-20T00:00:00Z")
        let far = try await paid.client.book(jan("20T10:00"), service: paid.service)
        #expect(try far.object("booking").object("withdrawal").isNull("begin_early_at"), "\(far)")
        let byAdmin: [String: any Sendable] = [
            "service_id": paid.service, "scheduled_at": jan("08T14:00"), "user_id": paid.client.userID,
        ]
        #expect(try await paid.boss.post("/api/admin/bookings", byAdmin).status == 201)
    }

    @Test("its days end where the host works")
    func zone() async throws {
        let paid = try await PaidPractice.open(Self.right)
        let days = (1...5).map { ["weekday": $0, "from": "00:00", "to": "24:00"] as [String: any Sendable] }
        let hours: [String: any Sendable] = ["time_zone": "Pacific/Auckland", "weekly": days]
        let path = "/api/admin/hosts/\(paid.practice.bossID)/working-hours"
        #expect(try await paid.boss.put(path, hours).status == 200)
        let answer = try await paid.client.book(jan("08T10:00"), service: paid.service)
        let until = try answer.object("booking").object("withdrawal").text("until")
        #expect(until == "2026-01-07T11:00:00Z", "Monday evening there, so until Wednesday has ended: \(answer)")
    }
}
