import App
import Foundation
import Logging
import Storage
import Synchronization
import Testing
import Wire

@Suite("Jobs under a lease")
struct JobLeaseTests {
    /// A practice with one mail that is due.
    private static func open() async throws -> Practice {
        let practice = try await Practice.openForLong()
        _ = try await practice.boss().mustBook(jan("09T09:00"))
        return practice
    }

    private static func state(_ practice: Practice) async throws -> [String] {
        try await practice.texts("SELECT state || ' ' || attempts || ' ' || COALESCE(error, '') FROM mails")
    }

    @Test("a second server does not send what the first is sending", arguments: [0.0, 29])
    func leased(seconds: Double) async throws {
        let practice = try await Self.open()
        let second = KeptLetters()
        let other = try await practice.another(mailer: second.mailer)
        let first = KeptLetters()
        let one = try await practice.another(
            mailer: Mailer { letter in
                practice.clock.move(seconds: seconds)
                try await other.worker.runAllDue()
                try await first.mailer.send(letter)
            })
        try await one.worker.runAllDue()
        try await other.worker.runAllDue()
        #expect(first.all.count == 1 && second.all.isEmpty)
        #expect(try await Self.state(practice) == ["sent 1 "])
    }

    @Test("an expired lease is taken over, and how the lost attempt ends is ignored", arguments: [true, false])
    func takenOver(lostFails: Bool) async throws {
        let practice = try await Self.open()
        let second = KeptLetters()
        let other = try await practice.another(mailer: second.mailer)
        let one = try await practice.another(
            mailer: Mailer { _ in
                practice.clock.move(seconds: 30)
                try await other.worker.runAllDue()
                if lostFails { throw SMTPError.permanent(code: 550, text: "lost") }
            })
        try await one.worker.runAllDue()
        #expect(second.all.count == 1)
        #expect(try await Self.state(practice) == ["sent 1 "])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == [0])
    }

    @Test("a lost attempt that succeeds does not undo the plan of the one that holds the job")
    func lostSuccess() async throws {
        let practice = try await Self.open()
        let failing = KeptLetters()
        failing.fail(SMTPError.passing(code: 451, text: "later"))
        let other = try await practice.another(mailer: failing.mailer)
        let one = try await practice.another(
            mailer: Mailer { _ in
                practice.clock.move(seconds: 30)
                try await other.worker.runAllDue()
            })
        try await one.worker.runAllDue()
        #expect(try await Self.state(practice) == ["due 1 451 later"])
        #expect(try await practice.numbers("SELECT attempt FROM jobs WHERE kind = 'mail'") == [2])
    }

    @Test("what a killed server had claimed waits for the end of its lease, or for the next start of a sole server")
    func killed() async throws {
        // Of several servers on PostgreSQL one that starts must not take what the others have in hand.
        for restarts in Engine.chosen == .sqlite ? [true, false] : [false] {
            let practice = try await Self.open()
            let until = practice.clock.now.addingTimeInterval(30)
            try await practice.run("UPDATE jobs SET leased_until = \(until), attempt = 1")
            practice.clock.move(seconds: 29)
            try await practice.work()
            #expect(practice.letters.all.isEmpty)
            if restarts { try await practice.app.prepare() } else { practice.clock.move(seconds: 1) }
            try await practice.work()
            #expect(practice.letters.all.count == 1)
        }
    }

    @Test(
        "a server that starts beside others leaves them what they have claimed",
        .enabled(if: Engine.chosen == .postgresql))
    func startsBeside() async throws {
        let practice = try await Self.open()
        let until = practice.clock.now.addingTimeInterval(30)
        try await practice.run("UPDATE jobs SET leased_until = \(until), attempt = 1 WHERE kind = 'mail'")
        try await practice.app.prepare()
        try await practice.work()
        #expect(practice.letters.all.isEmpty)
    }

    @Test("two servers that work at once send each of 60 mails once")
    func many() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let service = try await boss.addService("Short", 5)
        for index in 0..<60 {
            let clock = 540 + index * 5
            _ = try await boss.mustBook(
                jan("06T" + String(format: "%02d:%02d", clock / 60, clock % 60)), service: service)
        }
        let (first, second) = (KeptLetters(), KeptLetters())
        let servers = [
            try await practice.another(mailer: first.mailer), try await practice.another(mailer: second.mailer),
        ]
        try await withThrowingTaskGroup { group in
            for server in servers { group.addTask { try await server.worker.runAllDue() } }
            try await group.waitForAll()
        }
        let ids = (first.all + second.all).map(\.messageID)
        #expect(ids.count == 60 && Set(ids).count == 60)
        #expect(Set(try await Self.state(practice)) == ["sent 1 "])
    }
}
