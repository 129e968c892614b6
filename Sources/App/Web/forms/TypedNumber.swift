import Foundation

/// Numbers as people type them: `85`, `85,00`, `€ 1.234,50`, `1 234.5`, in the language of the page or not.
package enum TypedNumber {
    /// Signs of a number that is read at all.
    private static let mostSigns = 40

    /// The number as JSON writes it. What is no number comes back as it was typed, so that the complaint about it is
    /// the same as everywhere. `mark` is the language's decimal mark, which decides where both readings make sense.
    package static func plain(_ typed: String, mark: String) -> String {
        guard typed.unicodeScalars.count <= mostSigns else { return typed }
        let bare = typed.filter { !isSurplus($0) }
        guard let first = bare.first, first == "-" || isPart(first), bare.dropFirst().allSatisfy(isPart),
            bare.contains(where: \.isNumber), let number = number(bare, mark)
        else { return typed }
        return number
    }

    /// As above, counted in `factor` smaller units: two hours are 120 minutes.
    package static func plain(_ typed: String, times factor: Int, mark: String) -> String {
        let number = plain(typed, mark: mark)
        guard factor != 1, !number.isEmpty, number.allSatisfy({ isPart($0) || $0 == "-" }),
            let decimal = Decimal(string: number, locale: Locale(identifier: "en_US_POSIX"))
        else { return number }
        return "\(decimal * Decimal(factor))"
    }

    /// White space, apostrophes between thousands, and signs of currencies.
    private static func isSurplus(_ sign: Character) -> Bool {
        sign.isWhitespace || sign == "'" || sign == "’" || sign.isCurrencySymbol
    }

    private static func isPart(_ sign: Character) -> Bool {
        sign == "." || sign == "," || (sign.isASCII && sign.isNumber)
    }

    private static func number(_ text: String, _ mark: String) -> String? {
        let marks = text.filter { $0 == "." || $0 == "," }
        guard let last = marks.last else { return trimmed(text, "") }
        let isFraction: Bool
        if Set(marks).count == 2 {
            isFraction = true
        } else {
            let behind = text.reversed().prefix { $0 != last }.count
            isFraction = marks.count == 1 && (behind != 3 || String(last) == mark)
        }
        guard isFraction else { return grouped(text, by: last).flatMap { trimmed($0, "") } }
        let parts = text.split(separator: last, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let whole = grouped(parts[0], by: last == "." ? "," : ".") else { return nil }
        return trimmed(whole, parts[1])
    }

    /// Without its marks of thousands; nil where they do not stand before each three digits.
    private static func grouped(_ text: String, by mark: Character) -> String? {
        let groups = text.split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) && !groups[0].isEmpty else {
            return nil
        }
        return groups.joined()
    }

    /// JSON has no zeros in front, and digits on both sides of its mark.
    private static func trimmed(_ whole: String, _ fraction: String) -> String? {
        let isBelow = whole.hasPrefix("-")
        let digits = whole.drop { $0 == "-" || $0 == "0" }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        return (isBelow ? "-" : "") + (digits.isEmpty ? "0" : digits) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
