import Foundation

/// How much of the price a client gets back who cancels: tiers by the notice given before the start.
///
/// A booking keeps the policy it was made with. Whoever runs the practice gives everything back when they cancel.
package struct RefundPolicy: Sendable, Equatable {
    package struct Tier: Sendable, Equatable, Decodable {
        /// Minutes before the start until which this tier holds.
        package let notice: Int
        /// Per cent of the price.
        package let percent: Int

        package init(notice: Int, percent: Int) {
            self.notice = notice
            self.percent = percent
        }
    }

    package static let mostTiers = 10
    /// Everything back until the start: what nobody has to explain.
    package static let standard = RefundPolicy(ordered: [Tier(notice: 0, percent: 100)])

    /// The longest notice first, each with at least the share of the next. After the last tier nothing is given back.
    package let tiers: [Tier]

    private init(ordered tiers: [Tier]) { self.tiers = tiers }

    /// Takes tiers with strictly shorter notices and no higher shares. Throws `too_many`, or `not_descending` naming
    /// the tiers, for `field`.
    package init(_ tiers: [Tier], field: String = "refund_policy") throws {
        guard tiers.count <= Self.mostTiers else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(Self.mostTiers)"])
        }
        let rising = tiers.indices.dropFirst().filter { index in
            tiers[index].notice >= tiers[index - 1].notice || tiers[index].percent > tiers[index - 1].percent
        }
        guard rising.isEmpty else {
            throw Problem.gathered(rising.map { .invalid("\(field)[\($0)]", .notDescending) })
        }
        self.tiers = tiers
    }

    /// Reads what `json` wrote.
    package init(json: String) throws {
        self.init(ordered: try JSONDecoder().decode([Tier].self, from: Data(json.utf8)))
    }

    /// As it is stored and as the API shows it: `[{"notice":2880,"percent":100}]`.
    package var json: String {
        "[" + tiers.map { "{\"notice\":\($0.notice),\"percent\":\($0.percent)}" }.joined(separator: ",") + "]"
    }

    /// The share that is due to a client who cancels at `now`, in per cent.
    package func percent(at now: Date, start: Date) -> Int {
        let notice = start.timeIntervalSince(now)
        return tiers.first { notice >= Double($0.notice) * 60 }?.percent ?? 0
    }

    /// The minor units of `price` that are due, rounded up to what can be given back, and never more than the price.
    package func refund(of price: Money, at now: Date, start: Date) -> Int64 {
        let hundredfold = price.minor * Int64(percent(at: now, start: start))
        let step = price.currency.chargeStep * 100
        return min((hundredfold + step - 1) / step * price.currency.chargeStep, price.minor)
    }
}
