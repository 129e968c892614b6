import App
import Domain
import Foundation

/// A practice with a life of its own, in which everything goes wrong that can: clients, hosts and banks do what the
/// dice say, Stripe does not answer, events come late, twice or never, the clock jumps and the server dies. One thing
/// happens after the other and all chance comes from one seed, so that the same seed tells the same story.
final class Simulation {
    enum Payer: Sendable { case card, wrongAmount, declined, bank, slowly }
    enum Person: String, Sendable { case client, host, admin }
    struct MailServerIsBusy: Error {}

    /// What somebody is going to do.
    enum Errand {
        case visit, work, jump, outage, outageEnd, changePrice
        case book(Wish)
        case look(Int64)
        case pay(Int64, Payer, last: Bool)
        case cancel(Int64, Person)
        case move(Int64, Person)
        case refund(Int64), markPaid(Int64), markRefunded(Int64), close(Int64)
        case decide(Int64, succeeds: Bool)
        case refundElsewhere(Int64), dispute(Int64), endDispute(Int64, won: Bool)
        case endRefund(String, of: String, PaymentPicture.Refund.Status)
        case deliver(FakeStripe.Event)
    }

    let seed: UInt64
    /// So many payments are to come in.
    let goal: Int
    let practice: Practice
    let stripe: FakeStripe
    let server: MortalServer
    let boss: Asker
    var hosts: [Asker] = []
    var clients: [Asker] = []
    var services: [Service] = []

    var dice: Dice
    var agenda = Agenda<Errand>()
    var deals: [Int64: Deal] = [:]
    var newestBooking: Int64 = 0
    var seenRefunds: Set<String> = []
    /// Bookings that were cancelled, of which a job is to decide what goes back.
    var undecided: Set<Int64> = []
    var figures = Figures()
    /// Nothing new goes wrong any more.
    var isEnding = false
    var trace = Trace()
    var failures: [String] = []

    var now: Date { practice.clock.now }

    init(seed: UInt64, goal: Int) async throws {
        self.seed = seed
        self.goal = goal
        let (random, stripe) = (TestRandom(seed: seed), FakeStripe())
        let dice = Dice(random)
        self.dice = dice
        self.stripe = stripe
        // In memory where there is room for it: thousands of commits a second wait for no disk.
        let memory = "/dev/shm/"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        practice = try await Practice.open(under: isThere ? memory : NSTemporaryDirectory(), stripe: stripe) {
            $0.tokenMinutes = 60 * 24 * 366
            $0.reminderSeconds = [3_600]
            $0.rateLimits = false
        }
        boss = try await practice.boss()
        let clock = practice.clock
        let mailer = Mailer { _ in
            var dice = dice
            if dice.chance(0.01) { throw MailServerIsBusy() }
        }
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: mailer, gateway: stripe.gateway,
            passwordHash: .unsafe)
        world.waitLong()
        server = try await MortalServer(beside: practice, world: world)
        try await openDoors()
    }

    /// Runs until so much money has come in, and then to the end of everything that has begun.
    func run() async throws {
        letThingsFail()
        for errand in [Errand.visit, .work, .jump, .outage, .changePrice] { agenda.plan(errand, at: now) }
        while figures.paid < goal, failures.isEmpty { try await step() }
        try await finish()
        try await judge()
    }

    func step() async throws {
        guard let (at, errand) = agenda.next() else { return }
        // What was planned for a time that a jump has passed over happens late.
        if at > now { practice.clock.move(seconds: at.timeIntervalSince(now)) }
        figures.steps += 1
        try await perform(errand)
        try await reviveServer()
        takeEvents()
        try await checkGivenBack()
    }

    func reviveServer() async throws {
        guard server.isDead else { return }
        note("the server died", nil)
        practice.clock.move(seconds: Double(dice.roll(0...90)))
        try await server.restart()
        try await keepSessions()
    }

    private func perform(_ errand: Errand) async throws {
        switch errand {
        case .visit: try await visit()
        case .work: try await work()
        case .jump: jump()
        case .outage: outage()
        case .outageEnd: stripe.set(down: false)
        case .changePrice: try await changePrice()
        case .book(let wish): try await book(wish)
        case .look(let id): try await look(id)
        case .pay(let id, let payer, let isLast): pay(id, payer, isLast)
        case .cancel(let id, let person): try await cancel(id, by: person)
        case .move(let id, let person): try await move(id, by: person)
        case .refund(let id): try await refund(id)
        case .markPaid(let id): try await markPaid(id)
        case .markRefunded(let id): try await markRefunded(id)
        case .close(let id): try await close(id)
        case .decide(let id, let succeeds): decide(id, succeeds)
        case .refundElsewhere(let id): refundElsewhere(id)
        case .dispute(let id): dispute(id)
        case .endDispute(let id, let won): endDispute(id, won)
        case .endRefund(let refund, let intent, let status): endRefund(refund, of: intent, status)
        case .deliver(let event): try await deliver(event)
        }
    }

    func plan(_ errand: Errand, in seconds: ClosedRange<Int>) {
        agenda.plan(errand, at: now.addingTimeInterval(Double(dice.roll(seconds))))
    }

    func note(_ text: String, _ booking: Int64?) { trace.note(text, booking, at: now) }

    func fail(_ complaint: String, _ booking: Int64? = nil) {
        let story = booking.map { "\n    " + trace.story(of: $0) } ?? ""
        failures.append("\(complaint)\(booking.map { " (booking \($0))" } ?? "")\(story)")
    }
}
