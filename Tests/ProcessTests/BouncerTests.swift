import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Behind pgbouncer")
    struct BouncerTests {
        private static let visitors = 100

        @Test("a server behind pgbouncer in transaction mode books, lists and sends for a hundred visitors at once")
        func transactionMode() async throws {
            let cluster = try await PostgreSQLCluster()
            let mails = try await MailPeer()
            // More connections than pgbouncer has: several transactions of the server share one.
            let settings = mails.settings.merging(
                ["RATE_LIMITS": "off", "DATABASE_STATEMENTS": "unnamed", "DATABASE_POOL": "40"]) { own, _ in own }
            let fleet = try await Fleet(of: 1, on: try await cluster.bouncer(), settings)
            let boss = try await fleet[0].boss()
            try await boss.openAroundTheClock()
            let start = ContinuousClock.now
            let ids = try await Self.bookAll(boss)
            let took = seconds(since: start)
            #expect(Set(ids).count == Self.visitors)
            #expect(try await boss.get("/api/bookings?limit=1").number("total") == Self.visitors)
            try await boss.becomesWell()
            try await eventually("no mail is due") {
                try await boss.get("/api/admin/mails?state=sent&limit=1").number("total") == Self.visitors
            }
            #expect(try await fleet.stop() == [0])
            let report = try await DatabaseReport.of(cluster.url, mails)
            #expect(report.overlaps.isEmpty && report.cells == 0 && report.bookings == Self.visitors)
            #expect(report.deliveries == Self.visitors && report.duplicates == 0)
            try await cluster.end()
            print("pgbouncer: \(Self.visitors) bookings at once took \((took * 100).rounded() / 100) s")
        }

        /// Ids of one booking for each visitor, each at a start of its own.
        private static func bookAll(_ boss: Visitor) async throws -> [Int] {
            let first = (Date().timeIntervalSince1970 / 3_600).rounded(.up) * 3_600 + 86_400
            let service = try await boss.service()
            return try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<visitors {
                    let start = Date(timeIntervalSince1970: first + Double(number) * 3_600).ISO8601Format()
                    group.addTask {
                        let booked = try await boss.postPatiently(
                            "/api/bookings", ["service_id": service, "scheduled_at": start])
                        #expect(booked.status == 201, "\(booked)")
                        return try booked.object("booking")["id"] as? Int ?? 0
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}
