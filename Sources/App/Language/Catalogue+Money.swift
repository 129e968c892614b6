import Domain

extension Catalogue {
    /// Money as people read it: `€1,234.50`, `1.234,50 €`; by its code where the language has no sign that is that
    /// currency's alone.
    package func money(_ money: Money) -> String {
        let (minus, bare) = money.minor < 0 ? ("-", money.major.dropFirst()) : ("", money.major[...])
        let parts = bare.split(separator: ".")
        let amount = [grouped(parts[0])] + parts.dropFirst().map(String.init)
        let sign = "money.sign.\(money.currency)"
        let gaps = [
            "amount": amount.joined(separator: sentence("money.decimal")),
            "currency": has(sign) ? sentence(sign) : money.currency.code.uppercased(),
        ]
        return minus + sentence(has(sign) ? "money.signed" : "money.amount", gaps)
    }

    /// `19%`, `7,7 %`, of whole per cents.
    func percent(_ whole: Int) -> String { percent(Int64(whole) * 100) }

    /// `19%`, `7,7 %`, of hundredths of a per cent.
    func percent(_ basisPoints: Int64) -> String {
        let number = Tax.percent(basisPoints).replacing(".", with: sentence("money.decimal"))
        return sentence("money.percent", ["number": number])
    }

    /// Whole digits with the language's sign between the thousands.
    private func grouped(_ digits: Substring) -> String {
        let separator = sentence("money.thousands")
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += separator }
            grouped.append(digit)
        }
        return grouped
    }
}
