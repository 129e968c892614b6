import Foundation

/// How much of the price a client gets back who cancels: tiers by the notice given before the start.
///
/// A booking keeps the policy it was made with. Whoever runs the practice gives everything back when they cancel.
package struct RefundPolicy: Sendable, Equatable {
    package struct Tier: Sendable, Equatable {
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
    /// As it is stored and as the API shows it: `[{"notice":2880,"percent":100}]`. Written once: lists show it with
    /// each booking.
    package let rawValue: String

    private init(ordered tiers: [Tier]) {
        self.tiers = tiers
        rawValue =
            "[" + tiers.map { "{\"notice\":\($0.notice),\"percent\":\($0.percent)}" }.joined(separator: ",") + "]"
    }

    /// Takes tiers with strictly shorter notices and no higher shares. Throws `too_many`, or `not_descending` naming
    /// the tiers, for `field`.
    package init(_ tiers: [Tier], field: String = "refund_policy") throws {
        guard tiers.count <= Self.mostTiers else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(Self.mostTiers)"])
        }
        let rising = Self.rising(tiers)
        guard rising.isEmpty else {
            throw Problem.gathered(rising.map { .invalid("\(field)[\($0)]", .notDescending) })
        }
        self.init(ordered: tiers)
    }

    /// The places of tiers that do not come after the one before them.
    private static func rising(_ tiers: [Tier]) -> [Int] {
        tiers.indices.dropFirst().filter { index in
            tiers[index].notice >= tiers[index - 1].notice || tiers[index].percent > tiers[index - 1].percent
        }
    }

    /// The share that is due to a client who cancels at `now`, in per cent.
    package func percent(at now: Date, start: Date) -> Int {
        let notice = start.timeIntervalSince(now)
        return tiers.first { notice >= Double($0.notice) * 60 }?.percent ?? 0
    }

    /// As much of `price` as is due, rounded up to what can be given back, and never more than the price.
    package func refund(of price: Money, at now: Date, start: Date) -> Money {
        let hundredfold = price.minor * Int64(percent(at: now, start: start))
        let step = price.currency.chargeStep * 100
        let rounded = (hundredfold + step - 1) / step * price.currency.chargeStep
        return Money(minor: min(rounded, price.minor), currency: price.currency)
    }
}

extension RefundPolicy: RawRepresentable {
    /// Reads what `rawValue` says; nil for anything else. By hand: lists read a policy with each booking, and a decoder
    /// would take longer over it than over all the rest of the row.
    package init?(rawValue json: String) {
        guard json != Self.standard.rawValue else {
            self = .standard
            return
        }
        var text = PolicyText(rest: Substring(json).utf8)
        var tiers: [Tier] = []
        guard text.take("[") else { return nil }
        while !text.take("]") {
            guard tiers.isEmpty || text.take(","), tiers.count < Self.mostTiers, let tier = text.tier() else {
                return nil
            }
            tiers.append(tier)
        }
        guard text.rest.isEmpty, Self.rising(tiers).isEmpty else { return nil }
        self.init(ordered: tiers)
    }
}

/// A policy that is being read, from its beginning on.
private struct PolicyText {
    var rest: Substring.UTF8View

    mutating func take(_ sign: String) -> Bool {
        guard rest.starts(with: sign.utf8) else { return false }
        rest = rest.dropFirst(sign.utf8.count)
        return true
    }

    mutating func tier() -> RefundPolicy.Tier? {
        guard take("{\"notice\":"), let notice = number(), take(",\"percent\":"), let percent = number(), take("}")
        else { return nil }
        return RefundPolicy.Tier(notice: notice, percent: percent)
    }

    /// Of up to nine digits: the longest notice has six.
    private mutating func number() -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...9).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
