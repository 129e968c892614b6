import Domain
import Foundation
import Storage

/// Where the payment of a client's own booking stands, as pages tell it.
enum PaymentStanding: Sendable {
    /// It can be paid now.
    case open(OpenPayment)
    /// The client's bank takes its time; the booking keeps its own.
    case deciding
    /// The hold has run out, and the payment company is being asked whether money came in that very moment.
    case ending
    /// The client has cancelled while their bank was deciding; if money comes yet, it goes back.
    case cancelledMeanwhile
    /// The time is free again, and nothing was charged.
    case over
    /// Money came when the time was given away already; all of it goes back.
    case late
    /// Nothing is to be paid here: the booking is firm, or waits for something else, or is over.
    case settled
}

extension PaymentStanding {
    /// Of a booking that waits for no payment any more.
    fileprivate init(after booking: Booking) {
        switch (booking.status, booking.paymentStatus) {
        case (.pending, _), (.expired, .processing): self = .ending
        case (.cancelled, .processing): self = .cancelledMeanwhile
        case (.scheduled, _), (.completed, _), (.noShow, _): self = .settled
        case (.expired, .succeeded), (.expired, .refunded), (.expired, .partiallyRefunded), (.expired, .disputed):
            self = .late
        case (.cancelled, .succeeded), (.cancelled, .refunded), (.cancelled, .partiallyRefunded),
            (.cancelled, .disputed):
            self = .settled
        case (.expired, _), (.cancelled, _): self = .over
        }
    }
}

/// A client's own booking with what its pages say of its payment.
struct PayableBooking: Sendable {
    let entry: BookingEntry
    let slug: String
    let standing: PaymentStanding
    let now: Date

    /// How many seconds the hold still runs.
    var secondsLeft: Int { entry.booking.holdExpiresAt.map { max(0, Int($0.timeIntervalSince(now))) } ?? 0 }
}

extension Settlement {
    /// A booking as its client sees it while paying. Throws `not_found` for everybody else.
    func payable(_ id: BookingID, client: User) async throws -> PayableBooking {
        let (entry, slug) = try await own(id, client)
        let booking = entry.booking
        let isHeld = booking.status == .pending
        guard isHeld, !booking.awaitsProof, payments != nil else {
            let standing: PaymentStanding = isHeld ? .settled : .init(after: booking)
            return PayableBooking(entry: entry, slug: slug, standing: standing, now: now())
        }
        if booking.paymentStatus == .processing {
            return PayableBooking(entry: entry, slug: slug, standing: .deciding, now: now())
        }
        if booking.holdIsRunning(at: now()), let payment = try await shownPayment(of: booking) {
            return PayableBooking(entry: entry, slug: slug, standing: .open(payment), now: now())
        }
        // Asking may have shown that nothing can be paid any more.
        let (fresh, _) = try await own(id, client)
        return PayableBooking(entry: fresh, slug: slug, standing: .init(after: fresh.booking), now: now())
    }

    /// Asks the payment company how a payment went from which the client has just come back, so that the next page need
    /// not wait for an event. What is not known then is told by the jobs that ask too.
    func lookAfterReturn(to id: BookingID, client: User) async throws {
        let (entry, _) = try await own(id, client)
        guard let payments, entry.booking.status == .pending, !entry.booking.awaitsProof,
            looks.mayAskAgain(of: id, now: now()),
            let payment = try await database.read({ try $0.payments(of: id).first })
        else { return }
        do { _ = try await see(payment.intentID, by: payments) } catch let error as GatewayError {
            // The booking stays as it is known, and its jobs ask again.
            logger.warning("\(error)", metadata: ["booking": "\(id)"])
        }
    }

    /// A client gives a time back before it is paid. What is firm by now is not touched: throws `illegal_move`.
    func letGo(_ id: BookingID, client: User) async throws {
        _ = try await bookings.change(id, .visible(to: client)) { tx, entry, role in
            guard role == .client else { throw Problem(.notFound) }
            guard entry.booking.status == .pending else { throw Problem.illegalMove(Obstacle(entry.booking.status)) }
            try bookings.limit(.changeByUser, client, in: tx)
            try bookings.cancel(entry, as: role, by: client, reason: nil, in: tx)
        }
    }

    /// Times that are held for a client until they are paid, the earliest first.
    func held(for client: User) async throws -> [BookingEntry] {
        let filter = BookingFilter(
            clientID: client.id, statuses: [.pending], when: .upcoming, now: now(), sort: .earliestFirst)
        return try await database.read { tx in
            try tx.uncountedBookingEntries(filter, ListPart(limit: Self.mostHeldShown, offset: 0))
        }
    }

    /// Admins who book for themselves may have more of them.
    private static var mostHeldShown: Int { 20 }

    private func own(_ id: BookingID, _ client: User) async throws -> (BookingEntry, slug: String) {
        try await database.read { tx in
            let (entry, role) = try Bookings.require(id, .visible(to: client), in: tx)
            guard role == .client else { throw Problem(.notFound) }
            guard let service = try tx.offering(of: entry.booking.serviceID)?.service else { throw StorageError.noRow }
            return (entry, service.slug)
        }
    }
}
