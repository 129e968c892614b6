import Domain
import Foundation
import Storage

extension Bookings {
    /// Moves a scheduled booking to another start of the same service; it keeps its length, room and payment.
    /// Under the same key once. Throws `not_found`, `illegal_move`, `slot_unavailable`, `slot_taken`, for the client
    /// `change_notice`, and `idempotency_key_reused`.
    func reschedule(
        _ id: BookingID, _ scope: BookingScope, to place: MovePlace, key: String?
    ) async throws -> BookingOutcome {
        let deed = "reschedule\n\(Timestamp.text(place.start))\(place.ignoresCalendars ? "\ncalendars" : "")"
        await outside.look { try Self.host(of: id, scope, in: $0) }
        return try await changeOnce(id, scope, key: key, deed: deed) { tx, entry, role in
            try reschedule(entry.booking, as: role, by: scope.asker, to: place, in: tx)
        }
    }

    func reschedule(
        _ booking: Booking, as role: BookingRole, by asker: User, to place: MovePlace, in tx: any Transaction
    ) throws {
        let start = place.start
        try Self.requireMovable(booking, role, now: tx.now)
        guard start != booking.scheduledAt else { return }
        guard let offering = try Self.offering(of: booking, as: role, in: tx) else { throw Problem(.slotUnavailable) }
        try Services.requireOffered(start, by: offering, in: tx)
        let cells = Self.cells(of: booking, movedTo: start)
        // Those who run the practice may know better; nobody else can say so.
        if !(place.ignoresCalendars && role.runsPractice) {
            try Self.requireFreeElsewhere(cells, of: booking.hostID, staff: role.runsPractice, in: tx)
        }
        try limit(.changeByUser, asker, in: tx)
        try move(booking, to: start, taking: cells, in: tx)
        try tx.forgetClashes(of: booking.id)
        try tx.audit(
            "booking.rescheduled", by: asker.id, booking: booking.id, user: booking.clientID,
            detail: ["from": Timestamp.text(booking.scheduledAt), "to": Timestamp.text(start)])
        guard let moved = try tx.booking(booking.id) else { return }
        if place.ignoresCalendars { try Self.keepOverClashes(moved, in: tx) }
        try announce(moved, .rescheduling, in: tx)
        let news = BookingNews(
            .bookingRescheduled, of: booking.id, by: role.actor, previousStart: booking.scheduledAt)
        try publish(news, ofHost: booking.hostID, in: tx)
    }

    /// Gives the old cells back before it takes the new ones, so that a move may overlap itself; where the new ones
    /// are not all free, the Problem takes everything back.
    private func move(
        _ booking: Booking, to start: Date, taking cells: Range<Int64>, in tx: any Transaction
    ) throws {
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        guard try tx.rescheduleBooking(booking, to: start, cells: cells) else {
            throw Problem.illegalMove(.changed)
        }
        try tx.takeCells(cells, of: booking.hostID, for: booking.id)
        try tx.moveMeeting(of: booking.id, endingAt: start.addingTimeInterval(Double(booking.duration) * 60))
    }

    /// Whose calendars are worth a look: nobody's, where the asker may not see the booking.
    private static func host(of id: BookingID, _ scope: BookingScope, in tx: any Transaction) throws -> UserID? {
        guard let booking = try tx.booking(id) else { return nil }
        _ = try scope.role(in: booking)
        return booking.hostID
    }

    private static func cells(of booking: Booking, movedTo start: Date) -> Range<Int64> {
        let shift = Int64(start.timeIntervalSince(booking.scheduledAt)) / Int64(Cells.seconds)
        return (booking.cells.lowerBound + shift)..<(booking.cells.upperBound + shift)
    }

    /// Throws `illegal_move` and for the client `change_notice`.
    static func requireMovable(_ booking: Booking, _ role: BookingRole, now: Date) throws {
        guard booking.status == .scheduled else { throw Problem.illegalMove(Obstacle(booking.status)) }
        try requireNotice(booking, role, now: now)
    }
}

// MARK: Where to

extension Bookings {
    /// The starts to which the asker may move a booking on some days; its own stretch of the calendar counts as free,
    /// and its present start is left out. Throws `not_found`, and what moving it would throw whatever the start is.
    func destinations(_ id: BookingID, _ scope: BookingScope, _ days: AskedDays) async throws -> Destinations {
        try await database.read { tx in
            let (entry, role) = try Self.require(id, scope, in: tx)
            let booking = entry.booking
            try Self.requireMovable(booking, role, now: tx.now)
            let offering = try Self.offering(of: booking, as: role, in: tx)
            let zone = try Zone.stored(days.zoneIdentifier ?? offering?.zoneIdentifier ?? Zone.utc.identifier)
            let offer = try offering.map {
                try Calendars.offer(from: $0.slotSource, on: days, in: zone, givingBack: id, in: tx)
            }
            return Destinations(
                bookingID: id, duration: booking.duration, zoneIdentifier: zone.identifier,
                slots: (offer?.slots ?? []).filter { $0.start != booking.scheduledAt })
        }
    }

    /// What is offered to a booking that moves: the grid of its service as it is now, but its own length, buffers and
    /// host, also where the service is off, was shortened or has another host. Nil where the host is none any more.
    static func offering(
        of booking: Booking, as role: BookingRole, in tx: any Transaction
    ) throws -> Offering? {
        guard var service = try tx.offering(of: booking.serviceID)?.service, let host = try tx.user(booking.hostID),
            host.isHost
        else { return nil }
        service.duration = booking.duration
        service.bufferBefore = booking.minutesBefore
        service.bufferAfter = booking.minutesAfter
        service.isActive = true
        let own = Offering(service: service, host: host, zoneIdentifier: try tx.calendarZone(of: host))
        return role.runsPractice ? own.withoutNotice : own
    }
}

/// Where a booking may be moved to.
struct Destinations: Sendable {
    let bookingID: BookingID
    /// Minutes.
    let duration: Int
    let zoneIdentifier: String
    let slots: [Slot]
}
