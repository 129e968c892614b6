import Domain
import Foundation
import Storage

/// What the payment company refuses, and will refuse again: admins get a mail, and the audit trail a line, with its own
/// words.
extension Settlement {
    /// Ends a hold whose payment the company refuses to make, and tells admins: it would refuse the next one, too.
    /// False where a payment was made, which then was refused to be looked at, or the booking waits for none any more.
    func endRefusedHold(_ id: BookingID, code: String, saying said: String) async throws -> Bool {
        try await database.write { tx in
            guard let booking = try tx.booking(id) else { return false }
            if let made = try tx.payments(of: id).first {
                let refusal = GatewayError.refused(code: code, message: said)
                try tellOfRefusal(refusal, of: made.intentID, about: booking, in: tx)
                return false
            }
            guard booking.status == .pending else { return false }
            try bookings.endHold(booking, in: tx)
            try tx.forgetKeys(of: booking.clientID, for: id)
            try bookings.restate(booking, paymentStatus: .canceled, in: tx)
            try tx.audit(
                "payment.refused", by: nil, booking: id, user: booking.clientID,
                detail: ["code": code, "message": said])
            try tellAdmins(of: booking, ofCause: code, saying: said, in: tx)
            return true
        }
    }

    /// Tells of what is refused of a booking's payment. What may pass by itself is told to nobody.
    func tellOfRefusal(
        _ error: GatewayError, of intentID: String? = nil, about booking: Booking, in tx: any Transaction
    ) throws {
        switch error {
        case .unreachable, .busy: return
        case .keyRefused(let said):
            // Each request is refused then, so that the audit trail, too, hears of it three times an hour only.
            guard try isNews("key", of: booking, in: tx),
                try tellAdmins(of: booking, ofCause: "key", saying: said, in: tx)
            else { return }
            try tx.audit("payment.key_refused", by: nil, booking: booking.id, detail: ["message": said])
        case .refused(let code, let said):
            guard try isNews(code, of: booking, in: tx) else { return }
            var detail = ["code": code, "message": said]
            detail["intent"] = intentID
            try tx.audit(
                error.isOfMissing ? "payment.missing" : "payment.refused", by: nil, booking: booking.id,
                detail: detail)
            try tellAdmins(of: booking, ofCause: code, saying: said, in: tx)
        }
    }

    /// As above, of a payment of which the company told, and which is of no booking known here.
    func tellOfRefusal(_ error: GatewayError, ofUnknown intentID: String, in tx: any Transaction) throws {
        let (cause, action, said) =
            switch error {
            case .unreachable, .busy: ("", "", "")
            case .keyRefused(let said): ("key", "payment.key_refused", said)
            case .refused(let code, let said): (code, "payment.refused", said)
            }
        guard !cause.isEmpty, try tx.attempt(.refusalByBooking, by: "\(intentID) \(cause)") == nil else {
            return
        }
        try tx.audit(action, by: nil, detail: ["intent": intentID, "code": cause, "message": said])
        try tellAdmins(ofUnknown: intentID, ofCause: cause, saying: said, in: tx)
    }

    /// As above, for somebody who waits for an answer.
    func tellOfRefusal(_ error: GatewayError, about id: BookingID) async throws {
        try await database.write { tx in
            guard let booking = try tx.booking(id) else { return }
            try tellOfRefusal(error, about: booking, in: tx)
        }
    }

    /// Whether nothing of this cause was told of the booking today: it is refused again at each try, until somebody has
    /// seen to it.
    func isNews(_ cause: String, of booking: Booking, in tx: any Transaction) throws -> Bool {
        try tx.attempt(.refusalByBooking, by: "\(booking.id) \(cause)") == nil
    }
}
