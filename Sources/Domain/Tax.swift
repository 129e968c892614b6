import Foundation

/// What the law wants to be said of a price: the tax that is in it, or why there is none.
package enum Tax: Sendable, Equatable {
    /// In hundredths of a per cent: 1900 is 19 %.
    case included(basisPoints: Int64)
    case note(String)

    package static let mostBasisPoints: Int64 = 10_000
    package static let longestNote = 300

    /// What of a price is tax, to the nearest minor unit; half a one counts as a whole. Nil where none is in it.
    package func share(of price: Money) -> Money? {
        guard case .included(let points) = self else { return nil }
        let whole = Self.mostBasisPoints + points
        return Money(minor: (2 * price.minor * points + whole) / (2 * whole), currency: price.currency)
    }

    /// `19`, `7.7`, `8.25`
    package static func percent(_ basisPoints: Int64) -> String {
        let (whole, part) = basisPoints.quotientAndRemainder(dividingBy: 100)
        guard part > 0 else { return "\(whole)" }
        return "\(whole).\(part / 10)" + (part % 10 > 0 ? "\(part % 10)" : "")
    }
}
