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
        guard let stripe = settings.stripe else { return [paymentSetting] }
        var findings = [await key(stripe)]
        if stripe.webhookSecret == nil {
            findings.append(
                Finding(stripe.isLive ? .wrong : .advice, "STRIPE_WEBHOOK_SECRET", .webhookSecretMissing))
        }
        if stripe.isLive, !settings.publicURL.hasPrefix("https:") {
            findings.append(Finding(.wrong, "PUBLIC_URL", .moneyInPlain))
        }
        return findings
    }

    private func key(_ stripe: StripeSettings) async -> Finding {
        do {
            try await StripeClient(stripe).check()
            return Finding(.ok, "STRIPE_SECRET_KEY", stripe.isLive ? .keyTakenLive : .keyTakenTest)
        } catch {
            return Finding(.wrong, "STRIPE_SECRET_KEY", .keyRefused, ["cause": "\(error)"])
        }
    }

    /// Holds the bookings against the ledger, and the newest payments against Stripe.
    package func money(in database: any Database) async throws -> [Finding] {
        let (differing, latest) = try await database.read { tx in
            (try tx.bookingsUnlikeTheirLedger(), try tx.latestStripeEvent())
        }
        var findings = [
            differing.isEmpty
                ? Finding(.ok, "payments", .ledgerAgrees)
                : Finding(.wrong, "payments", .ledgerDiffers, ["bookings": Self.names(differing)])
        ]
        findings += try await Self.refunds(in: database)
        guard let stripe = settings.stripe else { return findings + (try await Self.waiting(in: database)) }
        findings.append(
            try await Self.compared(StripeClient(stripe).gateway, with: database, most: mostCompared))
        if stripe.webhookSecret != nil {
            findings.append(
                latest.map { Finding(.ok, "STRIPE_WEBHOOK_SECRET", .lastEvent, ["time": Timestamp.text($0)]) }
                    ?? Finding(.advice, "STRIPE_WEBHOOK_SECRET", .noEvent))
        }
        return findings
    }

    /// Refunds that something hinders.
    package static func refunds(in database: any Database) async throws -> [Finding] {
        let hindered = try await database.read { try $0.bookingsWithHinderedRefunds() }
        guard !hindered.isEmpty else { return [] }
        return [Finding(.wrong, "refunds", .refundsWait, ["bookings": names(hindered)])]
    }

    /// What cannot go on without the keys.
    private static func waiting(in database: any Database) async throws -> [Finding] {
        let holds = try await database.read { try $0.unpaidHoldCount() }
        guard holds > 0 else { return [] }
        return [Finding(.wrong, "STRIPE_SECRET_KEY", .heldWithoutKey, ["count": String(holds)])]
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
                return Finding(.wrong, "Stripe", .notCompared, ["cause": "\(error)"])
            }
        }
        return differing.isEmpty
            ? Finding(.ok, "Stripe", .stripeAgrees, ["count": String(payments.count)])
            : Finding(.wrong, "Stripe", .stripeDiffers, ["bookings": names(differing)])
    }

    private static func names(_ bookings: [BookingID]) -> String {
        let more = bookings.count > mostNamed ? " (+ \(bookings.count - mostNamed))" : ""
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
