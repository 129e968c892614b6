import Domain
import Foundation
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(
        "major units show all decimals of the currency",
        arguments: [
            (10000, "usd", "100.00"), (5, "eur", "0.05"), (0, "usd", "0.00"), (100, "jpy", "100"), (0, "jpy", "0"),
            (1000, "kwd", "1.000"), (7, "bhd", "0.007"), (-250, "gbp", "-2.50"), (99_999_999, "usd", "999999.99"),
            (Int64.min, "jpy", "-9223372036854775808"),
        ] as [(Int64, String, String)])
    func major(minor: Int64, code: String, text: String) throws {
        #expect(Money(minor: minor, currency: try Currency(code)).major == text)
    }

    @Test("reading the written major units gives the minor units back")
    func roundTrip() throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        for code in ["usd", "JPY", "kwd", "isk", "ugx"] {
            let currency = try Currency(code)
            for _ in 0..<500 {
                let step = currency.chargeStep
                let minor = Int64.random(in: 0...Money.maximumMinor / step, using: &random) * step
                let text = Money(minor: minor, currency: currency).major
                let major = try #require(Decimal(string: text))
                #expect(try Money.minor(fromMajor: major, currency: currency, field: "amount") == minor)
            }
        }
    }

    @Test(
        "amounts that are negative, too large or too fine are refused",
        arguments: [
            ("-0.01", "usd", Problem.Complaint.outOfRange), ("1000000", "usd", .outOfRange),
            ("1e40", "usd", .outOfRange), ("100000000", "jpy", .outOfRange), ("0.001", "usd", .notAMultiple),
            ("10.5", "jpy", .notAMultiple), ("1.0001", "kwd", .notAMultiple), ("1.001", "kwd", .notAMultiple),
            ("10.5", "isk", .notAMultiple), ("10.5", "ugx", .notAMultiple), ("1e-30", "usd", .notAMultiple),
            ("999999.980000000000000000000000001", "usd", .notAMultiple),
        ])
    func refused(text: String, code: String, complaint: Problem.Complaint) throws {
        let amount = try #require(Decimal(string: text))
        let currency = try Currency(code)
        let thrown = problem { _ = try Money.minor(fromMajor: amount, currency: currency, field: "amount") }
        #expect(thrown?.fields.first?.name == "amount")
        #expect(thrown?.fields.first?.complaint == complaint)
    }

    @Test(
        "a price is nothing or at least what Stripe charges",
        arguments: [
            ("0", "usd", true), ("0.49", "usd", false), ("0.50", "usd", true), ("0.29", "gbp", false),
            ("0.3", "gbp", true), ("49", "jpy", false), ("50", "jpy", true), ("174.99", "huf", false),
            ("175", "huf", true), ("0.01", "kwd", true), ("1", "ugx", true),
        ])
    func price(text: String, code: String, isTaken: Bool) throws {
        let amount = try #require(Decimal(string: text))
        let currency = try Currency(code)
        let thrown = problem { _ = try Money.price(fromMajor: amount, currency: currency) }
        #expect(thrown?.fields.first?.complaint == (isTaken ? nil : .belowMinimum))
    }

    @Test("what is not a number is refused")
    func notANumber() throws {
        let currency = try Currency("usd")
        let thrown = problem { _ = try Money.minor(fromMajor: .nan, currency: currency, field: "amount") }
        #expect(thrown == .invalid("amount", .notANumber))
    }

    @Test("currencies are known by their code in any case", arguments: ["usd", "EUR", "Jpy"])
    func known(code: String) throws {
        #expect(try Currency(code).code == code.lowercased())
    }

    @Test("unknown currencies are refused", arguments: ["", "us", "xxx", "usdd", "u$d", "xau", "ＵＳＤ"])
    func unknown(code: String) {
        #expect(problem { _ = try Currency(code) } == .invalid("currency", .unknownCurrency))
    }

    @Test("a stored currency that nobody knows counts minor units, and is refused where money is reckoned with")
    func stored() throws {
        let old = Money(minor: 1_234, currency: Currency(stored: "xyz"))
        #expect(old.major == "1234" && old.currency.code == "xyz")
        #expect(problem { _ = try old.known() } == .invalid("currency", .unknownCurrency))
        let known = Money(minor: 1_234, currency: Currency(stored: "kwd"))
        #expect(try known.known() == known && known.currency == Currency("KWD") && known.major == "1.234")
    }
}
