import Domain
import Foundation
import Storage

/// What a client needs to pay for a booking that is held.
struct OpenPayment: Sendable {
    /// Nil where the payment company does not answer at the moment.
    let clientSecret: Secret?
    let publishableKey: String
    let jsURL: String
    let money: Money
    let expiresAt: Date?
    /// How long a time is held in all.
    let holdSeconds: Int
}

extension Settlement {
    /// The payment of a held booking: made at the company where it is not yet, and found again where it is. Nil for a
    /// booking that waits for none. Throws `payment_unavailable` where the company does not answer: the booking stays
    /// held, and the same question may be asked again. Throws `payment_refused` where the company will not take it,
    /// which ends the hold, and `hold_expired` where the hold ended meanwhile.
    func openPayment(of booking: Booking) async throws -> OpenPayment? {
        guard let payments, booking.status == .pending, !booking.awaitsProof else { return nil }
        do {
            let picture = try await picture(of: booking, payments)
            return open(booking, payments, secret: picture.status.isFinal ? nil : picture.clientSecret)
        } catch let error as GatewayError {
            logger.error("\(error)", metadata: ["booking": "\(booking.id)"])
            switch error {
            case .refused(let code, let message):
                if try await endRefusedHold(booking.id, code: code, saying: message) { throw Problem(.paymentRefused) }
            case .keyRefused: try await tellOfRefusal(error, about: booking.id)
            case .unreachable, .busy: break
            }
            throw Problem(
                .paymentUnavailable, arguments: ["booking": "\(booking.id)"],
                retryAfterSeconds: Self.retryAfterSeconds)
        }
    }

    /// As `openPayment`, for a look at the booking: it must not fail because the payment company does, and of one
    /// booking the company is asked once in ten seconds.
    func shownPayment(of booking: Booking) async throws -> OpenPayment? {
        guard let payments, booking.status == .pending, !booking.awaitsProof else { return nil }
        let moment = now()
        if let secret = looks.secret(of: booking.id, now: moment) { return open(booking, payments, secret: secret) }
        do {
            let payment = try await openPayment(of: booking)
            looks.remember(payment?.clientSecret, of: booking.id, now: moment)
            return payment
        } catch let problem as Problem {
            guard problem.code == .paymentUnavailable else { return nil }
            looks.remember(nil, of: booking.id, now: moment)
            return open(booking, payments, secret: nil)
        }
    }

    private static var retryAfterSeconds: Int { 5 }

    private func open(_ booking: Booking, _ payments: Payments, secret: Secret?) -> OpenPayment {
        OpenPayment(
            clientSecret: secret, publishableKey: payments.publishableKey, jsURL: payments.jsURL,
            money: booking.price, expiresAt: booking.holdExpiresAt, holdSeconds: Int(payments.holdSeconds))
    }

    private func picture(of booking: Booking, _ payments: Payments) async throws -> PaymentPicture {
        let (known, email) = try await database.read { tx in
            (try tx.payments(of: booking.id).first, try tx.user(booking.clientID)?.email)
        }
        if let known { return try await payments.gateway.look(known.intentID) }
        guard let room = booking.room?.name, let email, let over = booking.holdExpiresAt, now() < over else {
            throw Problem(.holdExpired)
        }
        let money = try booking.price.known()
        let made = try await payments.gateway.create(
            PaymentOrder(bookingID: booking.id, room: room, money: money, email: email))
        guard try await note(made, of: booking.id, payments) else { throw Problem(.holdExpired) }
        return made
    }

    /// Notes the payment of a booking; from then on it is looked at until it is decided. False where the hold has ended
    /// meanwhile: nobody is told its secret then, so that nobody can pay it, and the look ends it.
    private func note(_ made: PaymentPicture, of id: BookingID, _ payments: Payments) async throws -> Bool {
        try await database.write { tx in
            let isHeld = try tx.booking(id)?.status == .pending
            guard try tx.payment(made.intentID) == nil else { return isHeld }
            try tx.addPayment(made.intentID, of: id)
            try tx.addJob(payments.watch(made.intentID, of: id, now: tx.now))
            return isHeld
        }
    }
}
