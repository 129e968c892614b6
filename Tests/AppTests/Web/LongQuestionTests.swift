import App
import Domain
import Foundation
import Storage
import Synchronization
import Testing

@Suite("Questions that may be long")
struct LongQuestionTests {
    private static let long = [
        "/api/admin/bookings", "/api/admin/bookings?q=jo", "/api/admin/bookings.csv", "/api/admin/users",
        "/api/admin/users?q=jo", "/api/admin/mails", "/api/admin/audit", "/api/host/bookings",
        "/api/users/me/export",
    ]
    private static let quick = [
        "/health", "/health/ready", "/api/services", "/api/bookings", "/api/bookings?when=upcoming", "/api/users/me",
    ]

    @Test("what grows with the practice is asked as a long read, and what everybody asks as a quick one")
    func lengths() async throws {
        let practice = try await Practice.open()
        let reads = Reads()
        let door = reads.door(to: practice.app.database)
        let boss = try await practice.boss().on(try await practice.anotherServer(on: door))
        let webhook = try await boss.post(
            "/api/admin/webhooks", ["url": "https://hooks.example.com/", "events": ["booking.cancelled"]])
        let id = try webhook.object("webhook").int("id")
        for path in Self.long + ["/api/admin/webhooks/\(id)/deliveries"] {
            reads.forget()
            #expect(try await boss.get(path).status == 200)
            #expect(reads.lengths.contains(.long), "\(path)")
        }
        for path in Self.quick + ["/api/services/\(boss.service)/slots?from=2026-01-06&to=2026-01-06"] {
            reads.forget()
            #expect(try await boss.get(path).status == 200)
            #expect(!reads.lengths.contains(.long), "\(path)")
        }
    }

    @Test("a question that takes too long is answered 503 with a sentence")
    func tooLong() async throws {
        let practice = try await Practice.open()
        let reads = Reads()
        let door = reads.door(to: practice.app.database)
        let boss = try await practice.boss().on(try await practice.anotherServer(on: door))
        reads.endLongOnes()
        for path in Self.long where !path.contains(".csv") {
            let answer = try await boss.get(path)
            #expect(answer.status == 503 && answer.code == "took_too_long", "\(path): \(answer)")
            #expect(answer.header("Retry-After") == "30")
            #expect(try answer.text("detail").contains("longer than \(ReadLength.mostSeconds) seconds"))
        }
        #expect(try await boss.get("/api/services").status == 200)
    }

    @Test("while admins wait for their lists, clients see slots and book")
    func share() async throws {
        let practice = try await Practice.open { $0.databasePool = 4 }
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        let gate = DispatchSemaphore(value: 0)
        let holders = (0..<2).map { _ in
            Task.immediate { try await practice.app.database.read(.long) { _ in gate.wait() } }
        }
        let lists = (0..<8).map { _ in
            Task.immediate { try await boss.get("/api/admin/bookings?status=pending").status }
        }
        #expect(try await jo.slots("2026-01-06").count == 8)
        _ = try await jo.mustBook(jan("06T09:00"))
        #expect(try await practice.visitor.get("/health/ready").status == 200)
        for _ in holders { gate.signal() }
        for holder in holders { try await holder.value }
        for list in lists { #expect(try await list.value == 200) }
    }
}

/// How long each read said that it may become.
private final class Reads: Sendable {
    private let state = Mutex((lengths: [ReadLength](), endsLongOnes: false))

    var lengths: [ReadLength] { state.withLock { $0.lengths } }
    func forget() { state.withLock { $0.lengths = [] } }
    func endLongOnes() { state.withLock { $0.endsLongOnes = true } }

    /// A door whose reads are noted here.
    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(
            database,
            beforeRead: { length in
                let isEnded = self.state.withLock { state in
                    state.lengths.append(length)
                    return state.endsLongOnes && length == .long
                }
                if isEnded { throw StorageError.tookTooLong }
            })
    }
}
