import Domain
import Foundation

extension Simulation {
    /// A service as it is offered at the moment.
    struct Service {
        struct Tier: Decodable {
            let notice: Int
            let percent: Int
        }

        let id: Int64
        let host: Int
        /// Minutes; starts are laid this far apart from midnight on.
        let step: Int
        let currency: Currency
        var price: Int64
        var policy: [Tier]
        /// Whether clients may withdraw from the contract, for a day.
        let isWithdrawable: Bool

        var money: Money { Money(minor: price, currency: currency) }

        /// Amounts that Stripe can give back are multiples of it.
        var smallest: Int64 { ["isk": 100, "kwd": 10][currency.code] ?? 1 }

        /// What a client gets back who cancels so many seconds before the start.
        func due(notice: Double) -> Int64 {
            let percent = policy.first { notice >= Double($0.notice * 60) }?.percent ?? 0
            let steps = (Double(price) * Double(percent) / 100 / Double(smallest)).rounded(.up)
            return min(Int64(steps) * smallest, price)
        }
    }

    /// What a client would like to book; the same wish may be sent again.
    struct Wish {
        let client: Int
        let service: Int
        let start: Date
        let key: String?
        var isForClient = false
    }

    /// A booking, with what was promised when it was made.
    struct Deal {
        let id: Int64
        let wish: Wish
        let service: Service
        /// Paid to a person, not to Stripe.
        let isByHand: Bool
        var secret: String?
        var isPlanned = false
        /// Whether the client was told that there is such a booking.
        var isPromised = false
        /// What is to go back since somebody cancelled it when it was firm.
        var due: Int64?
        /// What its cancellation has left to a job, until that is seen to be done; and disputes won before.
        var toGiveBack: Int64?
        var winsBefore = 0
        /// Whether an admin gave back by other means than Stripe.
        var isGivenCash = false
        /// Ids and tokens of the refunds, made elsewhere or by an admin, that had been decided then: they count as due.
        var earlier: Set<String> = []

        /// The payment at Stripe, once a client was told of it.
        var intentID: String? { secret.flatMap { $0.components(separatedBy: "_secret_").first } }
    }

    /// How much happened.
    struct Figures {
        var steps = 0
        var paid = 0
        var requests = 0
        var unanswered = 0
        var deliveries = 0
        var lostEvents = 0
        var jumps = 0
        var outages = 0
        var cancellations = 0
        var delays = 0
        var mended = 0
        var byHand = 0
    }
}

extension Dice {
    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func pick<T>(_ from: [T]) -> T { from[roll(0...(from.count - 1))] }
}
