import Domain

/// Stored money in JSON and in words.
enum MoneyText {
    /// `100.00`; a currency that this program no longer knows is shown in minor units rather than not at all.
    static func major(_ minor: Int64, _ currency: String) -> String {
        guard let currency = try? Currency(currency) else { return String(minor) }  // try? is fine: see above
        return Money(minor: minor, currency: currency).major
    }
}

extension Catalogue {
    /// Money as people read it: `1234.50 EUR`, `1.234,50 €`.
    package func money(_ minor: Int64, _ currency: String) -> String {
        let parts = MoneyText.major(minor, currency).split(separator: ".")
        let amount = [grouped(parts[0])] + parts.dropFirst().map(String.init)
        let sign = "money.sign.\(currency)"
        return sentence(
            "money.amount",
            [
                "amount": amount.joined(separator: sentence("money.decimal")),
                "currency": has(sign) ? sentence(sign) : currency.uppercased(),
            ])
    }

    /// Whole digits with the language's sign between the thousands.
    private func grouped(_ digits: Substring) -> String {
        let separator = sentence("money.thousands")
        let bare = digits.drop { $0 == "-" }
        var grouped = digits.prefix(digits.count - bare.count)
        for (index, digit) in bare.enumerated() {
            if index > 0, (bare.count - index) % 3 == 0 { grouped += separator }
            grouped.append(digit)
        }
        return String(grouped)
    }
}
