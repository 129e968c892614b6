import Domain
import Foundation
import Storage

extension Bookings {
    /// How long a booking owns its time while the proof of its client's address is awaited.
    static var proofSeconds: Double { 1_800 }

    /// What becomes of a client's bookings once it is known whose the address is.
    var afterProof: AfterProof {
        AfterProof(
            proved: { user, now, tx in
                for id in try tx.bookingIDsAwaitingProof(ofClient: user.id) { try goOn(id, now: now, in: tx) }
            },
            disowned: { user, now, tx in try callOff(user, now: now, in: tx) })
    }

    /// Asks for the proof that a new booking waits for, unless the mailbox has had its share of such mails.
    func askForProof(_ client: User, now: Date, in tx: any Transaction) throws {
        if limits.isOn, let share = MailShare.of(client),
            try tx.attempt(share.limit, by: share.subject, now: now) != nil
        {
            return
        }
        try tx.post(
            [NewMail(kind: .verifyEmail, role: .account, userID: client.id, token: Digest.hex(random(16)))], now: now)
    }

    /// The proof has come: the booking is firm, or its client can pay it now.
    private func goOn(_ id: BookingID, now: Date, in tx: any Transaction) throws {
        guard let booking = try tx.booking(id), booking.holdIsRunning(at: now) else { return }
        guard booking.price.minor > 0, let paySeconds else { return try confirm(booking, now: now, in: tx) }
        let over = min(now.addingTimeInterval(paySeconds), booking.scheduledAt)
        guard try tx.letPay(booking, until: over, now: now) else { return }
        try tx.addJob(NewJob(kind: .endHold, subject: id, dueAt: over), now: now)
    }

    /// `proof`: ends a booking whose client's address was not proved in time.
    func endWaitForProof(_ job: Job) async throws -> JobEnd {
        let moment = now()
        return .decided { tx in
            guard let booking = try tx.booking(job.subject()), booking.isBeforeProof else { return nil }
            if let over = booking.holdExpiresAt, moment < over { return over }
            try endHold(booking, now: moment, in: tx)
            try endPayment(booking, now: moment, in: tx)
            return nil
        }
    }

    /// Nobody could pay yet, so that there is nothing to end at the payment company.
    func endPayment(_ booking: Booking, now: Date, in tx: any Transaction) throws {
        guard booking.price.minor > 0 else { return }
        try restate(booking.id, paymentStatus: .canceled, now: now, in: tx)
    }

    /// Cancels the coming bookings of somebody who booked with a stranger's address, as if the practice did it: all
    /// money goes back.
    private func callOff(_ client: User, now: Date, in tx: any Transaction) throws {
        for id in try tx.liveBookingIDs(ofClient: client.id, after: now) {
            guard let entry = try tx.bookingEntry(id) else { continue }
            try cancel(entry, as: .admin, by: nil, reason: nil, now: now, in: tx)
        }
        try tx.forgetWords(ofClient: client.id)
    }
}

extension Booking {
    /// Whether it is, or was when it was read, pending without the proof.
    var isBeforeProof: Bool { status == .pending && awaitsProof }
}
