// waits for the real world: leases are renewed, and lost ends tried again, by the machine's own clock
import App
import Foundation
import Logging
import Peers
import ServiceLifecycle
import Storage
import Synchronization
import Testing

@Suite("The lease of a job while its end is being written", .timeLimit(.minutes(15)))
struct EndLeaseTests {
    /// A database that is too busy for the end of a job, until it is told otherwise. A class with a lock, because the
    /// engine's threads come to it.
    private final class BusyEnds: Sendable {
        private let state = Mutex((busyUntil: Int.max, tries: 0))

        var tries: Int { state.withLock { $0.tries } }
        /// From now on, or from the try after so many more on.
        func letThrough(after more: Int = 0) { state.withLock { $0.busyUntil = $0.tries + more } }

        func door(to database: any Database) -> WrappedDatabase {
            WrappedDatabase(
                database,
                transaction: { tx in
                    WatchedTransaction(tx: tx) { sql, _ in
                        guard sql.statement.hasPrefix("DELETE FROM jobs WHERE id") else { return }
                        try self.state.withLock { state in
                            state.tries += 1
                            if state.tries <= state.busyUntil { throw StorageError.busy }
                        }
                    }
                })
        }
    }

    private static func wait(until isSo: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(longWaitSeconds)
        while try await !isSo() {
            try #require(ContinuousClock.now < end, "it waited in vain")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// A practice with one mail that is due, and the worker of a server whose ends have to wait.
    private static func open(renewal: Duration) async throws -> (Practice, Worker, BusyEnds) {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        let ends = BusyEnds()
        var worker = try await practice.anotherServer(on: ends.door(to: practice.app.database)).worker
        (worker.renewal, worker.patience) = (renewal, .seconds(longWaitSeconds))
        return (practice, worker, ends)
    }

    /// Waits until the mail's end is written, now that ends are let through.
    private static func expectOneMail(_ practice: Practice) async throws {
        try await wait { try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0] }
        #expect(practice.letters.all.count == 1)
        #expect(try await practice.texts("SELECT state || ' ' || attempts FROM mails") == ["sent 1"])
    }

    @Test("it is renewed, so that no other server does the work once more", arguments: [true, false])
    func kept(together: Bool) async throws {
        let (practice, worker, ends) = try await Self.open(renewal: .milliseconds(20))
        let running = Task { together ? try await worker.run() : try await worker.runAllDue() }
        try await Self.wait { ends.tries >= 2 }
        for _ in 1...2 {
            practice.clock.move(seconds: 25)
            let until = Int64(practice.clock.now.timeIntervalSince1970) + 30
            try await Self.wait { try await practice.numbers("SELECT MAX(leased_until) FROM jobs") == [until] }
        }
        try await practice.work()
        #expect(practice.letters.all.count == 1)
        ends.letThrough()
        try await Self.expectOneMail(practice)
        running.cancel()
        _ = await running.result
    }

    @Test("where it was lost and taken again by the same server, the work is not done once more")
    func claimedAgain() async throws {
        let (practice, worker, ends) = try await Self.open(renewal: .seconds(3_600))
        let running = Task { try await worker.run() }
        try await Self.wait { ends.tries >= 2 }
        practice.clock.move(seconds: 31)
        try await Self.wait { try await practice.numbers("SELECT attempt FROM jobs WHERE kind = 'mail'") == [2] }
        ends.letThrough()
        try await Self.expectOneMail(practice)
        running.cancel()
        _ = await running.result
    }

    @Test("a server that is to stop waits for the database anew, however long it has waited for it before")
    func stopping() async throws {
        let (practice, opened, ends) = try await Self.open(renewal: .milliseconds(20))
        var worker = opened
        worker.lastPatience = .seconds(4)
        let server = ServiceGroup(services: [worker], logger: Logger(label: "stopping"))
        let running = Task { try await server.run() }
        // The second try begins the wait, and each of the next stands a second behind the one before.
        try await Self.wait { ends.tries >= 7 }
        await server.triggerGracefulShutdown()
        ends.letThrough(after: 1)
        try await Self.expectOneMail(practice)
        try await running.value
    }
}
