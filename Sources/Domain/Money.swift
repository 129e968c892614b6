import Foundation

/// An amount in the smallest unit of its currency; never a binary float.
package struct Money: Sendable, Hashable {
    /// The largest amount in minor units, which is also Stripe's (eight digits).
    package static let maximumMinor: Int64 = 99_999_999

    package var minor: Int64
    package var currency: Currency

    package init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// The amount in major units with all decimals of the currency: `100.00`, `100` for yen, `1.000` for dinars.
    package var major: String {
        var power: Int64 = 1
        for _ in 0..<currency.exponent { power *= 10 }
        let (whole, part) = minor.magnitude.quotientAndRemainder(dividingBy: power.magnitude)
        let sign = minor < 0 ? "-" : ""
        guard power > 1 else { return sign + String(whole) }
        // The leading one keeps the zeros of the fraction, and is cut off again.
        return sign + String(whole) + "." + String(part + power.magnitude).dropFirst()
    }

    /// The same amount, to be reckoned with; throws `unknown_currency` where its currency is only stored.
    package func known() throws -> Money { Money(minor: minor, currency: try Currency(currency.code)) }

    /// The exact minor units of an amount in major units.
    ///
    /// Throws `not_a_number`, `out_of_range` (negative, or above `maximumMinor`) or `not_a_multiple` (of the currency's
    /// `chargeStep`: more decimals than it has, or than can be charged) for `field`.
    package static func minor(
        fromMajor major: Decimal, currency: Currency, field: String = "amount"
    ) throws -> Int64 {
        guard major.isFinite else { throw Problem.invalid(field, .notANumber) }
        let scale = pow(Decimal(10), currency.exponent)
        let maximum = Decimal(maximumMinor) / scale
        guard major >= 0, major <= maximum else {
            let largest = Money(minor: maximumMinor, currency: currency).major
            throw Problem.invalid(field, .outOfRange, ["minimum": "0", "maximum": largest])
        }
        var scaled = major * scale
        var whole = Decimal()
        NSDecimalRound(&whole, &scaled, 0, .plain)
        let minor = NSDecimalNumber(decimal: whole).int64Value
        guard whole == scaled, minor % currency.chargeStep == 0 else {
            let smallest = Money(minor: currency.chargeStep, currency: currency).major
            throw Problem.invalid(field, .notAMultiple, ["multiple": smallest])
        }
        return minor
    }

    /// As `minor`, for what is to be charged: nothing at all, or at least the currency's `chargeMinimum`.
    package static func price(
        fromMajor major: Decimal, currency: Currency, field: String = "amount"
    ) throws -> Int64 {
        let minor = try minor(fromMajor: major, currency: currency, field: field)
        guard minor == 0 || minor >= currency.chargeMinimum else {
            let smallest = Money(minor: currency.chargeMinimum, currency: currency).major
            throw Problem.invalid(field, .belowMinimum, ["minimum": smallest])
        }
        return minor
    }
}
