import Domain
import Foundation
import Storage

extension Doctor {
    /// By the command line; a page, for which somebody waits, compares fewer.
    package static let mostCompared = 200
    /// Bookings that one finding names.
    private static let mostNamed = 10

    /// Settings of the payment company, and whether it answers to them.
    package func stripe() async -> [Finding] {
        guard let stripe = settings.stripe else {
            return [
                Finding(
                    grade: .advice, subject: "STRIPE_SECRET_KEY",
                    sentence: "is not set: whatever has a price is paid later, and an admin marks it as paid.")
            ]
        }
        var findings = [await key(stripe)]
        if stripe.webhookSecret == nil {
            findings.append(
                Finding(
                    grade: stripe.isLive ? .wrong : .advice, subject: "STRIPE_WEBHOOK_SECRET",
                    sentence: """
                        is not set: payments are asked for every few seconds, and disputes and refunds that are made \
                        at Stripe's own pages are noticed late.
                        """))
        }
        if stripe.isLive, !settings.publicURL.hasPrefix("https:") {
            findings.append(
                Finding(grade: .wrong, subject: "PUBLIC_URL", sentence: "is not https, and real money is charged."))
        }
        return findings
    }

    private func key(_ stripe: StripeSettings) async -> Finding {
        let mode = stripe.isLive ? "live: real money moves" : "test: no real money moves"
        do {
            try await StripeClient(stripe).check()
            return Finding(grade: .ok, subject: "STRIPE_SECRET_KEY", sentence: "is taken by Stripe (\(mode)).")
        } catch {
            return Finding(grade: .wrong, subject: "STRIPE_SECRET_KEY", sentence: "does not work: \(error)")
        }
    }

    /// Holds the bookings against the ledger, and the newest payments against Stripe.
    package func money(in database: any Database) async throws -> [Finding] {
        let (differing, latest) = try await database.read { tx in
            (try tx.bookingsUnlikeTheirLedger(), try tx.latestStripeEvent())
        }
        var findings = [
            differing.isEmpty
                ? Finding(grade: .ok, subject: "payments", sentence: "every booking says what its ledger says.")
                : Finding(
                    grade: .wrong, subject: "payments",
                    sentence: "these bookings say something else than their ledger: \(Self.names(differing)).")
        ]
        findings += try await Self.refunds(in: database)
        guard let stripe = settings.stripe else { return findings + (try await Self.waiting(in: database)) }
        findings.append(
            try await Self.compared(StripeClient(stripe).gateway, with: database, most: mostCompared))
        if stripe.webhookSecret != nil {
            let sentence = latest.map { "the last event came at \(Timestamp.text($0))." } ?? "no event has come yet."
            findings.append(
                Finding(grade: latest == nil ? .advice : .ok, subject: "STRIPE_WEBHOOK_SECRET", sentence: sentence))
        }
        return findings
    }

    /// Refunds that something hinders.
    package static func refunds(in database: any Database) async throws -> [Finding] {
        let hindered = try await database.read { try $0.bookingsWithHinderedRefunds() }
        guard !hindered.isEmpty else { return [] }
        return [
            Finding(
                grade: .wrong, subject: "refunds",
                sentence: """
                    wait; GET /api/admin/bookings/:id/payments says for what. Bookings: \(names(hindered)).
                    """)
        ]
    }

    /// What cannot go on without the keys.
    private static func waiting(in database: any Database) async throws -> [Finding] {
        let holds = try await database.read { try $0.unpaidHoldCount() }
        guard holds > 0 else { return [] }
        return [
            Finding(
                grade: .wrong, subject: "STRIPE_SECRET_KEY",
                sentence: "is not set, and \(holds) bookings are held whose payments only Stripe can end.")
        ]
    }

    package static func compared(
        _ gateway: PaymentGateway, with database: any Database, most: Int = mostCompared
    ) async throws -> Finding {
        let payments = try await database.read { tx in
            try tx.newestPayments(most).map { ($0, try tx.ledger(of: $0.bookingID).part(of: $0.intentID)) }
        }
        var differing: [BookingID] = []
        for (payment, ledger) in payments {
            do {
                if try await gateway.look(payment.intentID).differs(from: payment, ledger) {
                    differing.append(payment.bookingID)
                }
            } catch GatewayError.refused { differing.append(payment.bookingID) } catch {
                return Finding(grade: .wrong, subject: "Stripe", sentence: "could not be compared: \(error)")
            }
        }
        return differing.isEmpty
            ? Finding(grade: .ok, subject: "Stripe", sentence: "the newest \(payments.count) payments agree with it.")
            : Finding(
                grade: .wrong, subject: "Stripe",
                sentence: "payments of these bookings are other than Stripe says: \(names(differing)).")
    }

    private static func names(_ bookings: [BookingID]) -> String {
        let more = bookings.count > mostNamed ? " and \(bookings.count - mostNamed) more" : ""
        return bookings.prefix(mostNamed).map(String.init).joined(separator: ", ") + more
    }
}

extension PaymentPicture {
    /// Whether the company says something else of a payment than what is written down.
    func differs(from payment: Payment, _ ledger: Ledger) -> Bool {
        let refunded = refunds.filter { $0.status == .succeeded }.reduce(0) { $0 + $1.money.minor }
        return status != payment.status || received != ledger.received
            || refunded != ledger.refunded || withdrawn != ledger.disputed
    }
}
