import Foundation

/// Whether those who book a service may withdraw from the contract, as consumers may from many made at a distance
/// (Directive 2011/83/EU, article 9).
package struct WithdrawalRight: Sendable, Equatable {
    package var isGiven = false
    /// Whole days after the day of the booking.
    package var days = Self.standardDays
    /// Why there is the right, or none, as clients are told.
    package var reason: String?

    package init() {}

    package static let standardDays = 14
    package static let mostDays = 365
    package static let longestReason = 500
}

/// What a booking promises, and what became of it.
package struct Withdrawal: Sendable, Equatable {
    /// When the right ends; it ends with the consultation's start too.
    package let until: Date
    /// When the client agreed that the consultation may begin before that.
    package var earlyStartAt: Date?
    /// When the client withdrew, in time or later.
    package var declaredAt: Date?

    package init(until: Date, earlyStartAt: Date? = nil, declaredAt: Date? = nil) {
        (self.until, self.earlyStartAt, self.declaredAt) = (until, earlyStartAt, declaredAt)
    }
}

extension Booking {
    /// Whether to withdraw now calls the booking off, and gives everything back.
    package func mayBeWithdrawn(at now: Date) -> Bool {
        guard let withdrawal, withdrawal.declaredAt == nil, status == .scheduled else { return false }
        return now < withdrawal.until && now < scheduledAt
    }
}

extension Offering {
    /// When the right of withdrawal ends of what is booked now: with the last of its days, where the host works
    /// (Regulation 1182/71, article 3). Nil where there is none.
    package func withdrawalEnd(ofBookingAt now: Date) throws -> Date? {
        guard service.withdrawal.isGiven else { return nil }
        let zone = try Zone.stored(zoneIdentifier)
        return zone.firstInstant(zone.local(now).date.adding(days: service.withdrawal.days + 1))
    }
}
