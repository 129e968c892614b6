import App
import Foundation
import Testing

/// Two hosts, each with a service, and three clients; what is done to their bookings is left to chance.
final class CountedStory {
    let practice: Practice
    let boss: Asker
    let eve: Asker
    private let clients: [Asker]
    private let services: [Int64]
    private var dice: Dice
    private var bookings: [Int64] = []
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
            try await boss.addService("Paid", 60, ["amount": 40, "change_notice": 0]),
            try await boss.addService("Free", 30, ["host_id": eve.userID, "change_notice": 0]),
        ]
        var clients: [Asker] = []
        for name in ["mia", "jo", "kim"] { clients.append(try await practice.register("\(name)@example.com")) }
        self.clients = clients
        dice = Dice(seed: seed)
    }

    /// Within the next three weeks, on the hour, at any hour of the day.
    private func start() -> String {
        let hour = Int64(practice.clock.now.timeIntervalSince1970) / 3_600 + Int64.random(in: 1...500, using: &dice)
        return Date(timeIntervalSince1970: Double(hour * 3_600)).ISO8601Format()
    }

    /// Whatever the answer is: what may not be done changes nothing.
    func act() async throws {
        let client = clients.randomElement(using: &dice)!
        let id = bookings.randomElement(using: &dice) ?? 0
        let booking = "/api/admin/bookings/\(id)"
        let answer: Answer
        switch Int.random(in: 0..<11, using: &dice) {
        case 0...3:
            // By the practice, which may book as often as it likes.
            let wish: [String: any Sendable] = [
                "service_id": services.randomElement(using: &dice)!, "scheduled_at": start(), "user_id": client.userID,
            ]
            answer = try await boss.post("/api/admin/bookings", wish)
            if answer.status == 201 { bookings.append(try answer.object("booking").int("id")) }
        case 4: answer = try await boss.post("\(booking)/cancel")
        case 5: answer = try await boss.move(id, to: start(), under: "/api/admin/bookings")
        case 6: answer = try await boss.post("\(booking)/mark-paid")
        case 7: answer = try await boss.post("\(booking)/refund", ["amount": 10])
        case 8: answer = try await boss.post("\(booking)/complete")
        case 9: answer = try await boss.post("\(booking)/no-show")
        default:
            guard Int.random(in: 0..<4, using: &dice) == 0 else { return practice.clock.move(hours: 7) }
            let hosts = [practice.bossID, eve.userID].shuffled(using: &dice)
            answer = try await HandOverTests.handOver(boss, from: hosts[0], to: hosts[1])
        }
        if answer.status < 300 { deeds += 1 }
    }
}
