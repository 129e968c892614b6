import App
import Domain
import Foundation
import Testing

/// All that is decided of a booking's money, without a database: what stood in five files before it stood in one.
@Suite("What is decided of a booking's money")
struct RefundDecisionTests {
    private static let start = Date(timeIntervalSince1970: 1_767_700_800)
    private static let settled: [BookingStatus] = [.scheduled, .completed, .noShow]

    private static func euro(_ minor: Int64) -> Money { Money(minor: minor, currency: Currency(stored: "eur")) }

    /// It costs 100 euros.
    private static func booking(_ status: BookingStatus) -> Booking {
        Booking(
            id: BookingID(rawValue: 1), clientID: UserID(rawValue: 2), serviceID: ServiceID(rawValue: 3),
            hostID: UserID(rawValue: 4), scheduledAt: start, duration: 60, status: status, paymentStatus: .succeeded,
            price: euro(10_000), notes: nil, meeting: nil, cells: 0..<12, sequence: 0, changeNotice: 0,
            refundPolicy: .standard, refundedMinor: 0, awaitsProof: false, hasWaitedForBank: false, createdAt: start,
            updatedAt: start)
    }

    private static func line(_ kind: LedgerKind, _ minor: Int64, of intent: String? = "one") -> LedgerEntry {
        LedgerEntry(kind: kind, money: euro(minor), intentID: intent, reference: "", at: start)
    }

    private static func refund(
        _ minor: Int64, of intent: String? = "one", _ reason: Refund.Reason = .policy, _ state: Refund.State = .due
    ) -> Refund {
        Refund(
            id: RefundID(rawValue: 1), bookingID: BookingID(rawValue: 1), intentID: intent, money: euro(minor),
            reason: reason, state: state, token: "ours", error: nil, refusals: 0, createdAt: start, actorID: nil)
    }

    private static func decision(
        _ status: BookingStatus, _ lines: [LedgerEntry], _ refunds: [Refund] = [], owed: Int64? = nil
    ) -> RefundDecision {
        RefundDecision(booking(status), Ledger(lines), refunds, owed: owed)
    }

    private static func reason(
        _ money: Money, _ status: BookingStatus, secondsAfterStart: Double, isFree: Bool = true
    ) -> Refund.Reason? {
        RefundDecision.reason(against: money, for: booking(status), now: start + secondsAfterStart) { isFree }
    }

    @Test("money that comes in goes back where its booking does not want it, and why")
    func newMoney() {
        #expect(Self.reason(Self.euro(10_000), .pending, secondsAfterStart: -1) == nil)
        #expect(Self.reason(Self.euro(10_000), .pending, secondsAfterStart: 299) == nil)
        #expect(Self.reason(Self.euro(10_000), .pending, secondsAfterStart: 300) == .late)
        #expect(Self.reason(Self.euro(10_000), .expired, secondsAfterStart: -1) == nil)
        #expect(Self.reason(Self.euro(10_000), .expired, secondsAfterStart: -1, isFree: false) == .late)
        #expect(Self.reason(Self.euro(10_000), .expired, secondsAfterStart: 0) == .late)
        #expect(Self.reason(Self.euro(10_000), .cancelled, secondsAfterStart: -1) == .cancelled)
        for status in Self.settled {
            #expect(Self.reason(Self.euro(10_000), status, secondsAfterStart: -1) == .twice)
        }
        for status in BookingStatus.allCases {
            #expect(Self.reason(Self.euro(9_999), status, secondsAfterStart: -1) == .wrongAmount)
            let dollars = Money(minor: 10_000, currency: Currency(stored: "usd"))
            #expect(Self.reason(dollars, status, secondsAfterStart: -1) == .wrongAmount)
        }
    }

    @Test("what a client is still owed is all beyond the practice's share, less what has gone or is on its way")
    func owed() {
        let paid = [Self.line(.charge, 10_000)]
        for status in Self.settled + [.pending] { #expect(Self.decision(status, paid).stillOwed == 0) }
        #expect(Self.decision(.expired, paid).stillOwed == 10_000)
        #expect(Self.decision(.cancelled, paid, owed: 4_000).stillOwed == 4_000)
        #expect(Self.decision(.cancelled, paid, owed: nil).stillOwed == nil)
        #expect(Self.decision(.cancelled, paid, [Self.refund(4_000)], owed: 4_000).stillOwed == 0)
        let sent = Self.refund(4_000, .policy, .succeeded)
        #expect(
            Self.decision(.cancelled, paid + [Self.line(.refund, 4_000)], [sent], owed: 4_000).stillOwed == 0)
        #expect(Self.decision(.cancelled, paid, [Self.refund(4_000, .policy, .failed)], owed: 4_000).stillOwed == 4_000)
        #expect(Self.decision(.cancelled, paid + [Self.line(.dispute, 10_000)], owed: 4_000).stillOwed == -6_000)
    }

    @Test("of several payments the first goes back first; what came by other means only where an admin says so")
    func amounts() {
        let lines = [
            Self.line(.charge, 10_000), Self.line(.charge, 10_000, of: "two"), Self.line(.charge, 5_000, of: nil),
        ]
        let payments = ["one", "two"].map {
            Payment(
                intentID: $0, bookingID: BookingID(rawValue: 1), status: .succeeded, version: 0, createdAt: Self.start)
        }
        func amounts(
            _ reason: Refund.Reason, of intent: String? = nil, most: Int64 = .max, _ refunds: [Refund] = []
        ) -> [String] {
            Self.decision(.cancelled, lines, refunds).amounts(reason, of: intent, most: most, payments: payments)
                .map { "\($0.intentID ?? "by hand") \($0.money.minor)" }
        }
        #expect(amounts(.policy, most: 12_000) == ["one 10000", "two 2000"])
        #expect(amounts(.policy) == ["one 10000", "two 10000"])
        #expect(amounts(.admin) == ["one 10000", "two 10000", "by hand 5000"])
        #expect(amounts(.twice, of: "two") == ["two 10000"])
        #expect(amounts(.policy, most: 12_000, [Self.refund(3_000)]) == ["one 7000", "two 5000"])
        #expect(amounts(.policy, most: 0).isEmpty && amounts(.policy, most: -1).isEmpty)
    }

    @Test("a payment on top of another stays so far as a bank has withdrawn the other, and no further")
    func surplus() {
        let twice = [Self.line(.charge, 10_000), Self.line(.charge, 10_000, of: "two")]
        #expect(Self.decision(.scheduled, twice).surplus(of: "two") == 10_000)
        let disputed = Self.decision(.scheduled, twice + [Self.line(.dispute, 4_000)])
        #expect(disputed.surplus(of: "two") == 6_000 && disputed.surplus(of: "one") == 6_000)
    }

    @Test("an admin's refund of a cancelled booking comes on top of what is owed, unless it makes good what came back")
    func raised() {
        let paid = [Self.line(.charge, 10_000)]
        let wish = Self.refund(2_000, .admin)
        let (sent, bounced) = (Self.refund(4_000, .policy, .succeeded), Self.refund(4_000, .policy, .failed))
        let gone = paid + [Self.line(.refund, 4_000)]
        #expect(Self.decision(.cancelled, gone, [sent, wish], owed: 4_000).raisedOwed(byGiving: 2_000) == 6_000)
        let back = gone + [Self.line(.refundFailed, 4_000)]
        #expect(Self.decision(.cancelled, back, [bounced, wish], owed: 4_000).raisedOwed(byGiving: 2_000) == nil)
        #expect(Self.decision(.scheduled, gone, [sent, wish]).raisedOwed(byGiving: 2_000) == nil)
        #expect(Self.decision(.cancelled, gone, [sent, wish], owed: nil).raisedOwed(byGiving: 2_000) == nil)
        // What a bank holds, and may return, is owed besides.
        let held = paid + [Self.line(.dispute, 5_000)]
        #expect(Self.decision(.cancelled, held, [wish], owed: 4_000).raisedOwed(byGiving: 2_000) == 6_000)
    }

    @Test("what a bank gives back of a won dispute goes to the client where it was meant for the client")
    func won() {
        for status in Self.settled + [.pending] { #expect(Self.decision(status, []).reasonAfterWin == .twice) }
        #expect(Self.decision(.expired, []).reasonAfterWin == .late)
        #expect(Self.decision(.cancelled, [], owed: 4_000).reasonAfterWin == .policy)
        #expect(Self.decision(.cancelled, [], owed: nil).reasonAfterWin == nil)
    }
}
