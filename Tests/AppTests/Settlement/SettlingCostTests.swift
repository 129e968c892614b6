import App
import Foundation
import Logging
import Testing

@Suite("What settling costs")
struct SettlingCostTests {
    @Test("a paid hold is settled in fewer than 16 statements, which read its booking once and nobody's name")
    func statements() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        for event in paid.stripe.takeEvents() { #expect(try await paid.send(event).status == 200) }
        let statements = Statements()
        try await paid.work(through: statements)
        #expect(try await paid.status(held.id) == "scheduled succeeded")
        #expect(try await paid.mails(about: held.id) == ["confirmation"])

        let settling = try #require(
            statements.byTransaction.first { $0.contains { $0.contains("INSERT INTO ledger") } })
        let list = settling.joined(separator: "\n")
        print("settling a paid hold: \(settling.count) statements")
        #expect(settling.count < 16, "\(list)")
        #expect(settling.count { $0.contains("FROM bookings") } == 1, "\(list)")
        #expect(!settling.contains { $0.contains("FROM users") || $0.contains("FROM services") }, "\(list)")
    }
}

extension PaidPractice {
    /// Works what is due with a worker whose statements are noted.
    func work(through statements: Statements) async throws {
        let (clock, random) = (practice.clock, TestRandom(seed: 11))
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: Mailer { _ in }, gateway: stripe.gateway,
            passwordHash: .unsafe)
        world.waitLong()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let app = try await App(
            practice.app.settings, database: statements.door(to: practice.app.database), world: world, logger: logger)
        var worker = app.worker
        worker.takesTurns = true
        try await worker.runAllDue()
    }
}
