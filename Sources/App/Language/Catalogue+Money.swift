import Domain

extension Catalogue {
    /// Money as people read it: `1234.50 EUR`, `1.234,50 €`.
    package func money(_ money: Money) -> String {
        let parts = money.major.split(separator: ".")
        let amount = [grouped(parts[0])] + parts.dropFirst().map(String.init)
        let sign = "money.sign.\(money.currency)"
        return sentence(
            "money.amount",
            [
                "amount": amount.joined(separator: sentence("money.decimal")),
                "currency": has(sign) ? sentence(sign) : money.currency.code.uppercased(),
            ])
    }

    /// `19 %`, `7,7 %`, of hundredths of a per cent.
    func percent(_ basisPoints: Int64) -> String {
        let number = Tax.percent(basisPoints).replacing(".", with: sentence("money.decimal"))
        return sentence("money.percent", ["number": number])
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
