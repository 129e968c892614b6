import Domain
import Foundation
import Storage

extension Bookings {
    /// The client withdraws from the contract, under the same key once, and once in all. In time it is off, and all of
    /// the money is owed, whatever change notice and refund policy say; later the practice is told, and nothing else
    /// changes. Both are confirmed by mail. Throws `not_found`, `forbidden` for whoever is not its client, and
    /// `illegal_move` where there is no such right, or nothing to withdraw from.
    func withdraw(_ id: BookingID, _ scope: BookingScope, key: String?) async throws -> BookingOutcome {
        try await changeOnce(id, scope, key: key, deed: "withdraw") { tx, entry, role in
            guard role == .client else { throw Problem(.forbidden) }
            try limit(.changeByUser, scope.asker, in: tx)
            try withdraw(entry, by: scope.asker, in: tx)
        }
    }

    /// `client` is its client, signed in or not.
    func withdraw(_ entry: BookingEntry, by client: User, in tx: any Transaction) throws {
        let booking = entry.booking
        guard let withdrawal = booking.withdrawal else { throw Problem.illegalMove(.noWithdrawal) }
        // Who says it twice means the same.
        if withdrawal.declaredAt != nil { return }
        guard [.scheduled, .completed, .noShow].contains(booking.status) else {
            throw Problem.illegalMove(Obstacle(booking.status))
        }
        guard try tx.declareWithdrawal(of: booking) else { throw Problem.illegalMove(.changed) }
        let isInTime = booking.mayBeWithdrawn(at: tx.now)
        try tx.audit(
            "booking.withdrawn", by: client.id, booking: booking.id, user: client.id,
            detail: ["in_time": "\(isInTime)"])
        guard isInTime else { return try tellOfLateWithdrawal(booking, in: tx) }
        try cancel(entry, as: .client, right: .withdrawal, by: client, reason: nil, in: tx)
    }

    /// Client, host and admins: what is to follow, they settle among themselves.
    private func tellOfLateWithdrawal(_ booking: Booking, in tx: any Transaction) throws {
        let practice = Set([booking.hostID] + (try tx.adminIDs())).sorted()
        let mails =
            [mail(.notice, .client, to: booking.clientID, about: booking)]
            + practice.map { mail(.notice, .host, to: $0, about: booking) }
        try tx.post(
            mails.map { mail in
                var mail = mail
                mail.isAboutWithdrawal = true
                return mail
            })
    }
}

/// By which right a booking is called off.
enum CancelRight: Sendable {
    /// The booking's own rules: change notice and refund policy. Whoever runs the practice is not held to them.
    case rules
    /// Whoever leaves for good waits for no notice; the policy holds all the same.
    case departure
    /// To withdraw from the contract in time: neither holds.
    case withdrawal
}
