import Domain
import Foundation

/// What becomes a booking: a service as it is offered now, for a client, from a start on.
struct NewBooking: Sendable {
    /// What it waits for before it is firm.
    struct Hold: Sendable {
        let until: Date
        /// Whether it waits for the proof of its client's address, and only then for money.
        let awaitsProof: Bool
    }

    let id: BookingID
    let service: Service
    let hostID: UserID
    let clientID: UserID
    let scheduledAt: Date
    let notes: String?
    var answers = IntakeAnswers.none
    /// Nil where its client is given no right to withdraw.
    var withdrawal: Withdrawal?
    let room: MeetingRoom
    /// Whether people wait until the host lets them in.
    let hasWaitingRoom: Bool
    /// Nil of one that is firm from the beginning.
    let hold: Hold?
    let createdAt: Date
}

extension Booking {
    init(_ new: NewBooking) {
        let service = new.service
        let end = new.scheduledAt.addingTimeInterval(60 * Double(service.duration))
        let meeting = Meeting(bookingID: new.id, room: new.room, hasWaitingRoom: new.hasWaitingRoom, endsAt: end)
        self.init(
            id: new.id, clientID: new.clientID, serviceID: service.id, hostID: new.hostID,
            scheduledAt: new.scheduledAt, duration: service.duration, status: new.hold == nil ? .scheduled : .pending,
            paymentStatus: service.price.minor == 0 ? .notRequired : .requiresPaymentMethod, price: service.price,
            notes: new.notes, meeting: meeting, cells: service.cells(startingAt: new.scheduledAt), sequence: 0,
            changeNotice: service.changeNotice, refundPolicy: service.refundPolicy, refundedMinor: 0,
            holdExpiresAt: new.hold?.until, awaitsProof: new.hold?.awaitsProof ?? false, hasWaitedForBank: false,
            cancelledAt: nil, cancelReason: nil, cancelledBy: nil, createdAt: new.createdAt, updatedAt: new.createdAt)
        answers = new.answers
        tax = service.tax
        withdrawal = new.withdrawal
    }
}
