import Domain
import Foundation
import Storage

extension PaymentJobs {
    /// Tells of a payment that the company does not know.
    func tellOfMissing(_ payment: Payment?, _ look: Look, in tx: any Transaction) throws {
        guard case .missing(let error) = look, let payment, let booking = try tx.booking(payment.bookingID) else {
            return
        }
        try settlement.tellOfRefusal(error, of: payment.intentID, about: booking, in: tx)
    }

    /// A job that is tried again after each failure, and tells of what is refused: that will not mend by itself, so
    /// that a look at money is tried again more and more rarely. A hold must end, and a key may be set at any time:
    /// these are tried as often as ever.
    func telling(_ handler: @escaping Worker.Handler) -> Worker.Handler {
        { job in
            do { return try await handler(job) } catch let error as GatewayError {
                guard !error.mayPass else { throw error }
                let isUrgent = job.kind == .endHold || error.isOfKey
                return .again(error: "\(error)", rarely: !isUrgent) { tx in
                    if let booking = try bookingID(of: job, in: tx).flatMap({ try tx.booking($0) }) {
                        try settlement.tellOfRefusal(error, about: booking, in: tx)
                    } else if job.kind == .settle {
                        try settlement.tellOfRefusal(error, ofUnknown: job.detail, in: tx)
                    }
                }
            }
        }
    }

    /// Nil where a payment of which Stripe told is not known here.
    private func bookingID(of job: Job, in tx: any Transaction) throws -> BookingID? {
        job.kind == .settle ? try tx.payment(job.detail)?.bookingID : job.subject()
    }
}
