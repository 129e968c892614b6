import Domain
import Foundation
import Storage

/// How many bookings a client may make. Whoever runs the practice is free of them.
package struct BookingLimits: Sendable {
    /// False lifts every number, for load tests.
    let isOn: Bool
    /// Coming bookings of one person, of services that have no number of their own.
    let perPerson: Int
    /// New ones in a day from one network address, of services that have no number of their own.
    let perAddress: Int

    /// Coming bookings of somebody whose address may be a stranger's.
    static let unproved = 2
    /// Unpaid or unproved times that are kept for one person at once.
    static let holds = 3

    /// New bookings of a service in a day from one network address.
    func daily(_ service: Service) -> AttemptLimit {
        let own = service.bookingsPerAddress
        return AttemptLimit(
            name: own == nil ? "booking-address" : "booking-address-\(service.id)", most: Int64(own ?? perAddress),
            windowSeconds: 86_400)
    }
}

/// How many bookings a client has to come that stand.
struct ComingBookings: Sendable {
    /// Those that wait for their payment, or for the proof of the address.
    let holds: Int
    /// Those that are firm or wait for money.
    let beyondProof: Int
    /// Those that count together with another of one service.
    let alike: Int
}

extension AttemptLimit {
    static let bookingByUser = AttemptLimit(name: "booking-user", most: 60, windowSeconds: 3_600)
    static let invitationByUser = AttemptLimit(name: "invitation-user", most: 30, windowSeconds: 86_400)
    static let invitationByMailbox = AttemptLimit(name: "invitation-mailbox", most: 5, windowSeconds: 86_400)
    static let changeByUser = AttemptLimit(name: "change-user", most: 60, windowSeconds: 3_600)
}

extension Bookings {
    /// Nobody can fill a calendar: not with accounts, nor from one place. Counted in the write that adds the booking,
    /// so that requests at the same moment do not pass each other by, and what was refused costs nothing. Throws
    /// `too_many_requests`, `too_many_holds`, `too_many_bookings`, and `email_not_verified` where a proof would help.
    func limit(
        _ booking: Booking, of service: Service, client: User, by actor: User, from address: IPAddress?,
        in tx: any Transaction
    ) throws {
        guard limits.isOn, !actor.isAdmin, !actor.isHost else { return }
        try limit(.bookingByUser, actor, in: tx)
        let coming = try tx.comingBookings(ofClient: client.id, alike: service, after: tx.now)
        if booking.status == .pending, coming.holds >= BookingLimits.holds {
            throw Problem(.tooManyHolds, retryAfterSeconds: Int(holdSeconds(booking)))
        }
        if client.needsProof, !booking.awaitsProof, coming.beyondProof >= BookingLimits.unproved {
            throw Problem(.emailNotVerified, arguments: ["maximum": "\(BookingLimits.unproved)"])
        }
        let most = service.bookingsPerPerson ?? limits.perPerson
        guard coming.alike < most else { throw Problem(.tooManyBookings, arguments: ["maximum": "\(most)"]) }
        guard let address else { return }
        guard let wait = try tx.attempt(limits.daily(service), by: throttledAddress(address)) else { return }
        throw Problem(.tooManyRequests, retryAfterSeconds: wait)
    }

    private func holdSeconds(_ booking: Booking) -> Double {
        booking.awaitsProof ? Self.proofSeconds : paySeconds ?? 60
    }
}

extension Settings {
    var bookingLimits: BookingLimits {
        BookingLimits(isOn: rateLimits, perPerson: bookingsPerPerson, perAddress: bookingsPerAddress)
    }
}
