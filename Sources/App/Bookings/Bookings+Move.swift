import Domain
import Foundation
import Storage

/// A month of the times to which its client, or the practice, may move a booking.
struct MoveMonth: Sendable {
    let entry: BookingEntry
    /// The service as it is offered to this booking.
    let offering: Offering
    let month: FreeMonth
    /// Whether those look who run the practice.
    let isForPractice: Bool
}

extension Bookings {
    /// As `destinations`, for a page that shows a month. Throws `not_found` outside of the scope, and what
    /// moving it would throw whatever the start is; `slot_unavailable` where its host gives no consultations any more.
    func month(
        _ asked: AskedMonth, moving id: BookingID, _ scope: BookingScope, in zone: Zone
    ) async throws -> MoveMonth {
        try await database.read { try Self.month(asked, moving: id, scope, in: zone, in: $0) }
    }

    static func month(
        _ asked: AskedMonth, moving id: BookingID, _ scope: BookingScope, in zone: Zone, in tx: any Transaction
    ) throws -> MoveMonth {
        let (entry, role) = try require(id, scope, in: tx)
        // The page of a client is for the client alone.
        if case .visible = scope, role != .client { throw Problem(.notFound) }
        try requireMovable(entry.booking, role, now: tx.now)
        guard let offering = try offering(of: entry.booking, as: role, in: tx) else { throw Problem(.slotUnavailable) }
        let month = try Calendars.month(asked, from: offering.slotSource, in: zone, givingBack: id, in: tx)
        return MoveMonth(
            entry: entry, offering: offering, month: month.without(entry.booking.scheduledAt),
            isForPractice: role.runsPractice)
    }
}

extension FreeMonth {
    /// Without one start, at which a booking is already.
    fileprivate func without(_ start: Date) -> FreeMonth {
        let others = days.mapValues { $0.filter { $0.start != start } }.filter { !$0.value.isEmpty }
        return FreeMonth(
            first: first, today: today, lastDay: lastDay, horizonDays: horizonDays, days: others, day: day, at: at,
            next: next, opensAt: opensAt, zone: zone, now: now, lapsesAt: lapsesAt)
    }
}
