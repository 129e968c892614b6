import App
import Domain
import Foundation
import Storage
import Testing

@Suite("What doctor says of payments")
struct PaymentDoctorTests {
    private static func compared(_ paid: PaidPractice) async throws -> Doctor.Finding {
        try await Doctor.compared(paid.stripe.gateway, with: paid.practice.app.database)
    }

    @Test("where all agree it says so, and counts what it compared")
    func agreement() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        _ = try await paid.hold(jan("09T10:00"))
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 30]).status == 200)
        try await paid.practice.work()
        let finding = try await Self.compared(paid)
        #expect(finding.grade == .ok && finding.sentence.contains("newest 2 payments"))
    }

    @Test("money that moved at Stripe alone is found, by the booking's number")
    func difference() async throws {
        for trouble in 0..<4 {
            let paid = try await PaidPractice.open()
            let id = try await paid.paid()
            let intent = try #require(paid.stripe.intent(of: id)).id
            switch trouble {
            case 0: try paid.stripe.refundElsewhere(intent, 100)
            case 1: try paid.stripe.dispute(intent)
            case 2: paid.stripe.state.withLock { $0.intents[intent]?.received = 1 }
            default: paid.stripe.state.withLock { $0.intents = [:] }
            }
            let finding = try await Self.compared(paid)
            #expect(finding.grade == .wrong && finding.sentence.hasSuffix("says: \(id)."), "\(finding)")
        }
    }

    @Test("a booking that says something else than its ledger is named; Stripe that is away is told")
    func ledger() async throws {
        let paid = try await PaidPractice.open()
        let (one, two) = (try await paid.paid(), try await paid.paid(jan("09T10:00")))
        paid.stripe.set(down: true)
        #expect(try await Self.compared(paid).sentence.contains("could not be compared"))
        try await paid.practice.run("UPDATE bookings SET payment_status = 'refunded' WHERE id = \(one)")
        try await paid.practice.run("UPDATE bookings SET refunded_minor = 5 WHERE id = \(two)")
        let differing = try await paid.practice.app.database.read { try $0.bookingsUnlikeTheirLedger().map(\.rawValue) }
        #expect(differing == [one, two])
        try await paid.practice.run("DELETE FROM ledger WHERE booking_id = \(two)")
        #expect(
            try await paid.practice.app.database.read { try $0.bookingsUnlikeTheirLedger().map(\.rawValue) } == [
                one, two,
            ])
    }

    /// Lines of a ledger, of which each may be there or not.
    private static let lines: [(kind: LedgerKind, minor: Int64)] = [
        (.charge, 100), (.refund, 60), (.refund, 40), (.refundFailed, 60), (.dispute, 100), (.disputeWon, 100),
        (.fee, 3),
    ]

    @Test("whatever lines a ledger has, and whatever a booking says, they differ where the ledger's own sums say so")
    func sums() async throws {
        let practice = try await Practice.open()
        let booking = BookingID(rawValue: try await practice.register("jo@example.com").mustBook(jan("06T10:00")))
        let currency = Currency(stored: "usd")
        let wrong = try await practice.app.database.write { tx in
            var wrong: [String] = []
            for chosen in 0..<(1 << Self.lines.count) {
                let lines = Self.lines.enumerated().filter { chosen & (1 << $0.offset) != 0 }
                try tx.run("DELETE FROM ledger")
                for (number, line) in lines {
                    try tx.run(
                        """
                        INSERT INTO ledger (booking_id, kind, amount_minor, currency, reference, at)
                        VALUES (\(booking), \(line.kind), \(line.minor), 'usd', \("\(number)"), 0)
                        """)
                }
                let ledger = Ledger(
                    lines.map {
                        LedgerEntry(
                            kind: $0.element.kind, money: Money(minor: $0.element.minor, currency: currency),
                            intentID: nil, reference: "", at: tx.now)
                    })
                for status in PaymentStatus.allCases {
                    let refunded = chosen % 3 == 0 ? 60 : max(ledger.refunded, 0)
                    try tx.run(
                        """
                        UPDATE bookings SET payment_status = \(status), refunded_minor = \(refunded)
                        WHERE id = \(booking)
                        """)
                    let isPaid = [.succeeded, .refunded, .partiallyRefunded, .disputed].contains(status)
                    let agrees =
                        (ledger.status.map { $0 == status } ?? !isPaid) && refunded == max(ledger.refunded, 0)
                    guard try tx.bookingsUnlikeTheirLedger() != (agrees ? [] : [booking]) else { continue }
                    wrong.append("\(lines.map(\.element)) \(status) \(refunded)")
                }
            }
            return wrong
        }
        #expect(wrong == [])
    }

    @Test("live keys without a signing secret or https are wrong, test keys without one are advised about")
    func settings() async throws {
        let practice = try await Practice.open()
        func findings(_ mode: String, url: String, secret: Secret?) async -> [String] {
            var settings = practice.app.settings
            settings.publicURL = url
            settings.stripe = StripeSettings(
                secretKey: Secret("sk_\(mode)_x"), publishableKey: "pk_\(mode)_x", webhookSecret: secret)
            // Nobody listens there.
            settings.stripe?.apiURL = "http://127.0.0.1:1"
            let found = await Doctor(settings: settings).stripe()
            return found.map { "\($0.grade.rawValue) \($0.subject)" }
        }
        let secret = FakeStripe.webhookSecret
        let key = "wrong STRIPE_SECRET_KEY"
        #expect(
            await findings("live", url: "http://a.example", secret: nil) == [
                key, "wrong STRIPE_WEBHOOK_SECRET", "wrong PUBLIC_URL",
            ])
        #expect(await findings("live", url: "https://a.example", secret: secret) == [key])
        #expect(
            await findings("test", url: "http://a.example", secret: nil) == [key, "advice STRIPE_WEBHOOK_SECRET"])
    }

    @Test("what an admin had marked as paid before there was a ledger has its line in it, and a receipt")
    func before() async throws {
        let practice = try await Practice.open()
        let id = try await practice.boss().addService("Advice", 60, ["amount": 100])
        let booking = try await practice.register("mia@example.com").mustBook(jan("08T10:00"), service: id)
        try await practice.run("UPDATE bookings SET payment_status = 'succeeded' WHERE id = \(booking)")
        #expect(
            try await practice.app.database.read { try $0.bookingsUnlikeTheirLedger().map(\.rawValue) } == [booking])
        for sql in Schema.ledgerOfThePast + Schema.receiptsOfThePast { try await practice.run(sql) }
        #expect(try await practice.app.database.read { try $0.bookingsUnlikeTheirLedger().map(\.rawValue) } == [])
        #expect(try await practice.numbers("SELECT number FROM receipts WHERE booking_id = \(booking)") == [1])
        // What has a receipt gets no second one.
        for sql in Schema.receiptsOfThePast { try await practice.run(sql) }
        #expect(try await practice.numbers("SELECT COUNT(*) FROM receipts") == [1])
    }
}
