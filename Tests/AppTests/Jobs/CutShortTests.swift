// waits for the real world: jobs that run side by side get on by the machine's own clock
import App
import Foundation
import Peers
import Storage
import Synchronization
import Testing
import Wire

@Suite("Jobs that a stop cuts short", .timeLimit(.minutes(10)))
struct CutShortTests {
    /// Runs a server's worker, and stops it as soon as `begun` says so.
    private static func run(_ server: App, until begun: @escaping @Sendable () -> Bool) async throws {
        let running = Task { try await server.worker.run() }
        let end = ContinuousClock.now + .seconds(longWaitSeconds)
        while !begun(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        _ = await running.result
        #expect(begun(), "it waited in vain")
    }

    @Test("a mail in its last attempt is not parked, but due at once at the next start")
    func mail() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        try await practice.run("UPDATE jobs SET failures = 11 WHERE kind = 'mail'")
        let hasBegun = Mutex(false)
        let server = try await practice.another(
            mailer: Mailer { _ in
                hasBegun.withLock { $0 = true }
                try await Task.sleep(for: .seconds(600))
            })
        try await Self.run(server) { hasBegun.withLock { $0 } }
        #expect(try await practice.texts("SELECT state || ' ' || attempts FROM mails") == ["due 0"])
        try await practice.work()
        #expect(practice.letters.all.count == 1)
        #expect(try await practice.texts("SELECT state || ' ' || attempts FROM mails") == ["sent 1"])
    }

    @Test("a delivery in its last attempt is not parked, and does not count against its receiver")
    func delivery() async throws {
        let told = try await ToldPractice.open()
        let practice = told.practice
        _ = try await told.boss.mustBook(jan("09T09:00"))
        try await practice.run("UPDATE jobs SET failures = 11 WHERE kind = 'webhook'")
        let hasBegun = Mutex(false)
        practice.calls.answer { _ in
            hasBegun.withLock { $0 = true }
            try await Task.sleep(for: .seconds(600))
            return 200
        }
        try await Self.run(try await practice.anotherServer()) { hasBegun.withLock { $0 } }
        #expect(try await told.state() == "due 0")
        #expect(try await told.boss.get(told.path).object("webhook").int("failures") == 0)
        practice.calls.answer { _ in 200 }
        try await practice.work()
        #expect(try await told.state() == "sent 1 200")
    }

    @Test("what has ended by then is written down side by side, so that none waits for another")
    func sideBySide() async throws {
        let told = try await ToldPractice.open("https://receiver.example/1")
        let practice = told.practice
        let count = 4
        for number in 2...count { _ = try await told.boss.addWebhook("https://receiver.example/\(number)") }
        _ = try await told.boss.mustBook(jan("09T09:00"))
        try await practice.run("DELETE FROM jobs WHERE kind = 'mail'")
        let begun = Mutex(0)
        practice.calls.answer { _ in
            begun.withLock { $0 += 1 }
            try? await Task.sleep(for: .seconds(600))
            return 200
        }
        let ends = Mutex(0)
        let door = WrappedDatabase(
            practice.app.database,
            fateOfWrite: {
                guard begun.withLock({ $0 }) == count else { return .done }
                ends.withLock { $0 += 1 }
                // Each waits for all others.
                let end = ContinuousClock.now + .seconds(longWaitSeconds)
                while ends.withLock({ $0 }) < count, ContinuousClock.now < end { await Self.pause() }
                return ends.withLock({ $0 }) < count ? .undone(StorageError.busy) : .done
            })
        let server = try await practice.anotherServer(on: door)
        try await Self.run(server) { begun.withLock { $0 } == count }
        #expect(try await practice.texts("SELECT DISTINCT state FROM webhook_deliveries") == ["sent"])
    }

    /// Waits although its task is cut short.
    private static func pause() async {
        await Task.detached { try? await Task.sleep(for: .milliseconds(5)) }.value
    }
}
