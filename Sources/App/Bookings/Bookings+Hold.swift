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
        if let earlier = try earlierBooking(request, or: id, by: actor, now: now, in: tx) {
            return HeldBooking(entry: earlier, isReplay: true)
        }
        // The person may have left since the request came in: nobody would ever cancel the booking.
        guard let client = try tx.user(client.id) else { throw Problem(.unauthorized) }
        guard let offered = try tx.service(request.serviceID), offered.isOffered else {
            throw Problem.invalid("service_id", .notFound)
        }
        try Self.requireOffered(request.scheduledAt, by: offered, practice: actor.id != client.id, now: now, in: tx)
        try limit(.bookingByUser, actor, now: now, in: tx)
        let booking = booking(id, request, offered.service, client: client, now: now)
        try tx.addBooking(booking)
        try tx.takeCells(booking.cells, of: booking.hostID, for: id)
        let entry = BookingEntry(
            booking: booking, serviceTitle: offered.service.title, client: Person(client), host: Person(offered.host))
        try announce(entry, .confirmation, now: now, in: tx)
        try tx.audit(
            "booking.created", by: actor.id, at: now, booking: id, user: client.id,
            detail: ["scheduled_at": Timestamp.text(request.scheduledAt)])
        return HeldBooking(entry: entry, isReplay: false)
    }

    /// The booking that an earlier request with the same key made; nil where this one is the first.
    private func earlierBooking(
        _ request: BookingRequest, or id: Int64, by actor: User, now: Date, in tx: any Transaction
    ) throws -> BookingEntry? {
        guard let key = request.idempotencyKey else { return nil }
        switch try tx.takeKey(key, of: actor.id, requestHash: request.hash, for: id, now: now) {
        case .new: return nil
        case .otherRequest: throw Problem(.idempotencyKeyReused)
        case .answered(let id): return try tx.booking(id)
        }
    }

    /// The booking with its room. Without a payment company a priced service is paid later.
    private func booking(
        _ id: Int64, _ request: BookingRequest, _ service: Service, client: User, now: Date
    ) -> Booking {
        let room = RoomName.made(bookingID: id, createdAt: now, random: random(20))
        return Booking(
            id: id, of: service, client: client.id, startingAt: request.scheduledAt, notes: request.notes,
            status: .scheduled, paymentStatus: service.amountMinor == 0 ? .notRequired : .requiresPaymentMethod,
            room: (name: room.text, url: jitsi.roomURL(room)), now: now)
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
