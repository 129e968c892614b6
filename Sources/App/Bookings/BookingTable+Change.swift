import Domain
import Foundation
import Storage

/// Changes of the table `bookings`: each names the state that it leaves, and false means that someone was first.
extension Transaction {
    /// An id for a booking that this write is going to add: its room is named after it.
    func nextBookingID() throws -> BookingID {
        try insert("SELECT \(SQL.nextID(of: "bookings"))")
    }

    /// Adds it with its meeting.
    func addBooking(_ booking: Booking) throws {
        let answers = booking.answers.all.isEmpty ? nil : booking.answers
        try run(
            """
            INSERT INTO bookings (id, user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, notes, answers, first_cell, end_cell, sequence,
                tax_basis_points, tax_note, withdraw_until, early_start_at,
                change_notice, refund_policy, hold_expires_at, awaits_proof, created_at, updated_at)
            VALUES (\(booking.id), \(booking.clientID), \(booking.serviceID), \(booking.hostID), \(booking.scheduledAt),
                \(booking.duration), \(booking.status), \(booking.paymentStatus), \(booking.price.minor),
                \(booking.price.currency.code), \(booking.notes), \(answers),
                \(booking.cells.lowerBound), \(booking.cells.upperBound), \(booking.sequence),
                \(booking.tax?.basisPoints), \(booking.tax?.note), \(booking.withdrawal?.until),
                \(booking.withdrawal?.earlyStartAt), \(booking.changeNotice),
                \(booking.refundPolicy), \(booking.holdExpiresAt), \(booking.awaitsProof), \(booking.createdAt),
                \(booking.updatedAt))
            """)
        if let meeting = booking.meeting { try addMeeting(meeting) }
        if booking.status != .pending { try noteChange(of: booking.id) }
    }

    /// Lets no hold last beyond `latest`: a clock that was ahead would have made it last longer.
    func boundHolds(latest: Date) throws {
        try run(
            """
            UPDATE bookings SET hold_expires_at = \(latest)
            WHERE status = 'pending' AND hold_expires_at > \(latest)
            """)
    }

    func moveBooking(_ booking: Booking, to status: BookingStatus) throws -> Bool {
        precondition(booking.status.mayBecome(status), "\(booking.status) may not become \(status)")
        // What has ended without the proof goes on to say so.
        let lacksProof = status == .expired && booking.awaitsProof
        let isMoved =
            try run(
                """
                UPDATE bookings SET status = \(status), awaits_proof = \(lacksProof), updated_at = \(now)
                WHERE id = \(booking.id) AND status = \(booking.status)
                """) == 1
        // Nobody counts a hold, nor one that has ended.
        if isMoved, status != .expired { try noteChange(of: booking.id) }
        return isMoved
    }

    /// Makes a booking firm by money that is in the ledger since this transaction, which has noted the change.
    func schedulePaid(_ booking: Booking, _ payment: PaymentStatus, refundedMinor: Int64) throws -> Bool {
        precondition(booking.status.mayBecome(.scheduled), "\(booking.status) may not become scheduled")
        return try run(
            """
            UPDATE bookings SET status = \(BookingStatus.scheduled), awaits_proof = 0, payment_status = \(payment),
                refunded_minor = \(refundedMinor), updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(booking.status) AND payment_status = \(booking.paymentStatus)
            """) == 1
    }

    /// The address of the client of a pending booking is proved: it waits for money until `over`.
    func letPay(_ booking: Booking, until over: Date) throws -> Bool {
        try run(
            """
            UPDATE bookings SET awaits_proof = 0, hold_expires_at = \(over), updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(BookingStatus.pending) AND awaits_proof = 1
            """) == 1
    }

    /// `owed` is what the client is to get back in all; nil where a person decides.
    func cancelBooking(
        _ booking: Booking, by actor: BookingActor, reason: String?, owed: Money?
    ) throws -> Bool {
        let isCancelled =
            try run(
                """
                UPDATE bookings SET status = \(BookingStatus.cancelled), cancelled_at = \(now), cancelled_by = \(actor),
                    cancel_reason = \(reason), owed_minor = \(owed?.minor), sequence = sequence + 1, updated_at = \(now)
                WHERE id = \(booking.id) AND status = \(booking.status) AND sequence = \(booking.sequence)
                """) == 1
        if isCancelled { try noteChange(of: booking.id) }
        return isCancelled
    }

    /// The client withdraws, once; the booking's state is left as it is.
    func declareWithdrawal(of booking: Booking) throws -> Bool {
        try run(
            """
            UPDATE bookings SET withdrawn_at = \(now), updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(booking.status) AND withdraw_until IS NOT NULL
                AND withdrawn_at IS NULL
            """) == 1
    }

    /// What the client of a cancelled booking is to get back in all.
    func setOwed(_ amount: Int64, of booking: BookingID) throws {
        try run("UPDATE bookings SET owed_minor = \(amount), updated_at = \(now) WHERE id = \(booking)")
    }

    func rescheduleBooking(_ booking: Booking, to start: Date, cells: Range<Int64>) throws -> Bool {
        let isMoved =
            try run(
                """
                UPDATE bookings SET scheduled_at = \(start), first_cell = \(cells.lowerBound),
                    end_cell = \(cells.upperBound), sequence = sequence + 1, updated_at = \(now)
                WHERE id = \(booking.id) AND status = \(BookingStatus.scheduled) AND sequence = \(booking.sequence)
                """) == 1
        if isMoved { try noteDeparture(of: [(booking.id, booking.hostID, booking.scheduledAt)]) }
        return isMoved
    }

    /// Gives bookings that are held or scheduled to another host, with everything that belongs to them but their
    /// cells.
    func giveBookings(_ bookings: [Booking], from old: UserID, to new: UserID) throws -> Bool {
        try noteDeparture(of: bookings.map { ($0.id, old, $0.scheduledAt) })
        return try run(
            """
            UPDATE bookings SET host_id = \(new), sequence = sequence + 1, updated_at = \(now)
            WHERE id IN (\(list: bookings.map(\.id))) AND host_id = \(old)
                AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled))
            """) == bookings.count
    }

    /// Gives coming holds that have ended, which own no cells, to another host where their payment is in one of these
    /// states; returns them with their clients.
    func giveEndedHolds(
        of old: UserID, to new: UserID, awaiting payments: [PaymentStatus]
    ) throws -> [(id: BookingID, client: UserID)] {
        let given = try rows(
            """
            UPDATE bookings SET host_id = \(new), updated_at = \(now)
            WHERE host_id = \(old) AND scheduled_at > \(now) AND status = \(BookingStatus.expired)
                AND payment_status IN (\(list: payments))
            RETURNING id, user_id, scheduled_at
            """
        ) { (id: try $0.id(0) as BookingID, client: try $0.id(1) as UserID, start: try $0.date(2)) }
        try noteDeparture(of: given.map { ($0.id, old, $0.start) })
        return given.map { ($0.id, $0.client) }
    }

    /// `updated_at`, which the client sees, tells nothing of it.
    func setPrivateNotes(_ text: String?, of booking: BookingID) throws {
        try run("UPDATE bookings SET private_notes = \(text) WHERE id = \(booking)")
    }

    /// What a client wrote, and what was noted about them, goes with the client; that there was a booking stays.
    func forgetWords(ofClient user: UserID) throws {
        try run(
            """
            UPDATE bookings SET notes = NULL, answers = NULL, cancel_reason = NULL, private_notes = NULL
            WHERE user_id = \(user)
            """)
        try forgetNames(ofClient: user)
    }

    /// Forgets what clients wrote for consultations before `instant`, in so many bookings at most; returns in how many.
    func forgetOldAnswers(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            UPDATE bookings SET notes = NULL, answers = NULL WHERE id IN (
                SELECT id FROM bookings WHERE (notes IS NOT NULL OR answers IS NOT NULL) AND scheduled_at < \(instant)
                ORDER BY scheduled_at LIMIT \(limit))
            """)
    }

    func movePayment(of booking: Booking, to status: PaymentStatus, refundedMinor: Int64 = 0) throws -> Bool {
        let waits: SQL = status == .processing ? ", waited_for_bank = 1" : ""
        return try run(
            """
            UPDATE bookings SET payment_status = \(status), refunded_minor = \(refundedMinor), updated_at = \(now)
                \(waits)
            WHERE id = \(booking.id) AND payment_status = \(booking.paymentStatus)
            """) == 1
    }
}
