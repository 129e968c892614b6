import App
import Foundation
import Storage
import Testing

/// Two hosts, each with a service, and three clients; what is done to their bookings is left to chance.
final class CountedStory {
    let practice: Practice
    let boss: Asker
    let eve: Asker
    private let clients: [Asker]
    private let services: [Int64]
    private var dice: Dice
    /// How many deeds were allowed.
    private(set) var deeds = 0

    init(seed: UInt64, zone: String) async throws {
        practice = try await Practice.openForLong(zone: zone) { $0.standardZone = zone }
        boss = try await practice.boss()
        eve = try await practice.register("eve@example.com")
        try #require(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let weekly = (1...7).map { ["weekday": $0, "from": "00:00", "to": "24:00"] as [String: any Sendable] }
        let hours: [String: any Sendable] = ["time_zone": zone, "weekly": weekly]
        for host in [practice.bossID, eve.userID] {
            try #require(try await boss.put("/api/admin/hosts/\(host)/working-hours", hours).status == 200)
        }
        services = [
            try await boss.addService("Paid", 60, ["amount": 40, "change_notice": 0, "slot_step": 30]),
            try await boss.addService("Free", 30, ["host_id": eve.userID, "change_notice": 0, "slot_step": 30]),
        ]
        var clients: [Asker] = []
        for name in ["mia", "jo", "kim"] { clients.append(try await practice.register("\(name)@example.com")) }
        self.clients = clients
        dice = Dice(seed: seed)
    }

    /// Within the next week, on the half hour, at any hour of the day: some zones are half an hour beside the others.
    private func start() -> String {
        let halfHour = Int64(practice.clock.now.timeIntervalSince1970) / 1_800
        let later = Int64.random(in: 2...336, using: &dice)
        return Date(timeIntervalSince1970: Double((halfHour + later) * 1_800)).ISO8601Format()
    }

    /// One of the bookings for which a condition holds; 0 where there is none.
    private func booking(_ condition: SQL) async throws -> Int64 {
        try await practice.numbers("SELECT id FROM bookings WHERE \(condition) ORDER BY id")
            .randomElement(using: &dice) ?? 0
    }

    private var coming: SQL { "status = 'scheduled' AND scheduled_at > \(practice.clock.now)" }
    private var over: SQL { "status = 'scheduled' AND scheduled_at + duration * 60 <= \(practice.clock.now)" }

    /// Whatever the answer is: what may not be done changes nothing.
    func act() async throws {
        let path = "/api/admin/bookings"
        let answer: Answer
        switch Int.random(in: 0..<11, using: &dice) {
        case 0...3:
            // By the practice, which may book as often as it likes.
            let wish: [String: any Sendable] = [
                "service_id": services.randomElement(using: &dice)!, "scheduled_at": start(),
                "user_id": clients.randomElement(using: &dice)!.userID,
            ]
            answer = try await boss.post(path, wish)
        case 4: answer = try await boss.post("\(path)/\(try await booking(coming))/cancel")
        case 5: answer = try await boss.move(try await booking(coming), to: start(), under: path)
        case 6:
            let unpaid = try await booking("payment_status = 'requires_payment_method' AND status <> 'cancelled'")
            answer = try await boss.post("\(path)/\(unpaid)/mark-paid")
        case 7:
            let paid = try await booking("payment_status IN ('succeeded', 'partially_refunded')")
            answer = try await boss.post("\(path)/\(paid)/refund", ["amount": 10])
        case 8, 9:
            let past = try await booking(over)
            guard past > 0 else { return practice.clock.move(hours: 19) }
            answer = try await boss.post("\(path)/\(past)/\(Bool.random(using: &dice) ? "complete" : "no-show")")
        default:
            guard Int.random(in: 0..<4, using: &dice) == 0 else { return practice.clock.move(hours: 19) }
            let hosts = [practice.bossID, eve.userID].shuffled(using: &dice)
            answer = try await HandOverTests.handOver(boss, from: hosts[0], to: hosts[1])
        }
        if answer.status < 300 { deeds += 1 }
    }
}
