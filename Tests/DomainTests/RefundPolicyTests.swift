import Domain
import Foundation
import Testing

@Suite("Refund policies")
struct RefundPolicyTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private static let tiers: [RefundPolicy.Tier] = [
        .init(notice: 2_880, percent: 100), .init(notice: 1_440, percent: 50),
    ]

    @Test(
        "a tier holds until exactly its notice before the start",
        arguments: [(2_881, 100), (2_880, 100), (2_879, 50), (1_440, 50), (1_439, 0), (0, 0), (-60, 0)])
    func percent(minutesBefore: Int, percent: Int) throws {
        let policy = try RefundPolicy(Self.tiers)
        #expect(
            policy.percent(at: Self.start.addingTimeInterval(-Double(minutesBefore) * 60), start: Self.start) == percent
        )
    }

    @Test("without a word of the practice everything comes back until the start, and nothing after it")
    func standard() {
        #expect(RefundPolicy.standard.percent(at: Self.start, start: Self.start) == 100)
        #expect(RefundPolicy.standard.percent(at: Self.start.addingTimeInterval(1), start: Self.start) == 0)
        #expect(RefundPolicy.standard.rawValue == #"[{"notice":0,"percent":100}]"#)
    }

    @Test(
        "a share is rounded up to what can be given back, never beyond the price",
        arguments: [
            ("usd", 999, 50, 500), ("usd", 1, 50, 1), ("jpy", 101, 33, 34), ("kwd", 1_010, 50, 510),
            ("isk", 10_100, 50, 5_100),
            ("ugx", 500, 100, 500), ("usd", 10_000, 0, 0),
        ] as [(String, Int64, Int, Int64)])
    func rounding(currency: String, price: Int64, percent: Int, due: Int64) throws {
        let policy = try RefundPolicy([.init(notice: 0, percent: percent)])
        let money = Money(minor: price, currency: try Currency(currency))
        #expect(
            policy.refund(of: money, at: Self.start, start: Self.start) == Money(minor: due, currency: money.currency))
    }

    @Test("tiers out of order are refused by their place, and too many altogether")
    func refused() throws {
        let wrong: [[(Int, Int)]] = [[(60, 50), (60, 20)], [(60, 50), (120, 20)], [(60, 50), (30, 51)]]
        for tiers in wrong {
            let problem = #expect(throws: Problem.self) {
                try RefundPolicy(tiers.map { .init(notice: $0.0, percent: $0.1) })
            }
            #expect(problem?.fields.map(\.name) == ["refund_policy[1]"])
        }
        let many = (0...10).map { RefundPolicy.Tier(notice: 100 - $0, percent: 10) }
        #expect(throws: Problem.self) { try RefundPolicy(many) }
        #expect(try RefundPolicy([]).percent(at: .distantPast, start: Self.start) == 0)
    }

    @Test("what is stored is read back as it was", arguments: [[], Array(tiers.prefix(1)), tiers])
    func stored(tiers: [RefundPolicy.Tier]) throws {
        let policy = try RefundPolicy(tiers)
        let read = try #require(RefundPolicy(rawValue: policy.rawValue))
        #expect(read.tiers == tiers)
        #expect(read.rawValue == policy.rawValue)
    }

    @Test(
        "what nobody here has stored is no policy",
        arguments: [
            "", "[", "]", "{}", "[{}]", "[]]", "[,]", #"[{"notice":1,"percent":2},]"#, #"[{"notice":1,"percent":2}"#,
            #"[{"notice":9,"percent":2}{"notice":1,"percent":2}]"#,
            #"[{"notice":1,"percent":2},{"notice":1,"percent":2}]"#,
            #"[{"notice":2,"percent":1},{"notice":1,"percent":2}]"#, #"[{"notice":-1,"percent":2}]"#,
            #"[{"notice":,"percent":2}]"#, #"[{"notice":1000000000,"percent":2}]"#, #"[{"percent":2,"notice":1}]"#,
            "[" + (0...10).map { "{\"notice\":\(10 - $0),\"percent\":1}" }.joined(separator: ",") + "]",
        ])
    func unreadable(text: String) { #expect(RefundPolicy(rawValue: text) == nil) }
}
