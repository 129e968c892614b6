// waits for the real world: jobs that run side by side get on by the machine's own clock
import App
import Foundation
import Storage
import Synchronization
import Testing

@Suite("In which order ends are written", .timeLimit(.minutes(10)))
struct EndOrderTests {
    private static let patience: Duration = .seconds(180)

    private static func wait(until isSo: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + patience
        while try await !isSo(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("what has ended together is written queue by queue, so that no two servers wait for each other's receivers")
    func queues() async throws {
        let count = 8
        let told = try await ToldPractice.open("https://receiver.example/1")
        for number in 2...count { _ = try await told.boss.addWebhook("https://receiver.example/\(number)") }
        _ = try await told.boss.mustBook(jan("09T09:00"))
        // The last receiver answers first, and each other one after the one behind it.
        let answered = Mutex(0)
        told.practice.calls.answer { call in
            let number = Int(call.url.split(separator: "/").last ?? "") ?? 0
            try await Self.wait { answered.withLock { $0 } == count - number }
            answered.withLock { $0 += 1 }
            return 503
        }
        let changes = Mutex((transactions: 0, webhooks: [Int: [Int64]]()))
        let door = WrappedDatabase(
            told.practice.app.database,
            fateOfWrite: {
                // What has ended first is written when the others have ended: they are written together then.
                try await Self.wait { [0, count].contains(answered.withLock { $0 }) }
                return .done
            },
            transaction: { tx in
                let number = changes.withLock { changes in
                    changes.transactions += 1
                    return changes.transactions
                }
                return WatchedTransaction(tx: tx) { sql, _ in
                    guard sql.statement.hasPrefix("UPDATE webhooks SET failures = failures + 1") else { return }
                    let numbers = sql.bound.compactMap { if case .int(let number) = $0 { number } else { nil } }
                    changes.withLock { $0.webhooks[number, default: []].append(numbers[1]) }
                }
            })
        let server = try await told.practice.anotherServer(on: door)
        let running = Task { try await server.worker.run() }
        try await Self.wait {
            try await told.practice.numbers("SELECT COUNT(*) FROM webhook_deliveries WHERE attempts = 1") == [
                Int64(count)
            ]
        }
        running.cancel()
        _ = await running.result
        let groups = changes.withLock { $0.webhooks.values.map { $0 } }
        #expect(groups.contains { $0.count > 1 } && groups.allSatisfy { $0 == $0.sorted() }, "\(groups)")
    }
}
