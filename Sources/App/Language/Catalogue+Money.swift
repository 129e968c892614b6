import Domain

extension Catalogue {
    /// Money as people read it: `€1,234.50`, `1.234,50 €`; by its code where the language has no sign that is that
    /// currency's alone.
    package func money(_ money: Money) -> String {
        let (minus, bare) = money.minor < 0 ? ("-", money.major.dropFirst()) : ("", money.major[...])
        let sign = phrase("money.sign.\(money.currency)")?.plain
        return minus
            + sentence(sign == nil ? "money.amount" : "money.signed") { gap in
                switch gap {
                case "amount": number(bare)
                case "currency": sign ?? money.currency.code.uppercased()
                default: nil
                }
            }
    }

    /// `19%`, `7,7 %`, of whole per cents.
    func percent(_ whole: Int) -> String { percent(Int64(whole) * 100) }

    /// `19%`, `7,7 %`, of hundredths of a per cent.
    func percent(_ basisPoints: Int64) -> String {
        sentence("money.percent") { gap in gap == "number" ? number(Tax.percent(basisPoints)[...]) : nil }
    }

    /// A number as `1234.50` with the language's signs in it: between the thousands, and before the fraction.
    private func number(_ plain: Substring) -> String {
        let thousands = sentence("money.thousands")
        let point = plain.utf8.firstIndex(of: UInt8(ascii: ".")) ?? plain.endIndex
        var left = plain.utf8.distance(from: plain.startIndex, to: point)
        var number = ""
        for digit in plain[..<point].utf8 {
            number.unicodeScalars.append(Unicode.Scalar(digit))
            left -= 1
            if left > 0, left.isMultiple(of: 3) { number += thousands }
        }
        guard point < plain.endIndex else { return number }
        return number + sentence("money.decimal") + plain[point...].dropFirst()
    }
}
