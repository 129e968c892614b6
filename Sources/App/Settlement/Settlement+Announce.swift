import Domain
import Foundation
import Storage

extension Settlement {
    /// Tells every admin that the money of a booking wants to be looked at by a person. Of a cause that many bookings
    /// may share they hear three times an hour: false where they are not told again. `said` is what the payment company
    /// says of it.
    @discardableResult
    func tellAdmins(
        of booking: Booking, ofCause cause: String? = nil, saying said: String? = nil, in tx: any Transaction
    ) throws -> Bool {
        if let cause, try tx.attempt(.noticeByCause, by: cause) != nil { return false }
        let mails = try tx.adminIDs().map { admin in
            var mail = bookings.mail(.notice, .host, to: admin, about: booking)
            mail.note = said
            return mail
        }
        if !mails.isEmpty { try tx.post(mails) }
        return true
    }

    /// As above, of a payment that is of no booking known here.
    func tellAdmins(
        ofUnknown intentID: String, ofCause cause: String, saying said: String, in tx: any Transaction
    ) throws {
        guard try tx.attempt(.noticeByCause, by: cause) == nil else { return }
        let mails = try tx.adminIDs().map { admin in
            NewMail(
                kind: .notice, role: .host, userID: admin, token: Digest.hex(bookings.random(16)),
                note: "\(said) (\(intentID))")
        }
        if !mails.isEmpty { try tx.post(mails) }
    }

    /// Tells the client that money has gone back, and other programs too. That of a late payment was told before.
    func tellOfRefund(_ money: Money, of booking: Booking, token: String?, in tx: any Transaction) throws {
        let refund = try tx.refunds(of: booking.id).first { $0.token == token }
        let actor = booking.actor(refund?.actorID)
        let news = BookingNews(.paymentRefunded, of: booking.id, by: actor, refund: money)
        try bookings.publish(news, ofHost: booking.hostID, in: tx)
        guard refund?.reason != .late else { return }
        try bookings.tellClient(.paymentRefunded, about: booking, in: tx)
    }
}

extension Booking {
    /// Who somebody is to the booking; nobody is the server itself.
    fileprivate func actor(_ id: UserID?) -> BookingActor {
        switch id {
        case nil: .system
        case clientID: .client
        case hostID: .host
        default: .admin
        }
    }
}

extension AttemptLimit {
    /// Mails to admins: what keeps the money of one booking often keeps that of the next ones, too.
    fileprivate static let noticeByCause = AttemptLimit(name: "notice-cause", most: 3, windowSeconds: 3_600)
    /// What the payment company refuses of one booking, it refuses each time it is asked again.
    static let refusalByBooking = AttemptLimit(name: "refusal-booking", most: 1, windowSeconds: 86_400)
}
