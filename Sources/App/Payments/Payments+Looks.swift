import Domain
import Foundation
import Storage

/// What the payment company says of a payment.
enum Look: Sendable {
    case seen(PaymentPicture)
    /// It knows nothing of it, and says so in these words. The keys by which it does may come back.
    case missing(GatewayError)
}

extension Payments {
    func look(_ intentID: String) async throws -> Look {
        do { return .seen(try await gateway.look(intentID)) } catch let error as GatewayError {
            guard error.isOfMissing else { throw error }
            return .missing(error)
        }
    }

    /// The job that looks at a payment until it is decided.
    func watch(_ intentID: String, of booking: BookingID, now: Date) -> NewJob {
        NewJob(kind: .watch, subject: booking, detail: intentID, dueAt: now.addingTimeInterval(lookSeconds))
    }

    /// When a payment that has succeeded is looked at again: each time when it is twice as old, daily during a dispute.
    func nextLook(_ picture: PaymentPicture, _ payment: Payment, now: Date) -> Date? {
        guard picture.status == .succeeded else { return nil }
        guard !picture.disputes.contains(where: \.isOpen) else {
            return now.addingTimeInterval(LookSeconds.disputed)
        }
        return nextLook(at: payment, isDecided: true, now: now)
    }

    /// When a payment of this age is looked at again, if ever.
    func nextLook(at payment: Payment, isDecided: Bool, now: Date) -> Date? {
        let age = now.timeIntervalSince(payment.createdAt)
        guard age < LookSeconds.oldest else { return nil }
        let shortest = isDecided ? LookSeconds.succeeded : LookSeconds.missing
        return now.addingTimeInterval(max(age, shortest))
    }
}

extension GatewayError {
    /// Whether it is our key that the company does not take.
    var isOfKey: Bool { if case .keyRefused = self { true } else { false } }

    /// Whether the company knows nothing of what it is asked about: it is of another account, or of its other mode.
    var isOfMissing: Bool { if case .refused("resource_missing", _) = self { true } else { false } }
}
