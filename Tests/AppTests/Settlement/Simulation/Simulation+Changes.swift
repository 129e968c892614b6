import App
import Domain
import Foundation
import Storage

/// What people do with a booking once it is firm, or as if it were.
extension Simulation {
    func planLife(of id: Int64, startingAt start: Date) {
        let ahead = max(Int(start.timeIntervalSince(now)), 2)
        func soon(_ errand: Errand, _ share: Double) {
            if dice.chance(share) { plan(errand, in: 1...ahead) }
        }
        if dice.chance(0.25) { planCancellation(of: id, startingAt: start, ahead) }
        soon(.cancel(id, .host), 0.05)
        soon(.cancel(id, .admin), 0.04)
        soon(.move(id, .client), 0.08)
        soon(.move(id, .host), 0.03)
        soon(.dispute(id), 0.02)
        soon(.refundElsewhere(id), 0.02)
        for _ in 0..<3 where dice.chance(0.03) { plan(.refund(id), in: 1...(ahead + 100_000)) }
        if dice.chance(0.75) { plan(.close(id), in: ahead...(ahead + 36_000)) }
    }

    func move(_ id: Int64, by person: Person) async throws {
        guard let deal = deals[id] else { return }
        let start = Timestamp.text(someStart(of: deal.service))
        let answer = try await ask(
            asker(person, deal), path(person, id, "reschedule"), "{\"scheduled_at\":\"\(start)\"}")
        note("moved by \(person) to \(start): \(answer?.status ?? 0)", id)
    }

    func close(_ id: Int64) async throws {
        guard let deal = deals[id] else { return }
        let outcome = dice.chance(0.85) ? "complete" : "no-show"
        let answer = try await ask(hosts[deal.service.host], "/api/host/bookings/\(id)/\(outcome)", "{}")
        note("\(outcome): \(answer?.status ?? 0)", id)
    }

    /// Everything that is left, a part, or sometimes too much.
    func refund(_ id: Int64) async throws {
        guard let deal = deals[id], let before = try await standing(id) else { return }
        let amount =
            Int64(dice.roll(1...Int(max(deal.service.price / deal.service.smallest, 1)))) * deal.service.smallest
        let isAll = dice.chance(0.3)
        let answer = try await refund(id, isAll ? nil : amount)
        note("admin gives back \(isAll ? "all" : "\(amount)"): \(answer?.status ?? 0)", id)
        guard let after = try await standing(id) else { return }
        let given = after.sum { $0.reason == .admin } - before.sum { $0.reason == .admin }
        let left = max(before.ledger.kept - before.open, 0)
        let expected = isAll ? left : amount <= left ? amount : 0
        guard given == expected || (answer == nil && given == 0) else {
            return fail("the admin gave back \(given) instead of \(expected)", id)
        }
    }

    func refund(_ id: Int64, _ amount: Int64?) async throws -> Answer? {
        guard let currency = deals[id]?.service.currency else { return nil }
        let body = amount.map { "{\"amount\":\(Money(minor: $0, currency: currency).major)}" } ?? "{}"
        return try await ask(boss, "/api/admin/bookings/\(id)/refund", body)
    }

    func markPaid(_ id: Int64) async throws {
        let answer = try await ask(boss, "/api/admin/bookings/\(id)/mark-paid", "{}")
        note("marked as paid: \(answer?.status ?? 0)", id)
        if answer?.status == 200 { figures.paid += 1 }
    }

    /// Somebody is tired of waiting for Stripe, and gives back in cash what waits, or a part of it.
    func markRefunded(_ id: Int64) async throws {
        guard let deal = deals[id], let before = try await standing(id) else { return }
        let waiting = before.refunds.filter { $0.state == .due }
        guard before.undecided > 0 || !waiting.isEmpty, waiting.allSatisfy({ $0.reason != .admin }) else { return }
        let part = dice.chance(0.5) ? deal.service.smallest : nil
        let body = part.map { "{\"amount\":\(Money(minor: $0, currency: deal.service.currency).major)}" } ?? "{}"
        let answer = try await ask(boss, "/api/admin/bookings/\(id)/mark-refunded", body)
        if answer?.status == 200 { figures.byHand += 1 }
        // Without an answer nobody knows.
        if answer.map({ $0.status == 200 }) ?? true { deals[id]?.isGivenCash = true }
        note("an admin has given back \(part.map { "\($0)" } ?? "what waits"): \(answer?.status ?? 0)", id)
    }

    /// A price or a policy changes; what is booked already keeps its own.
    func changePrice() async throws {
        plan(.changePrice, in: 3_600...40_000)
        let index = dice.roll(0...(services.count - 1))
        let service = services[index]
        guard service.price > 0 else { return }
        let money = Money(minor: service.price + Int64(dice.roll(1...9)) * 100, currency: service.currency)
        let policy = dice.pick(["[]", "[{\"notice\":60,\"percent\":50}]", "[{\"notice\":1440,\"percent\":100}]"])
        _ = try await ask(
            boss, "/api/admin/services/\(service.id)", "{\"amount\":\(money.major),\"refund_policy\":\(policy)}",
            method: "PATCH")
        let row = try await practice.app.database.read { tx in
            try tx.row("SELECT amount_minor, refund_policy FROM services WHERE id = \(service.id)") {
                (price: try $0.int(0), policy: try $0.text(1))
            }
        }
        guard let row else { return }
        services[index].price = row.price
        services[index].policy = try JSONDecoder().decode([Service.Tier].self, from: Data(row.policy.utf8))
        note("service \(service.id) now costs \(row.price), \(row.policy)", nil)
    }

    // MARK: - Asking

    /// What the server answers; nil where it died, and nobody knows what was done.
    func ask(_ asker: Asker, _ path: String, _ json: String?, method: String = "POST") async throws -> Answer? {
        figures.requests += 1
        let answer = try await server.answer(asker, method, path, json.map { Data($0.utf8) })
        if answer == nil { figures.unanswered += 1 }
        // What waits to go back is noted only where Stripe says that it does not have it.
        let mayFail = path.hasSuffix("mark-refunded") ? "service_unavailable" : "payment_unavailable"
        if let answer, answer.status >= 500, answer.code != mayFail { fail("\(path): \(answer)") }
        if let answer, [400, 401, 403, 404].contains(answer.status) { fail("\(path): \(answer)") }
        return answer
    }

    func asker(_ person: Person, _ deal: Deal) -> Asker {
        switch person {
        case .client: clients[deal.wish.client]
        case .host: hosts[deal.service.host]
        case .admin: boss
        }
    }

    func path(_ person: Person, _ id: Int64, _ deed: String) -> String {
        let prefix = [Person.client: "", .host: "/host", .admin: "/admin"][person] ?? ""
        return "/api\(prefix)/bookings/\(id)/\(deed)"
    }
}
