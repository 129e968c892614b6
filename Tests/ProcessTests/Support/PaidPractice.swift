import Foundation

/// A practice that charges 45.00 usd for a consultation through localstripe, at one server or several.
struct PaidPractice: Sendable {
    let stripe: StripePeer
    let servers: [Server]
    let boss: Visitor
    let client: Visitor
    /// The id of the consultation's service.
    let service: Int
    let slots: [String]

    init(_ stripe: StripePeer, _ servers: [Server], telling: Bool = true) async throws {
        self.stripe = stripe
        self.servers = servers
        if telling { for server in servers { try await stripe.tell(server) } }
        boss = try await servers[0].boss()
        service = try await boss.service()
        let changed = try await boss.ask("PATCH", "/api/admin/services/\(service)", ["amount": 45])
        guard changed.status == 200 else { throw Failure("\(changed)") }
        let visitor = servers[0].visitor
        slots = try await visitor.slots()
        client = try await visitor.register("mia@example.com")
    }

    /// Books a slot and returns it with the payment's id.
    func book(_ slot: Int, by asker: Visitor? = nil) async throws -> (id: Int, intent: String) {
        let answer = try await (asker ?? client).post(
            "/api/bookings", ["service_id": service, "scheduled_at": slots[slot]])
        guard answer.status == 201, let id = try answer.object("booking")["id"] as? Int,
            let secret = try answer.object("payment")["client_secret"] as? String
        else { throw Failure("\(answer)") }
        return (id, secret.components(separatedBy: "_secret_")[0])
    }

    /// The id of the client's only booking, which was not told where its payment could not be made.
    func onlyBooking() async throws -> Int {
        let bookings = try await client.get("/api/bookings").list("bookings")
        guard bookings.count == 1, let id = bookings[0]["id"] as? Int else { throw Failure("not one: \(bookings)") }
        return id
    }

    /// `scheduled succeeded`: the booking's status and that of its payment.
    func status(_ id: Int) async throws -> String {
        let booking = try await boss.get("/api/bookings/\(id)").object("booking")
        return "\(booking["status"] ?? "") \(booking["payment_status"] ?? "")"
    }

    func wait(_ id: Int, for status: String) async throws {
        try await eventually("booking \(id) is \(status)") {
            try await self.status(id) == status
        }
    }

    /// What went back of each booking's money, in minor units.
    func refunded() async throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try await stripe.intents().map { ($0.metadata["booking_id"] ?? "", $0.refunded) })
    }
}
