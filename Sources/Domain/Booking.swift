import Foundation

/// A consultation that somebody has booked.
package struct Booking: Sendable, Equatable {
    package let id: BookingID
    package let clientID: UserID
    package let serviceID: ServiceID
    package let hostID: UserID
    package var scheduledAt: Date
    /// Minutes.
    package let duration: Int
    package var status: BookingStatus
    package var paymentStatus: PaymentStatus
    package let price: Money
    package let notes: String?
    /// What its host and admins note for themselves; its client is told by nothing that there is any.
    package var privateNotes: String?
    /// What its service asked when it was booked.
    package var answers = IntakeAnswers.none
    /// What its price said of tax.
    package var tax: Tax?
    /// Nil where its client was given no right to withdraw.
    package var withdrawal: Withdrawal?
    package var meeting: Meeting?
    /// The stretch of the host's calendar that it owns, buffers included.
    package var cells: Range<Int64>
    /// Counts its changes, for calendar programs (RFC 5545, 3.8.7.4) and for compare-and-set.
    package var sequence: Int64
    /// Minutes before the start until which the client may still change it, as promised when it was booked.
    package let changeNotice: Int
    /// What was promised to a client who cancels.
    package let refundPolicy: RefundPolicy
    /// What has gone back of the price, in minor units.
    package let refundedMinor: Int64
    package var holdExpiresAt: Date?
    /// While it is pending: whether it waits for the proof of its client's address, and only then for money.
    package var awaitsProof: Bool
    /// Whether a bank took time over its payment, so that the client, who may have gone meanwhile, is told how it ends.
    package let hasWaitedForBank: Bool
    package var cancelledAt: Date?
    package var cancelReason: String?
    /// Nil unless it is cancelled.
    package var cancelledBy: BookingActor?
    package let createdAt: Date
    package var updatedAt: Date

    package init(
        id: BookingID, clientID: UserID, serviceID: ServiceID, hostID: UserID, scheduledAt: Date, duration: Int,
        status: BookingStatus, paymentStatus: PaymentStatus, price: Money, notes: String?, meeting: Meeting?,
        cells: Range<Int64>, sequence: Int64, changeNotice: Int, refundPolicy: RefundPolicy, refundedMinor: Int64,
        holdExpiresAt: Date? = nil, awaitsProof: Bool, hasWaitedForBank: Bool, cancelledAt: Date? = nil,
        cancelReason: String? = nil, cancelledBy: BookingActor? = nil, createdAt: Date, updatedAt: Date
    ) {
        self.id = id
        self.clientID = clientID
        self.serviceID = serviceID
        self.hostID = hostID
        self.scheduledAt = scheduledAt
        self.duration = duration
        self.status = status
        self.paymentStatus = paymentStatus
        self.price = price
        self.notes = notes
        self.meeting = meeting
        self.cells = cells
        self.sequence = sequence
        self.changeNotice = changeNotice
        self.refundPolicy = refundPolicy
        self.refundedMinor = refundedMinor
        self.holdExpiresAt = holdExpiresAt
        self.awaitsProof = awaitsProof
        self.hasWaitedForBank = hasWaitedForBank
        self.cancelledAt = cancelledAt
        self.cancelReason = cancelReason
        self.cancelledBy = cancelledBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// No booking is longer than a day, so that an index may skip what began earlier.
    package static let longestSeconds = 86_400.0

    /// Where its meeting takes place.
    package var room: MeetingRoom? { meeting?.room }

    package var endsAt: Date { scheduledAt.addingTimeInterval(Double(duration) * 60) }

    /// What has gone back of the price.
    package var refunded: Money { Money(minor: refundedMinor, currency: price.currency) }

    /// Whether money may have come in for it.
    package var mayHaveBeenPaid: Bool { paymentStatus != .notRequired && paymentStatus != .requiresPaymentMethod }

    /// The buffers that it owns, in minutes: those of its service when it was booked.
    package var minutesBefore: Int {
        (Int(scheduledAt.timeIntervalSince1970) - Int(cells.lowerBound) * Cells.seconds) / 60
    }
    package var minutesAfter: Int { (Int(cells.upperBound) * Cells.seconds - Int(endsAt.timeIntervalSince1970)) / 60 }

    /// Until when the client may cancel or move it.
    package var changeDeadline: Date { scheduledAt.addingTimeInterval(-Double(changeNotice) * 60) }
}

extension Booking {
    /// Whether the client may still pay.
    package func holdIsRunning(at now: Date) -> Bool {
        guard status == .pending, let holdExpiresAt else { return false }
        return now < holdExpiresAt
    }
}
