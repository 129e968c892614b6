import Domain
import Foundation
import Jitsi
import Storage

/// What a person asks for.
struct BookingRequest: Sendable {
    var serviceID: Int64
    var scheduledAt: Date
    var notes: String?
    var idempotencyKey: String?

    /// Tells one request from another under the same key.
    var hash: String { Digest.hex("\(serviceID)\n\(Int(scheduledAt.timeIntervalSince1970))\n\(notes ?? "")") }
}

/// A booking, and whether it had been made by an earlier request with the same key.
struct HeldBooking: Sendable {
    let entry: BookingEntry
    let isReplay: Bool
}

extension Bookings {
    /// Books a slot for `client`. Throws `slot_unavailable` where that start is not offered, `slot_taken` where it is
    /// not free, `idempotency_key_reused` where the key stands for another request.
    func hold(_ request: BookingRequest, client: User, by actor: User) async throws -> HeldBooking {
        let moment = now()
        return try await database.write { tx in
            try hold(request, client: client, by: actor, now: moment, in: tx)
        }
    }

    func hold(
        _ request: BookingRequest, client: User, by actor: User, now: Date, in tx: any Transaction
    ) throws -> HeldBooking {
        let id = try tx.nextBookingID()
        let known = try answered(
            request.idempotencyKey, requestHash: request.hash, by: actor, or: id, now: now, in: tx)
        if let known, let earlier = try tx.booking(known) {
            return HeldBooking(entry: earlier, isReplay: true)
        }
        // The person may have left since the request came in: nobody would ever cancel the booking.
        guard let client = try tx.user(client.id) else { throw Problem(.unauthorized) }
        guard let offered = try tx.service(request.serviceID), offered.isOffered else {
            throw Problem.invalid("service_id", .notFound)
        }
        try Self.requireOffered(request.scheduledAt, by: offered, practice: actor.id != client.id, now: now, in: tx)
        try limit(.bookingByUser, actor, now: now, in: tx)
        let booking = booking(id, request, offered.service, client: client, by: actor, now: now)
        try limitHolds(booking, of: actor, in: tx)
        try tx.addBooking(booking)
        try tx.takeCells(booking.cells, of: booking.hostID, for: id)
        let entry = BookingEntry(
            booking: booking, serviceTitle: offered.service.title, client: Person(client), host: Person(offered.host))
        try begin(entry, now: now, in: tx)
        try tx.audit(
            "booking.created", by: actor.id, at: now, booking: id, user: client.id,
            detail: ["scheduled_at": Timestamp.text(request.scheduledAt)])
        return HeldBooking(entry: entry, isReplay: false)
    }

    /// A hold waits for its payment until it ends; anything else is firm from the beginning.
    private func begin(_ entry: BookingEntry, now: Date, in tx: any Transaction) throws {
        let id = entry.booking.id
        guard let over = entry.booking.holdExpiresAt else {
            try announce(entry, .confirmation, now: now, in: tx)
            return try publish(.bookingScheduled, id, now: now, in: tx)
        }
        try tx.addJob(NewJob(kind: .hold, subjectID: id, dueAt: over), now: now)
        try publish(.bookingHeld, id, now: now, in: tx)
    }

    /// Who pays for nothing cannot keep a calendar full. Counted in the write that adds the hold, so that requests at
    /// the same moment do not pass each other by. Throws `too_many_holds`.
    private func limitHolds(_ booking: Booking, of actor: User, in tx: any Transaction) throws {
        guard booking.status == .pending, limitsAttempts, !actor.isAdmin, !actor.isHost else { return }
        guard try tx.holdCount(of: booking.userID) < Self.mostHolds else {
            throw Problem(.tooManyHolds, retryAfterSeconds: Int(payments?.holdSeconds ?? 60))
        }
    }

    /// However long HOLD_MINUTES says.
    package static var longestHoldSeconds: Double { 86_400 }

    private static var mostHolds: Int { 3 }

    /// The booking of an earlier request with the same key; nil where this one, about booking `id`, is the first.
    /// Throws `idempotency_key_reused`.
    func answered(
        _ key: String?, requestHash: String, by actor: User, or id: Int64, now: Date, in tx: any Transaction
    ) throws -> Int64? {
        guard let key else { return nil }
        switch try tx.takeKey(key, of: actor.id, requestHash: requestHash, for: id, now: now) {
        case .new: return nil
        case .otherRequest: throw Problem(.idempotencyKeyReused)
        case .answered(let id): return id
        }
    }

    /// The booking with its room. A client pays a priced service now, and holds it meanwhile; without a payment
    /// company, or where somebody else books for the client, it is paid later.
    private func booking(
        _ id: Int64, _ request: BookingRequest, _ service: Service, client: User, by actor: User, now: Date
    ) -> Booking {
        let isPaidNow = service.amountMinor > 0 && actor.id == client.id
        let over = isPaidNow ? payments.map { min(now.addingTimeInterval($0.holdSeconds), request.scheduledAt) } : nil
        let room = RoomName.made(bookingID: id, createdAt: now, random: random(20))
        return Booking(
            id: id, of: service, client: client.id, startingAt: request.scheduledAt, notes: request.notes,
            status: over == nil ? .scheduled : .pending,
            paymentStatus: service.amountMinor == 0 ? .notRequired : .requiresPaymentMethod,
            room: (name: room.text, url: jitsi.roomURL(room)), holdExpiresAt: over, now: now)
    }

    /// Whoever runs the practice may book at short notice and far ahead; the hours hold for everybody.
    static func requireOffered(
        _ start: Date, by offered: OfferedService, practice: Bool, now: Date, in tx: any Transaction
    ) throws {
        var offered = offered
        if practice { offered = offered.withoutNotice }
        try Availability.requireOffered(start, by: offered, now: now, in: tx)
    }
}

extension OfferedService {
    /// The same service bookable from now on and for two years.
    var withoutNotice: OfferedService {
        var offered = self
        offered.service.minimumNotice = 0
        offered.service.bookingHorizon = 730
        return offered
    }
}
