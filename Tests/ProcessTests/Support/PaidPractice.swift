import Foundation

/// A practice that charges 45.00 usd for a consultation through localstripe, at one server or several.
struct PaidPractice: Sendable {
    let stripe: StripePeer
    let servers: [Server]
    let boss: Visitor
    let client: Visitor
    let slots: [String]

    init(_ stripe: StripePeer, _ servers: [Server], telling: Bool = true) async throws {
        self.stripe = stripe
        self.servers = servers
        if telling { for server in servers { try await stripe.tell(server) } }
        boss = try await servers[0].boss()
        let changed = try await boss.ask("PATCH", "/api/admin/services/1", ["amount": 45])
        guard changed.status == 200 else { throw Failure("\(changed)") }
        let visitor = servers[0].visitor
        slots = try await visitor.slots()
        client = try await visitor.register("mia@example.com")
    }

    /// Books a slot and returns it with the payment's id.
    func book(_ slot: Int, by asker: Visitor? = nil) async throws -> (id: Int, intent: String) {
        let answer = try await (asker ?? client).post(
            "/api/bookings", ["service_id": 1, "scheduled_at": slots[slot]])
        guard answer.status == 201, let id = try answer.object("booking")["id"] as? Int,
            let secret = try answer.object("payment")["client_secret"] as? String
        else { throw Failure("\(answer)") }
        return (id, secret.components(separatedBy: "_secret_")[0])
    }

    /// `scheduled succeeded`: the booking's status and that of its payment.
    func status(_ id: Int) async throws -> String {
        let booking = try await boss.get("/api/bookings/\(id)").object("booking")
        return "\(booking["status"] ?? "") \(booking["payment_status"] ?? "")"
    }

    func wait(_ id: Int, for status: String) async throws {
        try await eventually("booking \(id) is \(status)", withinSeconds: 30) {
            try await self.status(id) == status
        }
    }

    /// What went back of each booking's money, in minor units.
    func refunded() async throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try await stripe.intents().map { ($0.metadata["booking_id"] ?? "", $0.refunded) })
    }
}
