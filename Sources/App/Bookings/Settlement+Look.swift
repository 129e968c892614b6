import Foundation
import Storage

/// What the payment company says of a payment.
enum Look: Sendable {
    case seen(PaymentPicture)
    /// It knows nothing of it, and says so in these words. The keys by which it does may come back.
    case missing(GatewayError)
}

extension Settlement {
    func look(_ intentID: String) async throws -> Look {
        do { return .seen(try await payments.gateway.look(intentID)) } catch let error as GatewayError {
            guard error.isOfMissing else { throw error }
            return .missing(error)
        }
    }

    /// Tells of a payment that the company does not know.
    func tellOfMissing(_ payment: Payment?, _ look: Look, now: Date, in tx: any Transaction) throws {
        guard case .missing(let error) = look, let payment, let entry = try tx.booking(payment.bookingID) else {
            return
        }
        try bookings.tellOfRefusal(error, of: payment.intentID, about: entry, now: now, in: tx)
    }

    /// A job that is tried again after each failure, and tells of what is refused: that will not mend by itself.
    func telling(_ handler: @escaping Worker.Handler) -> Worker.Handler {
        { job in
            do { return try await handler(job) } catch let error as GatewayError {
                guard !error.mayPass else { throw error }
                let moment = bookings.now()
                return .again(error: "\(error)") { tx in
                    guard let entry = try bookingID(of: job, in: tx).flatMap({ try tx.booking($0) }) else { return }
                    try bookings.tellOfRefusal(error, about: entry, now: moment, in: tx)
                }
            }
        }
    }

    /// Nil where a payment of which Stripe told is not known here.
    private func bookingID(of job: Job, in tx: any Transaction) throws -> Int64? {
        job.kind == .settle ? try tx.payment(job.detail)?.bookingID : job.subjectID
    }
}
