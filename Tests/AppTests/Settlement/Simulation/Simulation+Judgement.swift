import App
import Domain
import Foundation
import Storage
import Testing

/// What must be true in the end, for every booking.
extension Simulation {
    /// A booking and all that is written of it.
    struct Account: Sendable {
        let id: Int64
        let status: String
        let payment: String
        let refundedMinor: Int64
        let ledger: Ledger
        let refunds: [Refund]
        let payments: [Payment]
        /// States of the client's confirmations, and how often it became firm.
        var confirmations: [String] = []
        var firm = 0

        var stands: Bool { ["scheduled", "completed", "no_show"].contains(status) }
    }

    func judge() async throws {
        try await practice.expectSoundCalendar()
        let intents = Dictionary(grouping: stripe.intents, by: \.order.bookingID.rawValue)
        for account in try await accounts() {
            guard let deal = deals[account.id] else {
                fail("a booking that nobody made", account.id)
                continue
            }
            judge(account, deal, intents[account.id] ?? [])
            judgeMails(account, deal)
        }
        let known = Set(try await practice.numbers("SELECT id FROM bookings"))
        for id in deals.keys.sorted() where !known.contains(id) { fail("a booking is lost", id) }
        try await judgeRest()
    }

    private func judge(_ account: Account, _ deal: Deal, _ intents: [FakeStripe.Intent]) {
        func must(_ isTrue: Bool, _ complaint: String) {
            if !isTrue { fail("\(complaint); \(account.status) \(account.payment), \(intents)", account.id) }
        }
        must(intents.count <= 1, "two payments")
        let intent = intents.first
        let received = intent?.received ?? 0
        let succeeded = intent?.refunds.filter { $0.status == .succeeded } ?? []
        let back = succeeded.reduce(0) { $0 + $1.money.minor }
        let lost = intent?.disputes.filter { $0.status == "lost" }.reduce(0) { $0 + $1.money.minor } ?? 0
        let online = intent.map { account.ledger.part(of: $0.id) } ?? Ledger([])
        must(
            online.received == received && online.refunded == back && online.disputed == lost,
            "the ledger is not what Stripe says: \(online.received) \(online.refunded) \(online.disputed)")
        must(account.ledger.part(of: nil).received == 0 || deal.isByHand, "money from nowhere")
        must(account.refundedMinor == account.ledger.refunded, "amount_refunded")
        must(account.ledger.refunded <= account.ledger.received && received - back - lost >= 0, "too much went back")
        must(account.refunds.allSatisfy { [.succeeded, .failed].contains($0.state) }, "a refund is open")
        must(account.status != "pending", "a hold that never ended")
        judgeStatus(account, online: received > 0, must)
        if let intent, account.payments.contains(where: { $0.intentID == intent.id }) {
            must(intent.status.isFinal && account.payments.first?.status == intent.status, "a payment is open for ever")
        } else {
            must(received == 0, "money of which nothing is known")
        }
        guard !deal.isByHand else { return }
        let wished = Set(account.refunds.filter { $0.reason == .admin }.map(\.token))
        func sum(_ isMeant: (PaymentPicture.Refund) -> Bool) -> Int64 {
            succeeded.filter(isMeant).reduce(0) { $0 + $1.money.minor }
        }
        func isEarlier(_ refund: PaymentPicture.Refund) -> Bool {
            deal.earlier.contains(refund.id) || deal.earlier.contains(refund.token ?? "")
        }
        func isInVain(_ refund: Refund) -> Bool {
            refund.reason == .admin && refund.state == .failed && !deal.earlier.contains(refund.token)
        }
        let isWon = intent?.disputes.contains { $0.status == "won" } ?? false
        let elsewhereLater = lost + sum { !isEarlier($0) && $0.token == nil }
        let inVain = account.refunds.filter(isInVain).reduce(0) { $0 + $1.money.minor }
        let extras = Extras(
            regained: isWon || elsewhereLater > 0 ? inVain : 0,
            hasBounced: intent?.refunds.contains { $0.status != .succeeded } ?? false,
            earlier: sum { isEarlier($0) && ($0.token == nil || wished.contains($0.token ?? "")) },
            wishedLater: sum { !isEarlier($0) && wished.contains($0.token ?? "") },
            elsewhereLater: elsewhereLater)
        let byHand = account.ledger.part(of: nil).refunded
        judgeKept(account, deal, kept: received - back - lost - byHand, received: received, extras, must)
    }

    /// What went back by an admin's wish, or elsewhere, for no other reason: `earlier` than a cancellation, so that it
    /// comes off what is due then; or later, so that a wish comes on top, and the rest may. A wish may also make good
    /// what a bank has sent back, whoever had sent it there.
    /// What an admin wished in vain, because a bank withdrew the money in that moment, is owed and goes back once the
    /// dispute is won: it is `regained`. So is what is left of a wish that ended because a part of the money had gone
    /// back elsewhere meanwhile: more is owed since that wish, and the rest of it goes.
    private struct Extras {
        let regained: Int64
        let hasBounced: Bool
        let earlier: Int64
        let wishedLater: Int64
        let elsewhereLater: Int64
        var sum: Int64 { earlier + wishedLater + elsewhereLater }
    }

    private func judgeKept(
        _ account: Account, _ deal: Deal, kept: Int64, received: Int64, _ extras: Extras,
        _ must: (Bool, String) -> Void
    ) {
        let price = deal.service.price
        if account.stands {
            must(received == price, "firm, and paid with \(received) of \(price)")
            must(kept == price - extras.sum, "\(kept) is kept of \(price), \(extras.sum) given back")
            must(account.refunds.allSatisfy { $0.reason == .admin }, "money went back without a reason")
        } else if let due = deal.due, received > 0 {
            let onTop = extras.hasBounced ? 0 : extras.wishedLater
            let most = price - max(due, extras.earlier) - onTop
            must(
                (most - extras.elsewhereLater - extras.wishedLater + onTop - extras.regained...most).contains(kept),
                "\(kept) is kept, \(due) of \(price) was due, and beside it went back: \(extras)")
        } else {
            must(kept == 0, "\(kept) is kept for nothing")
        }
    }

    private func judgeStatus(_ account: Account, online: Bool, _ must: (Bool, String) -> Void) {
        let ledger = account.ledger
        let expected: Set<String> =
            if ledger.received == 0 {
                ["not_required", "requires_payment_method", "canceled"]
            } else if ledger.disputed > 0 {
                ["disputed"]
            } else if ledger.refunded == 0 {
                ["succeeded"]
            } else {
                [ledger.refunded == ledger.received ? "refunded" : "partially_refunded"]
            }
        must(expected.contains(account.payment), "payment_status is not one of \(expected.sorted())")
    }

    private func judgeMails(_ account: Account, _ deal: Deal) {
        let becameFirm = deal.isByHand || deal.service.price == 0 ? 1 : account.firm
        guard becameFirm <= 1, account.confirmations.count == becameFirm else {
            return fail("firm \(becameFirm) times, \(account.confirmations) confirmations", account.id)
        }
        guard account.confirmations.allSatisfy({ ["sent", "dropped"].contains($0) }) else {
            return fail("a confirmation is \(account.confirmations)", account.id)
        }
    }

    private func judgeRest() async throws {
        let left = try await practice.texts("SELECT kind FROM jobs WHERE kind <> 'housekeeping' ORDER BY id")
        if !left.isEmpty { fail("due for ever: \(left.prefix(20))") }
        for id in undecided.sorted() { fail("what goes back was never decided", id) }
        let numbers = try await practice.numbers("SELECT number FROM receipts ORDER BY number")
        let charges = try await practice.numbers("SELECT COUNT(*) FROM ledger WHERE kind = 'charge'")
        if numbers != Array(1..<(Int64(numbers.count) + 1)) || charges != [Int64(numbers.count)] {
            fail("receipts have gaps, or are not as many as payments")
        }
        let mails = try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state IN ('due', 'parked')")
        if mails != [0] { fail("\(mails) mails were not sent") }
        for wrong in try await practice.wrongSums() { fail(wrong) }
    }

    private func accounts() async throws -> [Account] {
        try await practice.app.database.read { tx in
            func texts(_ sql: SQL) throws -> [Int64: [String]] {
                let rows = try tx.rows(sql) { (id: try $0.int(0), text: try $0.text(1)) }
                return Dictionary(grouping: rows, by: \.id).mapValues { $0.map(\.text) }
            }
            let mails = try texts(
                "SELECT booking_id, state FROM mails WHERE kind = 'confirmation' AND role = 'client' ORDER BY id")
            let firm = try texts(
                "SELECT booking_id, action FROM audit WHERE action = 'booking.scheduled' ORDER BY id")
            let bookings = try tx.rows(
                "SELECT id, status, payment_status, refunded_minor FROM bookings ORDER BY id"
            ) { (try $0.int(0), try $0.text(1), try $0.text(2), try $0.int(3)) }
            return try bookings.map { id, status, payment, refunded in
                Account(
                    id: id, status: status, payment: payment, refundedMinor: refunded,
                    ledger: try tx.ledger(of: BookingID(rawValue: id)),
                    refunds: try tx.refunds(of: BookingID(rawValue: id)),
                    payments: try tx.payments(of: BookingID(rawValue: id)),
                    confirmations: mails[id] ?? [], firm: firm[id]?.count ?? 0)
            }
        }
    }
}
