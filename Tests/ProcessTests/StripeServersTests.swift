import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Payments on several servers")
    struct StripeServersTests {
        @Test("each payment settles once and each refund goes once, where all servers hear of both and one is killed")
        func once() async throws {
            let cluster = try await PostgreSQLCluster()
            let stripe = try await StripePeer(in: try TemporaryFolder())
            var fleet = try await Fleet(of: 3, on: cluster.url, stripe.settings)
            let place = try await PaidPractice(stripe, fleet.servers)
            let booked = try await Self.book(8, place)

            for each in booked { #expect(try await stripe.pay(each.intent) == "succeeded") }
            // The events are on their way, a second after the payments.
            try await fleet.crash([2])
            for each in booked { try await place.wait(each.id, for: "scheduled succeeded") }
            try await fleet.restart(2)

            let (mine, theirs) = (booked.prefix(4), booked.suffix(4))
            try await withThrowingTaskGroup { group in
                for (number, each) in booked.enumerated() {
                    let boss = place.boss.at(fleet[number % 3])
                    group.addTask {
                        let path = "/api/admin/bookings/\(each.id)/" + (number < 4 ? "cancel" : "refund")
                        let answer = try await boss.postPatiently(path, number < 4 ? [:] : ["amount": 20])
                        #expect(answer.status == 200, "\(answer)")
                    }
                }
                try await group.waitForAll()
            }
            for each in mine { try await place.wait(each.id, for: "cancelled refunded") }
            for each in theirs { try await place.wait(each.id, for: "scheduled partially_refunded") }
            let expected = mine.map { ("\($0.id)", 4_500) } + theirs.map { ("\($0.id)", 2_000) }
            #expect(try await place.refunded() == Dictionary(uniqueKeysWithValues: expected))
            let statuses = try await fleet.stop()
            #expect(statuses == [0, 0, 0])
            try await Self.expectEachOnce(cluster)
            try await cluster.end()
        }

        /// So many bookings by as many clients, at one server after the other.
        private static func book(_ count: Int, _ place: PaidPractice) async throws -> [(id: Int, intent: String)] {
            var booked: [(id: Int, intent: String)] = []
            for number in 0..<count {
                let server = place.servers[number % place.servers.count]
                let client = try await server.visitor.register("client-\(number)@example.com")
                booked.append(try await place.book(number, by: client))
            }
            return booked
        }

        private static func expectEachOnce(_ cluster: PostgreSQLCluster) async throws {
            let ledger = try await cluster.rows("SELECT kind, COUNT(*) FROM ledger GROUP BY kind ORDER BY kind")
            #expect(ledger.filter { !$0.hasPrefix("fee") } == ["charge|8", "refund|8"])
            let kinds = "kind IN ('confirmation', 'cancellation', 'payment_refunded')"
            let mails = try await cluster.rows(
                "SELECT kind, COUNT(*) FROM mails WHERE role = 'client' AND \(kinds) GROUP BY 1 ORDER BY 1")
            #expect(mails == ["cancellation|4", "confirmation|8", "payment_refunded|8"])
            #expect(try await cluster.rows("SELECT COUNT(*) FROM receipts") == ["8"])
        }
    }
}
