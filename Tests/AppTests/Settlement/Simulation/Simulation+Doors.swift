import App
import Domain
import Foundation

/// The practice before its first client: hosts who work around the clock, and what they offer.
extension Simulation {
    private static let policies: [[(notice: Int, percent: Int)]] = [
        [(0, 100)], [(2_880, 100), (1_440, 50)], [(1_440, 100), (120, 33), (0, 10)], [],
    ]
    private static let prices: [(currency: String, price: Int64)] = [
        ("usd", 10_000), ("jpy", 4_999), ("kwd", 12_340), ("isk", 1_230_000), ("usd", 3_333),
    ]
    private static let shapes: [(duration: Int, before: Int, after: Int, step: Int)] = [
        (30, 0, 0, 30), (45, 0, 15, 60), (30, 5, 10, 45), (20, 0, 10, 30),
    ]

    func openDoors() async throws {
        let crew = goal > 2_000 ? 24 : 8
        for number in 0..<crew {
            let host = try await practice.register("host\(number)@example.com")
            hosts.append(host)
            try must(await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]))
            let days = (1...7).map { ["weekday": $0, "from": "00:00", "to": "24:00"] as [String: any Sendable] }
            let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": days]
            try must(await boss.put("/api/admin/hosts/\(host.userID)/working-hours", hours))
            try await offer(by: number, 2 * number)
            try await offer(by: number, 2 * number + 1)
        }
        for number in 0..<30 { clients.append(try await practice.register("client\(number)@example.com")) }
        try await keepSessions()
        try await server.work()
    }

    /// The story is longer than any session, and each start of a server bounds them.
    func keepSessions() async throws {
        try await practice.run("UPDATE sessions SET expires_at = expires_at + 31536000")
    }

    /// Every seventh service is free.
    private func offer(by host: Int, _ number: Int) async throws {
        let shape = Self.shapes[number % Self.shapes.count]
        let (code, price) = Self.prices[number % Self.prices.count]
        let policy = Self.policies[number % Self.policies.count]
        let currency = try Currency(code)
        let money = Money(minor: number % 7 == 6 ? 0 : price, currency: currency)
        let isWithdrawable = number % 3 == 1
        let tiers = policy.map { "{\"notice\":\($0.notice),\"percent\":\($0.percent)}" }.joined(separator: ",")
        let answer = try await boss.ask(
            "POST", "/api/admin/services",
            bytes: Data(
                """
                {"title":"Service \(number)","duration":\(shape.duration),"slot_step":\(shape.step),
                "buffer_before":\(shape.before),"buffer_after":\(shape.after),"minimum_notice":0,
                "booking_horizon":30,"change_notice":\(number % 5 == 4 ? 60 : 0),"host_id":\(hosts[host].userID),
                "amount":\(money.major),"currency":"\(code)","refund_policy":[\(tiers)],
                "right_of_withdrawal":\(isWithdrawable),"withdrawal_days":1}
                """.utf8), type: "application/json")
        try must(answer)
        services.append(
            Service(
                id: try answer.object("service").int("id"), host: host, step: shape.step, currency: currency,
                price: money.minor, policy: policy.map { .init(notice: $0.notice, percent: $0.percent) },
                isWithdrawable: isWithdrawable))
    }

    private func must(_ answer: Answer) throws {
        guard (200..<300).contains(answer.status) else { throw Fields.Missing(description: "refused: \(answer)") }
    }
}
