import App
import Domain
import Foundation
import Testing

/// Of a booking of 100 euros that was cancelled; its client is owed 40 of them unless a case says otherwise.
@Suite("Whether a refund that is due is sent")
struct RefundVerdictTests {
    private static let now = Date(timeIntervalSince1970: 1_767_700_800)

    private static func euro(_ minor: Int64) -> Money { Money(minor: minor, currency: Currency(stored: "eur")) }

    private static func line(_ kind: LedgerKind, _ minor: Int64, of intent: String? = "one") -> LedgerEntry {
        LedgerEntry(kind: kind, money: euro(minor), intentID: intent, reference: "", at: now)
    }

    /// What becomes of a due refund, where the company has given back the other ones, and the ledger has `lines`.
    private static func verdict(
        _ lines: [LedgerEntry], on minor: Int64, for reason: Refund.Reason = .policy, owed: Int64? = 4_000,
        elsewhere: [(minor: Int64, status: PaymentPicture.Refund.Status)] = []
    ) -> RefundDecision.Verdict {
        let booking = Booking(
            id: BookingID(rawValue: 1), clientID: UserID(rawValue: 2), serviceID: ServiceID(rawValue: 3),
            hostID: UserID(rawValue: 4), scheduledAt: now, duration: 60, status: .cancelled, paymentStatus: .succeeded,
            price: euro(10_000), notes: nil, meeting: nil, cells: 0..<12, sequence: 0, changeNotice: 0,
            refundPolicy: .standard, refundedMinor: 0, awaitsProof: false, hasWaitedForBank: false, createdAt: now,
            updatedAt: now)
        let refund = Refund(
            id: RefundID(rawValue: 1), bookingID: booking.id, intentID: "one", money: euro(minor), reason: reason,
            state: .due, token: "ours", error: nil, refusals: 0, createdAt: now, actorID: nil)
        let charge = PaymentPicture.Charge(id: "ch", money: euro(10_000), fee: nil)
        let others = elsewhere.enumerated().map { index, other in
            PaymentPicture.Refund(id: "re_\(index)", money: euro(other.minor), status: other.status, token: nil)
        }
        let picture = PaymentPicture(
            intentID: "one", clientSecret: Secret("secret"), status: .succeeded,
            purpose: .init(bookingID: booking.id, mark: nil), failure: nil,
            moved: .init(charge: charge, refunds: others, disputes: []))
        return RefundDecision(booking, Ledger(lines), [refund], owed: owed).verdict(on: refund, picture)
    }

    private static let paid = [line(.charge, 10_000)]

    @Test("it is sent where so much is owed and is there")
    func sent() {
        #expect(Self.verdict(Self.paid, on: 4_000) == .send)
        #expect(Self.verdict(Self.paid, on: 10_000, for: .admin) == .send)
        #expect(Self.verdict(Self.paid, on: 10_000, for: .late, owed: nil) == .send)
        #expect(Self.verdict(Self.paid, on: 10_000, for: .wrongAmount, owed: nil) == .send)
        let bounced = Self.verdict(Self.paid, on: 4_000, elsewhere: [(4_000, .failed), (4_000, .canceled)])
        #expect(bounced == .send)
    }

    @Test("it waits while another refund is not decided at the company, which may make up what is owed")
    func waits() {
        for status in [PaymentPicture.Refund.Status.pending, .requiresAction] {
            #expect(Self.verdict(Self.paid, on: 4_000, elsewhere: [(3_000, status)]) == .wait)
            // Of the whole that came in, so much is there besides.
            #expect(Self.verdict(Self.paid, on: 4_000, owed: 10_000, elsewhere: [(3_000, status)]) == .send)
        }
    }

    @Test("one of less takes its place where less is owed, or is there")
    func replaced() {
        let some = Self.paid + [Self.line(.refund, 1_000)]
        #expect(Self.verdict(some, on: 4_000, elsewhere: [(1_000, .succeeded)]) == .replace(3_000))
        // The money of another payment is owed too, but not by this one.
        let two = some + [Self.line(.charge, 10_000, of: "two")]
        #expect(
            Self.verdict(two, on: 10_000, owed: 10_000, elsewhere: [(1_000, .succeeded)]) == .replace(9_000))
    }

    @Test("it ends where nothing is owed any more, and is left to a person where what is owed is not there")
    func ends() {
        let most = Self.paid + [Self.line(.refund, 8_000)]
        #expect(Self.verdict(most, on: 4_000, elsewhere: [(8_000, .succeeded)]) == .end)
        let elsewhere = Self.paid + [Self.line(.charge, 10_000, of: "two"), Self.line(.refund, 10_000)]
        #expect(Self.verdict(elsewhere, on: 4_000, owed: 10_000, elsewhere: [(10_000, .succeeded)]) == .leaveToPerson)
    }

    @Test("an admin's refund goes whole or not at all")
    func admin() {
        let some = Self.paid + [Self.line(.refund, 1_000)]
        #expect(Self.verdict(some, on: 9_500, for: .admin, elsewhere: [(1_000, .succeeded)]) == .tellAdmin)
    }
}
