import Domain
import Foundation
import Storage

/// The jobs that keep bookings and their payments in line: each asks the payment company first, outside of any
/// transaction, and writes down what follows from its answer.
struct PaymentJobs: Sendable {
    let settlement: Settlement
    let payments: Payments

    var database: any Database { settlement.database }

    /// Where the keys were taken away, what waits for the payment company waits until they are back.
    static func handlers(_ settlement: Settlement) -> [Job.Kind: Worker.Handler] {
        guard let payments = settlement.payments else {
            let wait: Worker.Handler = { _ in .next(settlement.now().addingTimeInterval(LookSeconds.undecided)) }
            return [.settle: wait, .watch: wait, .endHold: wait, .refund: wait, .giveBack: settlement.giveBack]
        }
        let jobs = PaymentJobs(settlement: settlement, payments: payments)
        return [
            .settle: jobs.telling(jobs.settle), .watch: jobs.telling(jobs.watch), .endHold: jobs.telling(jobs.endHold),
            .refund: jobs.refund, .giveBack: settlement.giveBack,
        ]
    }

    /// `settle`: one look, because the company told of the payment.
    func settle(_ job: Job) async throws -> JobEnd {
        let known = try await database.read { try $0.payment(job.detail) }
        let look = try await payments.look(job.detail)
        guard case .seen(let picture) = look else {
            return .done { try tellOfMissing(known, look, in: $0) }
        }
        return .decided { tx in
            // Another job has taken the payment in since this one read it, and may have applied a newer picture.
            if known == nil, try tx.payment(job.detail) != nil { return tx.now }
            guard let payment = try known ?? adopt(picture, in: tx) else { return nil }
            return try settlement.settle(picture, seen: payment, in: tx) ? nil : tx.now
        }
    }

    /// Takes in a payment of which only the company told. It is believed to be the booking's by the mark in it, because
    /// ids repeat after a restored backup; without one it is none of ours, but of a shop on the same account.
    private func adopt(_ picture: PaymentPicture, in tx: any Transaction) throws -> Payment? {
        guard let mark = picture.mark else { return nil }
        guard let booking = try picture.bookingID.flatMap({ try tx.booking($0) }),
            booking.room.map({ PaymentOrder.mark(ofRoom: $0.name) }) == mark
        else {
            try note(unknown: picture, in: tx)
            return nil
        }
        try tx.addPayment(picture.intentID, of: booking.id)
        if picture.status != .canceled {
            try tx.addJob(payments.watch(picture.intentID, of: booking.id, now: tx.now))
        }
        return try tx.payment(picture.intentID)
    }

    /// A payment of another server, or of a booking that a restored backup has lost. The booking is named as the
    /// payment names it, and may be another one by now.
    private func note(unknown picture: PaymentPicture, in tx: any Transaction) throws {
        let booking = picture.bookingID.map(String.init) ?? ""
        try tx.audit(
            "payment.unknown", by: nil,
            detail: ["intent": picture.intentID, "booking": booking, "status": picture.status.rawValue])
    }
}
