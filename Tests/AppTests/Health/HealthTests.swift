import App
import Foundation
import Storage
import Testing

@Suite("Work that waits")
struct HealthTests {
    @Test("mails that wait for their server are counted, and are no sign that the worker is ill")
    func mails() async throws {
        let practice = try await Practice.open()
        for name in ["jo", "ann"] { _ = try await practice.register("\(name)@example.com") }
        practice.clock.move(seconds: 600)
        #expect(try await Self.gauge("informat_mails_overdue", practice) == 0)
        practice.clock.move(seconds: 1)
        #expect(try await practice.visitor.get("/health").status == 200)
        #expect(try await Self.gauge("informat_mails_overdue", practice) == 2)
        #expect(try await Self.gauge("informat_jobs_overdue", practice) == 0)
        try await practice.work()
        #expect(try await Self.gauge("informat_mails_overdue", practice) == 0)
    }

    @Test("work that is long due is a failure, unless somebody has it in hand")
    func leased() async throws {
        let practice = try await Practice.open()
        try await practice.app.prepare()
        practice.clock.move(seconds: 601)
        #expect(try await practice.visitor.get("/health").status == 503)
        #expect(try await Self.gauge("informat_jobs_overdue", practice) == 1)
        let end = practice.clock.now.addingTimeInterval(30)
        #expect(try await practice.run("UPDATE jobs SET leased_until = \(end) WHERE kind = 'housekeeping'") == 1)
        #expect(try await practice.visitor.get("/health").status == 200)
        practice.clock.move(seconds: 30)
        #expect(try await practice.visitor.get("/health").status == 503)
    }

    private static func gauge(_ name: String, _ practice: Practice) async throws -> Double? {
        let lines = try await practice.visitor.get("/metrics").text.split(separator: "\n")
        return lines.first { $0.hasPrefix(name + " ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}
