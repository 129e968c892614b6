// waits for the real world: jobs that run side by side get on by the machine's own clock
import App
import Foundation
import Storage
import Synchronization
import Testing
import Wire

@Suite("Lanes of jobs", .timeLimit(.minutes(10)))
struct LaneTests {
    private static let patience: Duration = .seconds(180)

    @Test("a place that is free takes the next job while another still works")
    func noBarrier() async throws {
        let practice = try await Practice.open()
        let sent = Mutex(0)
        let mailer = Mailer { _ in
            let number = sent.withLock { count in
                count += 1
                return count
            }
            // The first is not done before all the others are.
            let end = ContinuousClock.now + Self.patience
            while number == 1, sent.withLock({ $0 }) < 30, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let boss = try await practice.boss()
        let short = try await boss.addService("Short", 5)
        for index in 0..<30 {
            let start = String(format: "06T%02d:%02d", 9 + index / 12, index % 12 * 5)
            _ = try await boss.mustBook(jan(start), service: short)
        }
        let server = try await practice.another(mailer: mailer)
        let start = ContinuousClock.now
        try await server.worker.runAllDue()
        #expect(ContinuousClock.now - start < Self.patience, "the first mail waited for the others in vain")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state = 'sent'") == [30])
    }

    @Test("mails that have ended are written down with the claim of the next, in one transaction")
    func together() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let short = try await boss.addService("Short", 5)
        try await practice.work()
        for index in 0..<30 {
            let start = String(format: "06T%02d:%02d", 9 + index / 12, index % 12 * 5)
            _ = try await boss.mustBook(jan(start), service: short)
        }
        let writes = Mutex(0)
        let door = WrappedDatabase(
            practice.app.database,
            fateOfWrite: {
                writes.withLock { $0 += 1 }
                return .done
            })
        let server = try await practice.anotherServer(on: door)
        let running = Task { try await server.worker.run() }
        let end = ContinuousClock.now + Self.patience
        var left: [Int64] = [30]
        while left != [0], ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
            left = try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'")
        }
        running.cancel()
        _ = await running.result
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state = 'sent'") == [30])
        // The first claim, and one for each mail at the most.
        #expect(writes.withLock { $0 } <= 31)
    }

    @Test("ends that cannot be written together are written one by one, and none is lost or sent twice")
    func apart() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let short = try await boss.addService("Short", 5)
        try await practice.work()
        practice.letters.forget()
        for index in 0..<12 {
            _ = try await boss.mustBook(jan("06T09:\(index < 2 ? "0" : "")\(index * 5)"), service: short)
        }
        let writes = Mutex(0)
        // Every third write is undone.
        let door = WrappedDatabase(
            practice.app.database,
            fateOfWrite: {
                let number = writes.withLock { count in
                    count += 1
                    return count
                }
                return number.isMultiple(of: 3) ? .undone(StorageError.busy) : .done
            })
        let server = try await practice.anotherServer(on: door)
        let running = Task { try await server.worker.run() }
        let end = ContinuousClock.now + Self.patience
        var left: [Int64] = [12]
        while left != [0], ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
            left = try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'")
        }
        running.cancel()
        _ = await running.result
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE state = 'sent'") == [12])
        #expect(practice.letters.all.count == 12)
    }

    @Test("a mail whose lease has run out while it is still being sent is not sent by the same server once more")
    func claimedAgain() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        let calls = Mutex(0)
        let server = try await practice.another(
            mailer: Mailer { _ in
                let number = calls.withLock { count in
                    count += 1
                    return count
                }
                guard number == 1 else { return }
                // As where the database is away for longer than a lease lasts.
                practice.clock.move(seconds: 31)
                let end = ContinuousClock.now + Self.patience
                var attempts: [Int64] = []
                while attempts != [2], ContinuousClock.now < end {
                    try await Task.sleep(for: .milliseconds(20))
                    attempts = try await practice.numbers("SELECT attempt FROM jobs WHERE kind = 'mail'")
                }
            })
        let running = Task { try await server.worker.run() }
        let end = ContinuousClock.now + Self.patience
        var left: [Int64] = [1]
        while left != [0], ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
            left = try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'")
        }
        running.cancel()
        _ = await running.result
        #expect(left == [0] && calls.withLock { $0 } == 1)
        #expect(try await practice.texts("SELECT state || ' ' || attempts FROM mails") == ["sent 1"])
    }

    @Test("none of forty deliveries waits behind five receivers that say nothing; each of these holds up two")
    func silentReceivers() async throws {
        let well = "https://well.example/"
        let told = try await ToldPractice.open(well)
        let silent = (1...5).map { "https://silent.example/\($0)" }
        for url in silent { _ = try await told.boss.addWebhook(url) }
        let short = try await told.boss.addService("Short", 5)
        for index in 0..<40 {
            let start = String(format: "06T%02d:%02d", 9 + index / 12, index % 12 * 5)
            _ = try await told.boss.mustBook(jan(start), service: short)
        }
        // Counted, so that it holds on any machine: the silent ones answer once the last of the forty has begun, and
        // the well one answers once each silent one has all the places that it can get.
        let begun = Mutex((all: [String: Int](), whenLastBegan: [Int?]()))
        @Sendable func wait(until isSo: ([String: Int]) -> Bool) async throws {
            let end = ContinuousClock.now + Self.patience
            while !begun.withLock({ isSo($0.all) }) {
                guard ContinuousClock.now < end else { throw HTTPError.unreachable("waited in vain") }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        told.practice.calls.answer { call in
            begun.withLock { begun in
                begun.all[call.url, default: 0] += 1
                if call.url == well, begun.all[well] == 40 { begun.whenLastBegan = silent.map { begun.all[$0] } }
            }
            if call.url == well {
                try await wait { begun in silent.allSatisfy { begun[$0, default: 0] >= 2 } }
            } else {
                try await wait { $0[well] == 40 }
            }
            return 200
        }
        try await told.practice.work()
        #expect(begun.withLock { $0.whenLastBegan } == [2, 2, 2, 2, 2])
        #expect(
            try await told.practice.numbers("SELECT COUNT(*) FROM webhook_deliveries WHERE state = 'sent'") == [240])
    }

    @Test("an account's mails go before news of bookings, and these before reminders, however long they have waited")
    func order() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        practice.letters.forget()
        practice.letters.fail(SMTPError.passing(code: 451, text: "later"))
        // A day before the start a reminder is written; it waits the longest.
        practice.clock.move(hours: 1)
        try await practice.work()
        let ann = try await practice.register("ann@example.com")
        _ = try await ann.mustBook(jan("08T09:00"))
        #expect(
            try await practice.visitor.post("/api/auth/forgot-password", ["email": "jo@example.com"]).status == 202)
        try await practice.work()
        practice.letters.fail(nil)
        practice.clock.move(seconds: 120)
        var worker = practice.app.worker
        worker.takesTurns = true
        try await worker.runAllDue()
        let kinds = try await practice.texts("SELECT message_id || ' ' || kind FROM mails").map {
            $0.split(separator: " ")
        }
        let order = practice.letters.all.compactMap { letter -> String? in
            kinds.first { letter.messageID.contains($0[0]) }.map { String($0[1]) }
        }
        #expect(order.prefix(2).sorted() == ["reset_password", "verify_email"])
        #expect(order.dropFirst(2) == ["confirmation", "confirmation", "reminder", "reminder"])
    }

    @Test("the wait after a failure is by failures in a row, not by how often a job was claimed")
    func backoff() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        try await practice.run("UPDATE jobs SET attempt = 30 WHERE kind = 'mail'")
        practice.letters.fail(SMTPError.passing(code: 451, text: "later"))
        try await practice.work()
        #expect((45...60).contains(try await Self.wait(practice)))
        practice.clock.move(seconds: 60)
        try await practice.work()
        #expect((90...120).contains(try await Self.wait(practice)))
        #expect(try await practice.numbers("SELECT failures FROM jobs WHERE kind = 'mail'") == [2])
        #expect(try await practice.texts("SELECT state FROM mails") == ["due"])
    }

    @Test("what was put off as a matter of course is no failure: the wait begins at its shortest again")
    func putOff() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.hold()
        for _ in 0..<6 { try await Self.look(paid) }
        let attempts = try await paid.practice.numbers("SELECT attempt FROM jobs WHERE kind = 'watch'")
        #expect(attempts[0] >= 6)
        paid.stripe.set(down: true)
        try await Self.look(paid)
        let due = try await paid.practice.numbers("SELECT due_at FROM jobs WHERE kind = 'watch'")
        let wait = Double(due[0]) - paid.practice.clock.now.timeIntervalSince1970
        #expect((0...60).contains(wait), "\(wait) s")
        #expect(try await paid.practice.numbers("SELECT failures FROM jobs WHERE kind = 'watch'") == [1])
    }

    @Test("a job whose end cannot be written waits longer each time, and health and metrics tell of it")
    func unwritten() async throws {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        let breaks = Mutex(true)
        let server = try await practice.another(
            mailer: Mailer { _ in
                guard breaks.withLock({ $0 }) else { return }
                try await practice.run("ALTER TABLE mails RENAME TO elsewhere")
            })
        for count in 1...3 {
            try await server.worker.runAllDue()
            try await practice.run("ALTER TABLE elsewhere RENAME TO mails")
            let longest = 60 * pow(2, Double(count - 1))
            #expect(((longest * 0.75).rounded(.down)...longest).contains(try await Self.wait(practice)))
            #expect(try await practice.visitor.get("/metrics").text.contains("\ninformat_jobs_unwritten 1"))
            #expect(try await practice.visitor.get("/health").status == (count < 3 ? 200 : 503))
            practice.clock.move(seconds: longest)
        }
        breaks.withLock { $0 = false }
        try await server.worker.runAllDue()
        #expect(try await practice.texts("SELECT state FROM mails") == ["sent"])
        #expect(try await practice.visitor.get("/health").status == 200)
        #expect(try await practice.visitor.get("/metrics").text.contains("\ninformat_jobs_unwritten 0"))
    }

    /// Moves on to the next look at the payment, and takes it.
    private static func look(_ paid: PaidPractice) async throws {
        let due = try await paid.practice.numbers("SELECT due_at FROM jobs WHERE kind = 'watch'")
        paid.practice.clock.move(seconds: max(0, Double(due[0]) - paid.practice.clock.now.timeIntervalSince1970))
        try await paid.practice.work()
    }

    /// Seconds until the only mail is tried again.
    private static func wait(_ practice: Practice) async throws -> Double {
        let due = try await practice.numbers("SELECT due_at FROM jobs WHERE kind = 'mail'")
        try #require(due.count == 1)
        return Double(due[0]) - practice.clock.now.timeIntervalSince1970
    }
}
