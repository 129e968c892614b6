import Domain
import Storage

/// Who else comes to a meeting. The client may invite once the address is proved, and so may those who run it.
extension Bookings {
    func people(of id: BookingID, for asker: User) async throws -> MeetingPeople {
        try await database.read { tx in
            let entry = try Self.require(id, .visible(to: asker), in: tx).entry
            return MeetingPeople(entry: entry, invited: try tx.participants(of: id))
        }
    }

    /// Throws `not_found`, `forbidden`, `illegal_move`, `validation_failed`, `too_many_requests`. A mailbox that wants
    /// no invitations gets none, and the person counts as one who has declined.
    func invite(_ wish: InvitationWish, to id: BookingID, by asker: User) async throws -> Participant {
        try await database.write { tx in
            let entry = try Self.requireInviting(id, asker, in: tx)
            try Self.require(wish.name, otherThanHostOf: entry)
            let taken = [entry.client.email, entry.host.email].contains {
                EmailAddress.isSameMailbox($0, wish.email)
            }
            let known = try tx.participant(mailbox: wish.mailbox, of: id)
            guard !taken, known?.state.isExpected != true else { throw Problem.invalid("email", .takesPart) }
            let expected = try tx.participants(of: id).filter { $0.id != known?.id }
            guard expected.count < Participant.most else {
                throw Problem.invalid("email", .tooMany, ["maximum": String(Participant.most)])
            }
            try limit(.invitationByUser, asker, in: tx)
            try limit(.invitationByMailbox, wish.mailbox, asker, in: tx)
            let isUnwanted = try tx.isUnwanted(wish.mailbox)
            let added = try tx.invite(wish, to: id, isUnwanted ? .declined : .invited, by: asker.id)
            try tx.audit("participant.invited", by: asker.id, booking: id, user: entry.client.id)
            guard let participant = try tx.participant(added) else { throw Problem(.notFound) }
            if !isUnwanted { try tx.post([mail(.invitation, to: participant, about: entry.booking)]) }
            return participant
        }
    }

    /// Throws as `invite`, and `forbidden` for client and host, who follow from the booking.
    func change(
        _ entrant: Entrant?, _ change: ParticipantChange, of id: BookingID, by asker: User
    ) async throws -> Participant {
        try await database.write { tx in
            let entry = try Self.requireInviting(id, asker, in: tx)
            var participant = try Self.require(entrant, of: entry.booking, in: tx)
            if let name = change.name { try Self.require(name, otherThanHostOf: entry) }
            participant.name = change.name ?? participant.name
            participant.role = change.role ?? participant.role
            try tx.change(participant)
            try tx.audit("participant.changed", by: asker.id, booking: id, user: entry.client.id)
            return participant
        }
    }

    /// Takes an invitation back; who was expected gets a mail, and their calendar drops the entry.
    func remove(_ entrant: Entrant?, from id: BookingID, by asker: User) async throws {
        try await database.write { tx in
            let entry = try Self.requireInviting(id, asker, in: tx)
            let participant = try Self.require(entrant, of: entry.booking, in: tx)
            try tx.move(participant, to: .removed)
            // Invited again, nobody comes in by the former link, or as who was let in before.
            try tx.revokeEntrance(of: .invited(participant.id), into: id)
            try tx.audit("participant.removed", by: asker.id, booking: id, user: entry.client.id)
            if participant.state.isExpected {
                try tx.post([mail(.cancellation, to: participant, about: entry.booking)])
            }
        }
    }

    func mail(_ kind: Mail.Kind, to participant: Participant, about booking: Booking) -> NewMail {
        NewMail(
            kind: kind, role: .participant, userID: nil, bookingID: booking.id, scheduledAt: booking.scheduledAt,
            sequence: booking.sequence, address: participant.email, participantID: participant.id,
            token: Digest.hex(random(16)))
    }

    private static func requireInviting(
        _ id: BookingID, _ asker: User, in tx: any Transaction
    ) throws -> BookingEntry {
        let (entry, role) = try require(id, .visible(to: asker), in: tx)
        // Somebody else's address would send its invitations in the name of whoever typed it.
        if role == .client, asker.needsProof { throw Problem(.forbidden) }
        guard entry.booking.status == .scheduled else { throw Problem.illegalMove(Obstacle(entry.booking.status)) }
        guard tx.now < entry.booking.endsAt else { throw Problem.illegalMove(.over) }
        return entry
    }

    private static func require(
        _ entrant: Entrant?, of booking: Booking, in tx: any Transaction
    ) throws -> Participant {
        switch entrant {
        case .client, .host: throw Problem(.forbidden)
        case .admin, nil: throw Problem(.notFound)
        case .invited(let id):
            guard let participant = try tx.participant(id), participant.bookingID == booking.id,
                participant.state != .removed
            else { throw Problem(.notFound) }
            return participant
        }
    }

    /// Nobody is to be taken for the host.
    private static func require(_ name: String, otherThanHostOf entry: BookingEntry) throws {
        guard !PersonName.isAlike(name, entry.host.name) else { throw Problem.invalid("name", .hostsName) }
    }

    private func limit(
        _ limit: AttemptLimit, _ mailbox: String, _ actor: User, in tx: any Transaction
    ) throws {
        guard limits.isOn, !actor.isAdmin, !actor.isHost else { return }
        guard let wait = try tx.attempt(limit, by: mailbox) else { return }
        throw Problem(.tooManyRequests, retryAfterSeconds: wait)
    }
}
