import App
import Domain
import Foundation
import Storage
import Testing

/// What the release of 27 November 2026 had taken and given back by Stripe.
@Suite("Payments of the release before")
struct KeptPaymentTests {
    private static let token = "0123456789abcdef0123456789abcde"

    /// The practice with its payments, and a Stripe that knows them.
    private static func open() async throws -> (kept: KeptPractice, paid: PaidPractice) {
        let stripe = FakeStripe()
        // 22:00 UTC on that day, a few minutes after it was written.
        let later = Date(timeIntervalSince1970: 1_795_816_800)
        let kept = try await KeptPractice.open("2026-11-27", at: later, more: "stripe", stripe: stripe)
        let practice = kept.practice
        for number in 1...5 {
            let refunds: [(id: String, minor: Int64, token: String)] =
                switch number {
                case 2: [("re_old2", 4_000, token + "2")]
                case 3: [("re_old3", 10_000, token + "3")]
                default: []
                }
            let id = Int64(100 + number)
            stripe.know(
                "pi_old\(number)", of: id, room: try await Self.room(practice, id),
                received: number == 4 ? 0 : 10_000, refunds: refunds)
        }
        let service = try await practice.numbers("SELECT service_id FROM bookings WHERE id = 101")[0]
        let paid = PaidPractice(
            practice: practice, stripe: stripe, boss: try await practice.boss(),
            client: try await practice.signIn("mia@example.com"), service: service)
        return (kept, paid)
    }

    private static func room(_ practice: Practice, _ booking: Int64) async throws -> String {
        try await practice.texts("SELECT room FROM meetings WHERE booking_id = \(booking)")[0]
    }

    /// Bookings say what their ledgers say, these what Stripe says, and no refund is hindered.
    private static func expectNoComplaint(_ paid: PaidPractice) async throws {
        let database = paid.practice.app.database
        #expect(try await database.read { try $0.bookingsUnlikeTheirLedger() } == [])
        let compared = try await Doctor.compared(paid.stripe.gateway, with: database)
        #expect(compared.grade == .ok && compared.sentence.contains("newest 5 payments"), "\(compared)")
        #expect(try await Doctor.refunds(in: database).isEmpty)
        #expect(try await database.integrityComplaint() == nil)
    }

    @Test("doctor finds no fault in them, and their receipts are shown, by links of that release too")
    func receipts() async throws {
        let (kept, paid) = try await Self.open()
        defer { withExtendedLifetime(kept) {} }
        try await Self.expectNoComplaint(paid)
        let secret = try #require(paid.practice.app.settings.jwtSecret)
        for (id, number) in [(101, "R-000003"), (102, "R-000004"), (103, "R-000005")] as [(Int64, String)] {
            let receipt = try await paid.client.get("/api/bookings/\(id)/receipt")
            #expect(receipt.status == 200 && receipt.text.contains(number), "\(id): \(receipt.status)")
            let old = OldLink(secret: secret).receipt(id, room: try await Self.room(paid.practice, id))
            #expect(try await paid.practice.visitor.get(old).status == 200)
        }
    }

    @Test("what was to go back goes, what was paid can be given back, and what is held can be paid")
    func goesOn() async throws {
        let (kept, paid) = try await Self.open()
        defer { withExtendedLifetime(kept) {} }
        let (practice, stripe) = (paid.practice, paid.stripe)
        // The refund that was due.
        try await practice.work()
        try await paid.tell()
        #expect(stripe.intent("pi_old5")?.left == 0)
        #expect(try await paid.status(105) == "cancelled refunded")
        // By an admin, and by the client who cancels in time.
        #expect(try await paid.boss.post("/api/admin/bookings/101/refund", ["amount": 30]).status == 200)
        #expect(try await paid.cancel(102).status == 200)
        try await practice.work()
        try await paid.tell()
        #expect(stripe.intent("pi_old1")?.left == 7_000 && stripe.intent("pi_old2")?.left == 0)
        #expect(try await paid.status(101) == "scheduled partially_refunded")
        #expect(try await paid.status(102) == "cancelled refunded")
        #expect(try await paid.refunds(102) == ["admin 4000 succeeded", "policy 6000 succeeded"])
        // The hold.
        try stripe.pay("pi_old4_secret_1")
        try await paid.tell()
        #expect(try await paid.status(104) == "scheduled succeeded")
        #expect(try await practice.numbers("SELECT number FROM receipts WHERE booking_id = 104") == [7])
        // An event that was told before is no news.
        #expect(try await practice.numbers("SELECT COUNT(*) FROM stripe_events WHERE id LIKE 'evt_old%'") == [2])
        try await Self.expectNoComplaint(paid)
        try await practice.expectSoundCalendar()
    }
}
