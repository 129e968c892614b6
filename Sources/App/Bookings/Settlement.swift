import Domain
import Foundation
import Storage

/// The jobs that keep bookings and their payments in line: each asks the payment company first, outside of any
/// transaction, and writes down what follows from its answer.
struct Settlement: Sendable {
    let bookings: Bookings
    let payments: Payments

    private var database: any Database { bookings.database }

    /// Where the keys were taken away, what waits for the payment company waits until they are back.
    static func handlers(_ bookings: Bookings) -> [Job.Kind: Worker.Handler] {
        guard let payments = bookings.payments else {
            let wait: Worker.Handler = { _ in .next(bookings.now().addingTimeInterval(Payments.longestLookSeconds)) }
            return [.settle: wait, .watch: wait, .hold: wait, .refund: wait]
        }
        let settlement = Settlement(bookings: bookings, payments: payments)
        return [
            .settle: settlement.settle, .watch: settlement.watch, .hold: settlement.endHold,
            .refund: settlement.refund,
        ]
    }

    /// `settle`: one look, because the company told of the payment.
    func settle(_ job: Job) async throws -> JobEnd {
        guard let seen = try await seen(job) else { return .done { _ in } }
        let picture: PaymentPicture
        do { picture = try await payments.gateway.look(seen.intentID) } catch GatewayError.refused(
            code: "resource_missing", _)
        {
            // Of another account, or of its other mode.
            return .done { _ in }
        }
        let moment = bookings.now()
        return .decided { tx in
            guard let payment = try adopt(picture, seen, now: moment, in: tx) else { return nil }
            return try bookings.settle(picture, seen: payment, now: moment, in: tx) ? nil : moment
        }
    }

    /// `watch`: looks until the payment is decided, and then more and more rarely for whatever happens to its money.
    /// One that no booking waits for any more is ended: it became known only when the hold was over, or a bank refused
    /// it late, and it would stay open for ever.
    func watch(_ job: Job) async throws -> JobEnd {
        guard let seen = try await seen(job), seen.status != .canceled else { return .done { _ in } }
        let booking = try await database.read { try $0.booking(seen.bookingID)?.booking }
        let isAwaited = booking?.status == .pending
        let picture = isAwaited ? try await payments.gateway.look(seen.intentID) : try await ended(seen)
        let moment = bookings.now()
        return .decided { tx in
            guard try bookings.settle(picture, seen: seen, now: moment, in: tx) else { return moment }
            guard !picture.status.isFinal else { return payments.nextLook(picture, seen, now: moment) }
            let isHeld = try tx.booking(seen.bookingID)?.booking.holdIsRunning(at: moment) ?? false
            return moment.addingTimeInterval(isHeld ? payments.lookSeconds : Payments.longestLookSeconds)
        }
    }

    /// `hold`: at the end of a hold, and where a booking that waited for money was cancelled, ends the payment first
    /// and believes what the company answers: money may have come in the same moment.
    func endHold(_ job: Job) async throws -> JobEnd {
        let (entry, payment) = try await database.read { tx in
            (try tx.booking(job.subjectID), try tx.payments(of: job.subjectID).first { !$0.status.isFinal })
        }
        guard let booking = entry?.booking else { return .done { _ in } }
        if booking.holdIsRunning(at: bookings.now()), let over = booking.holdExpiresAt { return .next(over) }
        guard let payment else { return .decided { tx in try expireUnpaid(booking.id, in: tx) } }
        let picture = try await ended(payment)
        let moment = bookings.now()
        return .decided { tx in
            guard try bookings.settle(picture, seen: payment, now: moment, in: tx) else { return moment }
            return try afterSettling(booking.id, now: moment, in: tx)
        }
    }

    /// A slow method that is being decided is left alone; anything else that has not succeeded is cancelled.
    private func ended(_ payment: Payment) async throws -> PaymentPicture {
        let picture = try await payments.gateway.look(payment.intentID)
        guard !picture.status.isFinal, picture.status != .processing else { return picture }
        return try await payments.gateway.cancel(payment.intentID)
    }

    /// While the money is on its way the cells stay, until the start comes; the payment is watched by its own job.
    private func afterSettling(_ id: Int64, now: Date, in tx: any Transaction) throws -> Date? {
        guard let booking = try tx.booking(id)?.booking, booking.status == .pending else { return nil }
        guard booking.scheduledAt > now else {
            try bookings.expire(booking, now: now, in: tx)
            return nil
        }
        return min(booking.scheduledAt, now.addingTimeInterval(Payments.longestLookSeconds))
    }

    /// A hold without a payment: the company was never reached, or is being asked at this moment. Then who asks finds
    /// that the hold is over.
    private func expireUnpaid(_ id: Int64, in tx: any Transaction) throws -> Date? {
        let moment = bookings.now()
        guard let booking = try tx.booking(id)?.booking, booking.status == .pending else { return nil }
        guard try tx.payments(of: id).allSatisfy(\.status.isFinal) else { return moment }
        try bookings.expire(booking, now: moment, in: tx)
        try bookings.restate(id, paymentStatus: .canceled, now: moment, in: tx)
        return nil
    }

    /// The payment as it is known, or, where its making was never noted, as it would be.
    private func seen(_ job: Job) async throws -> Payment? {
        try await database.read { tx in
            if let payment = try tx.payment(job.detail) { return payment }
            guard try tx.booking(job.subjectID) != nil else { return nil }
            return Payment(
                intentID: job.detail, bookingID: job.subjectID, status: .requiresPaymentMethod, version: 0,
                createdAt: bookings.now())
        }
    }

    /// Takes in a payment of which only the company told. It is believed to be the booking's by the room in it, because
    /// ids repeat after a restored backup.
    private func adopt(
        _ picture: PaymentPicture, _ seen: Payment, now: Date, in tx: any Transaction
    ) throws -> Payment? {
        if try tx.payment(seen.intentID) != nil { return seen }
        guard let booking = try tx.booking(seen.bookingID)?.booking, picture.room == booking.roomID else {
            try tx.audit(
                "payment.unknown", by: nil, at: now, booking: seen.bookingID, detail: ["intent": seen.intentID])
            return nil
        }
        try tx.addPayment(seen.intentID, of: booking.id, now: now)
        if picture.status != .canceled {
            try tx.addJob(payments.watch(seen.intentID, of: booking.id, now: now), now: now)
        }
        return seen
    }
}

extension Payments {
    /// Stripe asks banks for their answer within 120 days of a payment, and few refunds are later.
    private static let longestFollowingSeconds = 120 * 86_400.0
    private static let shortestFollowingSeconds = 86_400.0

    /// When a payment that has succeeded is looked at again: money may go back at the company's own pages, or come back
    /// from a bank, and the event that tells of it may be lost. Each time when it is twice as old; daily during a
    /// dispute.
    func nextLook(_ picture: PaymentPicture, _ payment: Payment, now: Date) -> Date? {
        guard picture.status == .succeeded else { return nil }
        guard !picture.disputes.contains(where: \.isOpen) else {
            return now.addingTimeInterval(Self.shortestFollowingSeconds)
        }
        let age = now.timeIntervalSince(payment.createdAt)
        guard age < Self.longestFollowingSeconds else { return nil }
        return now.addingTimeInterval(max(age, Self.shortestFollowingSeconds))
    }
}

extension Booking {
    /// Whether the client may still pay.
    func holdIsRunning(at now: Date) -> Bool {
        guard status == .pending, let holdExpiresAt else { return false }
        return now < holdExpiresAt
    }
}
