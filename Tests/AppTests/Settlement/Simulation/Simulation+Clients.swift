import App
import Domain
import Foundation

/// What clients do before their booking is firm.
extension Simulation {
    /// Somebody comes to book; a few want what somebody else has just wanted.
    func visit() async throws {
        plan(.visit, in: hosts.count > 8 ? 20...110 : 60...330)
        let service = dice.roll(0...(services.count - 1))
        let key = dice.chance(0.6) ? "key-\(figures.steps)" : nil
        let wish = Wish(
            client: dice.roll(0...(clients.count - 1)), service: service, start: someStart(of: services[service]),
            key: key, isForClient: dice.chance(0.02))
        if dice.chance(0.1) {
            agenda.plan(.book(rival(of: wish)), at: now.addingTimeInterval(Double(dice.roll(0...30))))
        }
        try await book(wish)
    }

    private func rival(of wish: Wish) -> Wish {
        // The other service of the same host: its buffers reach further or less far.
        Wish(
            client: dice.roll(0...(clients.count - 1)), service: dice.chance(0.5) ? wish.service : wish.service ^ 1,
            start: wish.start, key: dice.chance(0.5) ? "rival-\(figures.steps)" : nil)
    }

    /// Mostly within two days, at most within five.
    func someStart(of service: Service) -> Date {
        let ahead = dice.chance(0.7) ? dice.roll(60...172_800) : dice.roll(60...432_000)
        let day = (now.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400
        let step = Double(service.step * 60)
        let since = now.timeIntervalSince1970 + Double(ahead) - day
        // Starts are laid from each midnight on.
        let days = (since / 86_400).rounded(.down) * 86_400
        return Date(timeIntervalSince1970: day + days + ((since - days) / step).rounded(.down) * step)
    }

    func book(_ wish: Wish) async throws {
        let service = services[wish.service]
        let start = Timestamp.text(wish.start)
        let body = "{\"service_id\":\(service.id),\"scheduled_at\":\"\(start)\",\"begin_early\":true"
        let client = clients[wish.client]
        let answer =
            if wish.isForClient {
                try await ask(boss, "/api/admin/bookings", body + ",\"user_id\":\(client.userID)}")
            } else {
                try await ask(
                    wish.key.map { client.with("Idempotency-Key", $0) } ?? client, "/api/bookings", body + "}")
            }
        let fresh = try await learn(wish, service)
        note("book \(service.id) at \(start) \(wish.key ?? "-"): \(answer?.status ?? 0) \(answer?.code ?? "")", fresh)
        guard let answer else { return silence(after: wish, fresh) }
        switch answer.status {
        case 201: try promised(answer, wish)
        case 503 where answer.code == "payment_unavailable":
            if let fresh, dice.chance(0.5) { plan(.look(fresh), in: 1...900) }
            if wish.key != nil, dice.chance(0.7) { plan(.book(wish), in: 1...120) }
        case 409, 422: break
        default: fail("booking is answered by \(answer)", fresh)
        }
        if wish.key != nil, dice.chance(0.04) { plan(.book(wish), in: 0...1_200) }
    }

    /// The server died: the client repeats the request, looks whether there is a booking, or goes away.
    private func silence(after wish: Wish, _ fresh: Int64?) {
        if wish.key != nil, dice.chance(0.7) { return plan(.book(wish), in: 1...120) }
        if let fresh, dice.chance(0.6) { plan(.look(fresh), in: 1...900) }
    }

    /// The booking that a request has made, whether or not it was answered.
    private func learn(_ wish: Wish, _ service: Service) async throws -> Int64? {
        let newest = newestBooking
        let rows = try await practice.app.database.read { tx in
            try tx.rows(
                "SELECT id, amount_minor, status FROM bookings WHERE id > \(newest) ORDER BY id"
            ) { (id: try $0.int(0), price: try $0.int(1), status: try $0.text(2)) }
        }
        guard let row = rows.first else { return nil }
        newestBooking = row.id
        if rows.count > 1 || row.price != service.price {
            fail("one request made \(rows) for \(service.price)", row.id)
        }
        deals[row.id] = Deal(
            id: row.id, wish: wish, service: service, isByHand: row.status == "scheduled" && service.price > 0)
        return row.id
    }

    /// The client has been told of the booking: from now on it exists.
    private func promised(_ answer: Answer, _ wish: Wish) throws {
        let id = try answer.object("booking").int("id")
        guard var deal = deals[id] else { return fail("201 for a booking that is not there", id) }
        deal.isPromised = true
        deals[id] = deal
        if deal.isByHand || deal.service.price == 0 {
            guard !deal.isPlanned else { return }
            deals[id]?.isPlanned = true
            if deal.isByHand, dice.chance(0.7) { plan(.markPaid(id), in: 60...90_000) }
            return planLife(of: id, startingAt: wish.start)
        }
        take(answer, for: id)
    }

    /// Takes the secret out of an answer, if it is there, and decides what to do with it.
    private func take(_ answer: Answer, for id: Int64) {
        guard let payment = try? answer.object("payment"), let secret = try? payment.text("client_secret") else {
            return
        }
        if let known = deals[id]?.secret, known != secret { fail("a second payment", id) }
        deals[id]?.secret = secret
        guard deals[id]?.isPlanned == false else { return }
        deals[id]?.isPlanned = true
        planPayment(of: id)
    }

    func look(_ id: Int64) async throws {
        guard let deal = deals[id] else { return }
        let answer = try await ask(clients[deal.wish.client], "/api/bookings/\(id)", nil, method: "GET")
        note("look: \(answer?.status ?? 0)", id)
        guard let answer else { return plan(.look(id), in: 1...300) }
        guard answer.status == 200 else { return fail("the booking cannot be seen: \(answer)", id) }
        deals[id]?.isPromised = true
        take(answer, for: id)
    }

    private func planPayment(of id: Int64) {
        switch dice.roll(1...100) {
        case ...9: break
        case ...60: plan(.pay(id, .card, last: true), in: 5...120)
        case ...72: plan(.pay(id, .card, last: true), in: 600...1_200)
        case ...80:
            plan(.pay(id, .declined, last: false), in: 5...120)
            if dice.chance(0.8) { plan(.pay(id, .card, last: true), in: 121...1_200) }
        case ...88:
            plan(.pay(id, .bank, last: false), in: 5...120)
            if dice.chance(0.8) { plan(.pay(id, .card, last: true), in: 121...1_200) }
        case ...93: plan(.pay(id, .slowly, last: true), in: 5...900)
        case ...95: plan(.pay(id, .wrongAmount, last: true), in: 5...900)
        default: plan(.pay(id, .card, last: true), in: 5...600)
        }
        if dice.chance(0.06) { plan(.cancel(id, .client), in: 1...900) }
        if dice.chance(0.05) { plan(.look(id), in: 1...3_000) }
    }

    func pay(_ id: Int64, _ payer: Payer, _ isLast: Bool) {
        guard let deal = deals[id], let secret = deal.secret else { return }
        do {
            switch payer {
            case .card: try stripe.pay(secret)
            case .wrongAmount: try stripe.pay(secret, amount: deal.service.price - deal.service.smallest)
            case .declined: try stripe.decline(secret)
            case .bank: try stripe.askForAction(secret)
            case .slowly: try stripe.paySlowly(secret)
            }
        } catch { return note("\(payer) is not possible", id) }
        note("\(payer)", id)
        switch payer {
        case .card, .wrongAmount: moneyCame(id, deal.wish.start)
        case .slowly:
            let isQuick = dice.chance(0.9)
            plan(.decide(id, succeeds: dice.chance(0.7)), in: isQuick ? 600...18_000 : 18_000...180_000)
        case .declined, .bank: break
        }
        if !isLast, dice.chance(0.1) { plan(.cancel(id, .client), in: 0...600) }
    }

    func moneyCame(_ id: Int64, _ start: Date) {
        figures.paid += 1
        planLife(of: id, startingAt: start)
    }
}
