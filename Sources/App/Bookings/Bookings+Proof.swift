import Domain
import Foundation
import Storage

extension Bookings {
    /// How long a booking owns its time while the proof of its client's address is awaited.
    static var proofSeconds: Double { 1_800 }

    /// What becomes of a client's bookings once it is known whose the address is.
    var afterProof: AfterProof {
        AfterProof(
            proved: { user, tx in
                for id in try tx.bookingIDsAwaitingProof(ofClient: user.id) { try goOn(id, in: tx) }
            },
            disowned: { user, tx in try callOff(user, in: tx) })
    }

    /// Asks for the proof that a new booking waits for, unless the mailbox has had its share of such mails.
    func askForProof(_ client: User, in tx: any Transaction) throws {
        if limits.isOn, let share = MailShare.of(client),
            try tx.attempt(share.limit, by: share.subject) != nil
        {
            return
        }
        try tx.post([NewMail(kind: .verifyEmail, role: .account, userID: client.id, token: Digest.hex(random(16)))])
    }

    /// The proof has come: the booking is firm, or its client can pay it now.
    private func goOn(_ id: BookingID, in tx: any Transaction) throws {
        guard let booking = try tx.booking(id), booking.holdIsRunning(at: tx.now) else { return }
        guard booking.price.minor > 0, let paySeconds else { return try confirm(booking, in: tx) }
        let over = min(tx.now.addingTimeInterval(paySeconds), booking.scheduledAt)
        guard try tx.letPay(booking, until: over) else { return }
        try tx.addJob(NewJob(kind: .endHold, subject: id, dueAt: over))
    }

    /// `proof`: ends a booking whose client's address was not proved in time.
    func endWaitForProof(_ job: Job) async throws -> JobEnd {
        return .decided { tx in
            guard let booking = try tx.booking(job.subject()), booking.isBeforeProof else { return nil }
            if let over = booking.holdExpiresAt, tx.now < over { return over }
            try endHold(booking, in: tx)
            try endPayment(booking, in: tx)
            return nil
        }
    }

    /// Nobody could pay yet, so that there is nothing to end at the payment company.
    func endPayment(_ booking: Booking, in tx: any Transaction) throws {
        guard booking.price.minor > 0 else { return }
        try restate(booking, paymentStatus: .canceled, in: tx)
    }

    /// Cancels the coming bookings of somebody who booked with a stranger's address, as if the practice did it: all
    /// money goes back.
    private func callOff(_ client: User, in tx: any Transaction) throws {
        for id in try tx.liveBookingIDs(ofClient: client.id, after: tx.now) {
            guard let entry = try tx.bookingEntry(id) else { continue }
            try cancel(entry, as: .admin, by: nil, reason: nil, in: tx)
        }
        try tx.forgetWords(ofClient: client.id)
    }
}

extension Booking {
    /// Whether it is, or was when it was read, pending without the proof.
    var isBeforeProof: Bool { status == .pending && awaitsProof }
}
