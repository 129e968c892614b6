import Domain
import Foundation

/// The payment company, as far as the product reaches it. Each call happens outside of any transaction, and each throws
/// `GatewayError`. The tests hand in their own.
package struct PaymentGateway: Sendable {
    /// Makes the payment of a booking, or finds the one that the same order made.
    package var create: @Sendable (PaymentOrder) async throws -> PaymentPicture
    /// The present state of a payment.
    package var look: @Sendable (_ intentID: String) async throws -> PaymentPicture
    /// Ends a payment that has not succeeded. What comes back is what became of it: it may have succeeded first.
    package var cancel: @Sendable (_ intentID: String) async throws -> PaymentPicture
    /// Gives money back; the same order twice gives it back once.
    package var refund: @Sendable (RefundOrder) async throws -> PaymentPicture.Refund

    package init(
        create: @escaping @Sendable (PaymentOrder) async throws -> PaymentPicture,
        look: @escaping @Sendable (String) async throws -> PaymentPicture,
        cancel: @escaping @Sendable (String) async throws -> PaymentPicture,
        refund: @escaping @Sendable (RefundOrder) async throws -> PaymentPicture.Refund
    ) {
        self.create = create
        self.look = look
        self.cancel = cancel
        self.refund = refund
    }
}

/// What is to be paid. The same idempotency key must come with the same parameters, so everything in it is fixed when
/// the booking is made, or, as the address, is in the key: who gives their account another one while the first answer
/// is lost gets another payment, and of the first nobody has the secret by which it could be paid.
package struct PaymentOrder: Sendable, Equatable {
    package let bookingID: BookingID
    /// By which the booking is known again. Ids repeat after a restored backup, so no key is made from the id alone.
    package let mark: String
    package let money: Money
    /// Where the company sends its own receipt.
    package let email: String

    package init(bookingID: BookingID, room: String, money: Money, email: String) {
        self.bookingID = bookingID
        mark = Self.mark(ofRoom: room)
        self.money = money
        self.email = email
    }

    /// The room's name is random and does not repeat, and is told to nobody but those who meet there: of its hash
    /// nobody can tell it.
    package static func mark(ofRoom room: String) -> String { String(Digest.hex("payment \(room)").prefix(32)) }

    package var idempotencyKey: String { "pi-\(mark)-\(Digest.hex(email).prefix(16))" }
}

/// What is to be given back of one payment.
package struct RefundOrder: Sendable, Equatable {
    package let intentID: String
    package let money: Money
    /// The refund's own random token, by which it is known again.
    package let token: String
    /// How often the company has refused it. It repeats a refusal as long as it remembers the key, so the next try has
    /// another.
    package let refusals: Int64

    package var idempotencyKey: String { refusals == 0 ? "re-\(token)" : "re-\(token)-\(refusals)" }
}

/// Why the payment company did not do what it was asked. No text holds a key or a secret.
package enum GatewayError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No answer came: it is not known whether the request was carried out. The same request may be sent again.
    case unreachable(String)
    /// It asks for patience, or works on the same request already.
    case busy(String)
    /// It does not take our key, or the key may not do this: nothing was done, and somebody must set another.
    case keyRefused(String)
    /// It will not. `code` is its own word, for example `resource_missing`.
    case refused(code: String, message: String)

    /// Whether asking again may do. Whatever is refused, somebody must see to.
    var mayPass: Bool {
        switch self {
        case .unreachable, .busy: true
        case .keyRefused, .refused: false
        }
    }

    package var description: String {
        switch self {
        case .unreachable(let reason): "the payment company does not answer: \(reason)"
        case .busy(let reason): "the payment company is busy: \(reason)"
        case .keyRefused(let reason): "the payment company does not take the key: \(reason)"
        case .refused(let code, let message): "the payment company refuses (\(code)): \(message)"
        }
    }
}
