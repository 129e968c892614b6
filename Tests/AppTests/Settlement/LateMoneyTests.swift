import Foundation
import Testing

@Suite("Money that nobody waits for any more")
struct LateMoneyTests {
    /// A booking whose hold is over while its payment still can be paid: a restored backup, or a hand in the database.
    private static func expired(_ paid: PaidPractice) async throws -> (id: Int64, secret: String) {
        let held = try await paid.hold()
        try await paid.practice.run("UPDATE bookings SET status = 'expired' WHERE id = \(held.id)")
        try await paid.practice.run("DELETE FROM taken_cells WHERE booking_id = \(held.id)")
        try await paid.practice.run("DELETE FROM stretches WHERE owner_id = \(held.id)")
        try await paid.practice.run("DELETE FROM jobs WHERE kind = 'hold'")
        return held
    }

    @Test("late money takes the time again where it is still free")
    func free() async throws {
        let paid = try await PaidPractice.open()
        let held = try await Self.expired(paid)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "scheduled succeeded")
        #expect(try await paid.mails(about: held.id) == ["confirmation"])
        try await paid.practice.expectSoundCalendar()
    }

    @Test("late money for a taken slot is refunded in full, and the client is offered the next free ones")
    func taken() async throws {
        let paid = try await PaidPractice.open()
        let held = try await Self.expired(paid)
        let other = try await paid.practice.register("jo@example.com")
        _ = try await paid.hold(by: other)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "expired refunded")
        #expect(try await paid.refunds(held.id) == ["late 10000 succeeded"])
        #expect(paid.kept(held.id) == 0)
        #expect(try await paid.mails(about: held.id) == ["slot_lost"])
        let mail = try #require(paid.practice.letters.letters(to: "mia@example.com").last)
        #expect(mail.text.contains("Monday, 5 January 2026, 09:00 (UTC)\nMonday, 5 January 2026, 10:00"))
        try await paid.practice.expectSoundCalendar()
    }

    @Test("late money does not book a host who is none any more: it goes back")
    func demotedHost() async throws {
        let paid = try await PaidPractice.open()
        let held = try await Self.expired(paid)
        #expect(try await paid.boss.patch("/api/admin/users/\(paid.practice.bossID)", ["is_host": false]).status == 200)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "expired refunded")
        #expect(try await paid.mails(about: held.id) == ["slot_lost"])
    }

    @Test(
        "late money after a hand-over books the new host, and goes back where the time is taken there",
        arguments: [true, false])
    func handedOver(isFree: Bool) async throws {
        let paid = try await PaidPractice.open()
        let (practice, boss) = (paid.practice, paid.boss)
        let held = try await Self.expired(paid)
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let weekly = [["weekday": 4, "from": "09:00", "to": "17:00"] as [String: any Sendable]]
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": weekly]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", hours).status == 200)
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        let handed = try await HandOverTests.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(handed.status == 200 && handed.text.contains(#""booking_ids":[]"#), "\(handed)")
        if !isFree { _ = try await boss.mustBook(jan("08T10:00"), service: hers) }

        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == (isFree ? "scheduled succeeded" : "expired refunded"))
        #expect(paid.kept(held.id) == (isFree ? 10_000 : 0))
        #expect(try await practice.numbers("SELECT host_id FROM bookings WHERE id = \(held.id)") == [eve.userID])
        let told = try await practice.numbers(
            "SELECT user_id FROM mails WHERE booking_id = \(held.id) AND role = 'host'")
        #expect(told == (isFree ? [eve.userID] : []))
        try await practice.expectSoundCalendar()
    }

    @Test("another amount or currency than was asked for is refunded, the hold ends, and an admin is told")
    func wrong() async throws {
        for (amount, currency) in [(9_999, "usd"), (10_001, "usd"), (10_000, "eur")] as [(Int64, String)] {
            let paid = try await PaidPractice.open()
            let held = try await paid.hold()
            try paid.stripe.pay(held.secret, amount: amount, currency: currency)
            try await paid.tell()
            #expect(try await paid.status(held.id) == "cancelled refunded")
            #expect(try await paid.practice.texts("SELECT cancelled_by FROM bookings") == ["system"])
            #expect(try await paid.refunds(held.id) == ["wrong_amount \(amount) succeeded"])
            #expect(try await paid.mails(to: "host", about: held.id) == ["notice"])
            #expect(try await paid.mails(about: held.id) == ["payment_refunded"])
            let notice = try #require(paid.practice.letters.letters(to: "boss@example.com").last)
            #expect(notice.subject.hasPrefix("Please look at booking \(held.id)"))
        }
    }

    @Test("a client who cancels while paying gets the money back")
    func cancelledWhilePaying() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        #expect(try await paid.cancel(held.id).status == 200)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "cancelled refunded")
        #expect(try await paid.refunds(held.id) == ["cancelled 10000 succeeded"])
        #expect(paid.kept(held.id) == 0)
    }

    @Test("a second payment of a paid booking goes back, and only it")
    func twice() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        _ = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.refunds(id) == ["twice 10000 succeeded"])
        #expect(paid.stripe.intents.map(\.left) == [10_000, 0])
        // What the policy promises counts from the price, not from what came in.
        #expect(try await paid.cancel(id).status == 200)
        try await paid.tell()
        #expect(paid.stripe.intents.map(\.left) == [0, 0])
    }

    @Test(
        "of a second payment so much stays as a bank has withdrawn of the first, and admins are told",
        arguments: [(10_000, true), (10_000, false), (2_000, true), (2_000, false)])
    func twiceDuringDispute(withdrawn: Int64, won: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let first = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.dispute(first, withdrawn)
        try await paid.tell()
        let second = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        #expect(paid.stripe.intent(second)?.left == withdrawn)
        #expect(try await paid.notices(about: id) == 2)
        try paid.stripe.endDispute(first, won: won)
        try await paid.tell()
        #expect(paid.stripe.left == 10_000)
    }

    @Test(
        "one that waits to go back stays as well where a bank withdraws the first meanwhile", arguments: [true, false])
    func twiceBeforeDispute(won: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let first = try #require(paid.stripe.intent(of: id)).id
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        let second = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        try paid.stripe.dispute(first)
        try await paid.tell()
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(paid.stripe.intent(second)?.left == 10_000)
        try paid.stripe.endDispute(first, won: won)
        try await paid.tell()
        #expect(paid.stripe.left == 10_000)
    }

    @Test("money for a hold that ran out makes nothing firm for somebody who has left")
    func left() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let intent = try #require(paid.stripe.intent(of: held.id)).id
        try paid.stripe.pay(held.secret)
        paid.stripe.forget(intent)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(held.id) == "expired requires_payment_method")
        #expect(try await paid.client.delete("/api/users/me", ["password": Practice.password]).status == 204)
        paid.stripe.remember(intent)
        try await paid.practice.live(hours: 4)
        #expect(try await paid.practice.texts("SELECT status FROM bookings WHERE id = \(held.id)") == ["expired"])
        #expect(paid.kept(held.id) == 0)
    }

    @Test(
        "money that is seen when the start has passed makes nothing firm any more, but for one just before it",
        arguments: [("08T10:04", true), ("08T10:06", false), ("09T12:00", false)])
    func afterStart(seen: String, isFirm: Bool) async throws {
        let paid = try await PaidPractice.open { $0.holdMinutes = 1_440 }
        try await paid.moveOn(to: jan("08T09:50"))
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        // The server, or the way to it, is away meanwhile.
        try await paid.moveOn(to: jan(seen))
        try await paid.tell()
        #expect(try await paid.status(held.id) == (isFirm ? "scheduled succeeded" : "expired refunded"))
        #expect(paid.kept(held.id) == (isFirm ? 10_000 : 0))
        #expect(try await paid.mails(about: held.id) == (isFirm ? ["confirmation"] : ["slot_lost"]))
        try await paid.practice.expectSoundCalendar()
    }
}
