import Foundation
import Testing

@Suite("How often one account may book and change")
struct BookingLimitTests {
    private static func open(limits: Bool = true) async throws -> (Practice, Asker, Asker, service: Int64) {
        let practice = try await Practice.openForLong { $0.rateLimits = limits }
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        return (practice, boss, jo, try await boss.addService("Short", 5))
    }

    private static func start(_ index: Int) -> String {
        let minute = 540 + index * 5
        return jan("06T" + String(format: "%02d:%02d", minute / 60, minute % 60))
    }

    @Test("after 60 bookings in an hour a client must wait; refused requests do not count, repetitions still answer")
    func bookings() async throws {
        let (practice, boss, jo, service) = try await Self.open()
        let keyed = jo.with("Idempotency-Key", "first")
        _ = try await keyed.mustBook(Self.start(0), service: service)
        for index in 1..<60 {
            #expect(try await jo.book(Self.start(0), service: service).code == "slot_taken")
            _ = try await jo.mustBook(Self.start(index), service: service)
        }
        practice.clock.move(seconds: 600)
        let refused = try await jo.book(Self.start(60), service: service)
        #expect(refused.status == 429 && refused.code == "too_many_requests")
        #expect(refused.header("Retry-After") == "3000")
        #expect(try await keyed.book(Self.start(0), service: service).header("Idempotent-Replayed") == "true")
        #expect(try await practice.stretches().count == 60)
        _ = try await boss.mustBook(Self.start(60), service: service)
        practice.clock.move(seconds: 3_000)
        _ = try await jo.mustBook(Self.start(61), service: service)
    }

    @Test("after 60 changes in an hour a client must wait, and whoever runs the practice may still change it")
    func changes() async throws {
        let (practice, boss, jo, service) = try await Self.open()
        let id = try await jo.mustBook(Self.start(0), service: service)
        for index in 1...60 { #expect(try await jo.move(id, to: Self.start(index)).status == 200) }
        #expect(try await jo.move(id, to: Self.start(61)).status == 429)
        let refused = try await jo.post("/api/bookings/\(id)/cancel")
        #expect(refused.status == 429 && refused.header("Retry-After") == "3600")
        #expect(try await boss.move(id, to: Self.start(61), under: "/api/admin/bookings").status == 200)
        practice.clock.move(hours: 1)
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
    }

    @Test("without limits nobody has to wait")
    func off() async throws {
        let (_, _, jo, service) = try await Self.open(limits: false)
        for index in 0..<70 { _ = try await jo.mustBook(Self.start(index), service: service) }
    }
}
