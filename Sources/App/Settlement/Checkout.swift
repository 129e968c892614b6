import Domain
import Foundation
import Storage

/// From a chosen time to a booking, as pages lead a client: what is offered then, and the booking itself by the same
/// rules as the API's.
struct Checkout: Sendable {
    let settlement: Settlement

    /// Days of other times that are shown at once.
    static let mostDays = 3

    /// Nothing is offered further ahead, in seconds.
    private static let longestHorizon = 731.0 * 86_400

    /// A start of the service with this slug. Throws `not_found` where the service is offered to nobody.
    func look(at start: Date, of slug: String, by asker: User?) async throws -> ChosenTime {
        try await settlement.database.read { tx in
            let offering = try Self.offering(slug, in: tx)
            let own = try asker.flatMap { asker in
                try tx.liveBooking(of: offering.service.id, ofClient: asker.id, at: start)
            }
            let isFree = try own == nil && Self.isFree(start, of: offering, in: tx)
            return ChosenTime(
                offering: offering, start: start, isFree: isFree, own: own, lookedAt: tx.now,
                withdrawUntil: try offering.withdrawalEnd(ofBookingAt: tx.now))
        }
    }

    /// The first days with free starts in the client's zone, from the day of the chosen start on, or from `first`.
    func otherTimes(than chosen: ChosenTime, from first: LocalDate?, in zone: Zone) async throws -> [FreeDay] {
        try await settlement.database.read { tx in
            let today = zone.local(tx.now).date
            let isFar = chosen.start > tx.now.addingTimeInterval(Self.longestHorizon)
            let wanted = first ?? (isFar ? today : zone.local(chosen.start).date)
            let begin = min(max(wanted, today), today.adding(days: 731))
            let days = try AskedDays(
                from: begin, to: begin.adding(days: AskedDays.most - 1), zoneIdentifier: zone.identifier)
            let offer = try Calendars.offer(from: chosen.offering.slotSource, on: days, in: zone, in: tx)
            let byDay = Dictionary(grouping: offer.slots.map(\.start)) { zone.local($0).date }
            return byDay.sorted { $0.key < $1.key }.prefix(Self.mostDays).map {
                FreeDay(date: $0.key, starts: $0.value)
            }
        }
    }

    /// Books as `POST /api/bookings` does, and throws the same.
    func book(_ draft: CheckoutDraft, key: String?, by client: User, from address: IPAddress) async throws -> Booking {
        let offering = try await settlement.database.read { try Self.offering(draft.slug, in: $0) }
        var request = BookingRequest(
            serviceID: offering.service.id, scheduledAt: try BookingForm.start(draft.start, "at"),
            notes: try BookingForm.notes(draft.notes, "notes"),
            answers: draft.answers.enumerated().compactMap { $1.given($0) }, idempotencyKey: key)
        request.agreesToBeginEarly = draft.agreesToBeginEarly
        request.address = address
        return try await settlement.bookings.book(request, client: client, by: client).entry.booking
    }

    private static func offering(_ slug: String, in tx: any Transaction) throws -> Offering {
        guard let offering = try tx.offering(named: slug), offering.isOffered else { throw Problem(.notFound) }
        return offering
    }

    private static func isFree(_ start: Date, of offering: Offering, in tx: any Transaction) throws -> Bool {
        guard tx.now < start, start < tx.now.addingTimeInterval(longestHorizon) else { return false }
        let day = Zone.utc.local(start).date
        let days = try AskedDays(from: day, to: day, zoneIdentifier: nil)
        return try Calendars.offer(from: offering.slotSource, on: days, in: .utc, in: tx).slots
            .contains { $0.start == start }
    }
}

extension Booking {
    /// The page that shows its client what comes next: paying, or that it stands.
    var nextPage: String {
        let isToBePaid = status == .pending && !awaitsProof
        return "/bookings/\(id)/\(isToBePaid ? "pay" : "booked")"
    }
}
