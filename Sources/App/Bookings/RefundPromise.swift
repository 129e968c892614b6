import Domain
import Foundation

/// What comes back to a client who cancels, as dates and sums, as `pages/refund-promise` shows it.
struct RefundPromise: PageValues {
    let caption: String
    let when: String
    let back: String
    let rows: [Row]

    struct Row: PageValues {
        let until: String
        /// The moment in RFC 3339; nil of the last one, which has no end.
        let instant: String?
        let sum: String
        let isAll: Bool
    }

    /// The tiers that can still be reached, as the refund itself will reckon them; then nothing comes back.
    init(_ policy: RefundPolicy, of price: Money, start: Date, now: Date, _ catalogue: Catalogue, _ zone: Zone) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.refund_promise.\(key)", gaps)
        }
        let dates = DateText(catalogue: catalogue, zone: zone)
        (caption, when, back) = (say("caption"), say("when"), say("back"))
        let open = policy.tiers.filter { $0.percent > 0 && start.addingTimeInterval(-60 * Double($0.notice)) > now }
        rows =
            open.map { tier in
                let until = start.addingTimeInterval(-60 * Double(tier.notice))
                let sum = policy.refund(of: price, at: until, start: start)
                let share = tier.percent == 100 ? "all" : tier.percent == 50 ? "half" : "part"
                return Row(
                    until: say("until", ["moment": dates.deadline(until)]),
                    instant: Timestamp.text(until),
                    sum: say(share, ["sum": catalogue.money(sum), "percent": String(tier.percent)]),
                    isAll: tier.percent == 100)
            } + [Row(until: say(open.isEmpty ? "always" : "after"), instant: nil, sum: say("nothing"), isAll: false)]
    }
}
