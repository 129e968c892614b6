import Domain
import Foundation
import Storage

/// What a person asks for.
struct BookingRequest: Sendable {
    var serviceID: ServiceID
    var scheduledAt: Date
    var notes: String?
    /// What is answered to the service's questions.
    var answers: [GivenAnswer] = []
    /// Whether the client agrees that the consultation begins before the right to withdraw has ended.
    var agreesToBeginEarly = false
    /// Whether those who run the practice book knowingly although the host is busy elsewhere.
    var ignoresCalendars = false
    var idempotencyKey: String?
    /// The network address that asks, where somebody books for themselves.
    var address: IPAddress?

    /// Tells one request from another under the same key; `client` where it is for somebody else.
    func hash(for client: UserID?) -> String {
        // A sign that notes cannot have keeps the two apart.
        let answered = answers.isEmpty ? "" : "\u{1F}\(answers.map(\.hashed).joined())"
        let wish = "\(serviceID)\n\(Int(scheduledAt.timeIntervalSince1970))\n\(notes ?? "")\(answered)"
        let whole = wish + (agreesToBeginEarly ? "\u{1F}early" : "") + (ignoresCalendars ? "\u{1F}calendars" : "")
        return Digest.hex(client.map { "client \($0)\n\(whole)" } ?? whole)
    }
}

extension Bookings {
    /// Books a slot for `client`. Throws `slot_unavailable` where that start is not offered, `slot_taken` where it is
    /// not free, `idempotency_key_reused` where the key stands for another request.
    func book(_ request: BookingRequest, client: User, by actor: User) async throws -> BookingOutcome {
        await outside.look(beforeBooking: request.serviceID)
        return try await database.write { tx in
            try book(request, client: client, by: actor, in: tx)
        }
    }

    func book(
        _ request: BookingRequest, client: User, by actor: User, in tx: any Transaction
    ) throws -> BookingOutcome {
        let id = try tx.nextBookingID()
        let known = try answered(
            request.idempotencyKey, requestHash: request.hash(for: actor.id == client.id ? nil : client.id), by: actor,
            or: id, in: tx)
        if let known, let earlier = try tx.bookingEntry(known) {
            let isOwn = actor.id == client.id
            return BookingOutcome(entry: isOwn ? earlier : try tx.knowingClash(earlier), isReplay: true)
        }
        // The person may have left since the request came in: nobody would ever cancel the booking.
        guard let client = try tx.user(client.id) else { throw Problem(.unauthorized) }
        let isOwn = actor.id == client.id
        guard let offered = try tx.offering(of: request.serviceID), offered.isOffered else {
            throw Problem.invalid("service_id", .notFound)
        }
        try Self.requireOffered(request.scheduledAt, by: offered, staff: !isOwn, in: tx)
        var new = newBooking(id, request, offered, client: client, by: actor, now: tx.now)
        new.answers = try AnswerForm.checked(
            request.answers, against: offered.service.questions, mayLeaveOpen: !isOwn)
        new.withdrawal = try withdrawal(from: request, offered, isOwn: isOwn, now: tx.now)
        let booking = Booking(new)
        if !request.ignoresCalendars {
            try Self.requireFreeElsewhere(booking.cells, of: booking.hostID, staff: !isOwn, in: tx)
        }
        try limit(booking, of: offered.service, client: client, by: actor, from: request.address, in: tx)
        try tx.addBooking(booking)
        try tx.takeCells(booking.cells, of: booking.hostID, for: id)
        if request.ignoresCalendars { try Self.keepOverClashes(booking, in: tx) }
        let entry = BookingEntry(
            booking: booking, serviceTitle: offered.service.title, client: Person(client), host: Person(offered.host))
        try begin(entry, client: client, by: isOwn ? .client : actor.isAdmin ? .admin : .host, in: tx)
        var detail = ["scheduled_at": Timestamp.text(request.scheduledAt)]
        detail[HistoryDetail.leftOpen] = Self.leftOpen(new.answers, offered.service.questions)
        try tx.audit("booking.created", by: actor.id, booking: id, user: client.id, detail: detail)
        return BookingOutcome(entry: entry, isReplay: false)
    }

    /// The questions, a line each, that clients must answer and that somebody who booked for one left open.
    /// Nil where there are none.
    private static func leftOpen(_ answers: IntakeAnswers, _ questions: IntakeQuestions) -> String? {
        let open = questions.all.filter { question in
            question.isRequired && !answers.all.contains { $0.label == question.label && $0.kind == question.kind }
        }
        return open.isEmpty ? nil : open.map(\.label).joined(separator: "\n")
    }

    /// What is promised, with the consent that a consultation needs which begins before the right to withdraw has
    /// ended. Throws `validation_failed` without it, where a client books.
    private func withdrawal(
        from request: BookingRequest, _ offered: Offering, isOwn: Bool, now: Date
    ) throws -> Withdrawal? {
        guard let until = try offered.withdrawalEnd(ofBookingAt: now) else { return nil }
        let isConsentNeeded = isOwn && request.scheduledAt < until
        guard request.agreesToBeginEarly || !isConsentNeeded else { throw Problem.invalid("begin_early", .required) }
        return Withdrawal(until: until, earlyStartAt: request.agreesToBeginEarly ? now : nil)
    }

    /// A hold waits for its payment, or for the proof of its client's address, until it ends; anything else is firm
    /// from the beginning.
    private func begin(
        _ entry: BookingEntry, client: User, by actor: BookingActor, in tx: any Transaction
    ) throws {
        let (id, host) = (entry.booking.id, entry.booking.hostID)
        guard let over = entry.booking.holdExpiresAt else {
            try announce(entry.booking, .confirmation, in: tx)
            return try publish(BookingNews(.bookingScheduled, of: id, by: actor), ofHost: host, in: tx)
        }
        let isProof = entry.booking.awaitsProof
        try tx.addJob(NewJob(kind: isProof ? .proof : .endHold, subject: id, dueAt: over))
        if isProof { try askForProof(client, in: tx) }
        try publish(BookingNews(.bookingHeld, of: id, by: actor), ofHost: host, in: tx)
    }

    /// However long HOLD_MINUTES says.
    package static var longestHoldSeconds: Double { 86_400 }

    /// The booking of an earlier request with the same key; nil where this one, about booking `id`, is the first.
    /// Throws `idempotency_key_reused`.
    func answered(
        _ key: String?, requestHash: String, by actor: User, or id: BookingID, in tx: any Transaction
    ) throws -> BookingID? {
        guard let key else { return nil }
        switch try tx.takeKey(key, of: actor.id, requestHash: requestHash, for: id) {
        case .new: return nil
        case .otherRequest: throw Problem(.idempotencyKeyReused)
        case .answered(let id): return id
        }
    }

    /// The booking with its room. A client pays a priced service now, and holds it meanwhile; without a payment
    /// company, or where somebody else books for the client, it is paid later. Where the practice wants it, the proof
    /// of the client's address comes first.
    private func newBooking(
        _ id: BookingID, _ request: BookingRequest, _ offered: Offering, client: User, by actor: User, now: Date
    ) -> NewBooking {
        let service = offered.service
        let isOwn = actor.id == client.id
        let awaitsProof = needsProof && isOwn && client.needsProof
        let paySeconds = service.price.minor > 0 && isOwn ? paySeconds : nil
        let over = (awaitsProof ? Self.proofSeconds : paySeconds)
            .map { min(now.addingTimeInterval($0), request.scheduledAt) }
        return NewBooking(
            id: id, service: service, hostID: offered.host.id, clientID: client.id, scheduledAt: request.scheduledAt,
            notes: request.notes, room: links.room(of: id, createdAt: now, random: random(20)),
            hasWaitingRoom: waitingRoomIsOn || service.hasWaitingRoom,
            hold: over.map { NewBooking.Hold(until: $0, awaitsProof: awaitsProof) }, createdAt: now)
    }

    /// Whoever runs the practice may book at short notice and far ahead; the hours hold for everybody.
    static func requireOffered(_ start: Date, by offered: Offering, staff: Bool, in tx: any Transaction) throws {
        var offered = offered
        if staff { offered = offered.withoutNotice }
        try Services.requireOffered(start, by: offered, in: tx)
    }
}

/// Names in the detail of what happened to a booking that others look for.
enum HistoryDetail {
    static let leftOpen = "left_open"
}
