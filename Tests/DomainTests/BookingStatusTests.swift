import Domain
import Testing

@Suite("Booking states")
struct BookingStatusTests {
    @Test("only the moves of the plan are legal")
    func moves() {
        let legal: Set<String> = [
            "pending scheduled", "pending expired", "pending cancelled", "scheduled completed", "scheduled no_show",
            "scheduled cancelled", "expired scheduled",
        ]
        for from in BookingStatus.allCases {
            for to in BookingStatus.allCases {
                #expect(from.mayBecome(to) == legal.contains("\(from.rawValue) \(to.rawValue)"), "\(from) to \(to)")
            }
        }
    }

    @Test("cells are given back by cancelling and expiring only")
    func cells() {
        #expect(BookingStatus.allCases.filter(\.ownsCells) == [.pending, .scheduled, .completed, .noShow])
        #expect(BookingStatus.allCases.filter(\.isLive) == [.pending, .scheduled])
    }

    @Test("payment states are written in Stripe's words")
    func payment() {
        #expect(
            PaymentStatus.allCases.map(\.rawValue) == [
                "not_required", "requires_payment_method", "requires_action", "processing", "succeeded", "canceled",
                "failed", "refunded", "partially_refunded", "disputed",
            ])
    }
}
