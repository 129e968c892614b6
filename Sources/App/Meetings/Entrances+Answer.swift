import Domain
import Storage

/// What somebody who was invited answers, at their entrance.
extension Entrances {
    /// The person comes. Throws as `look`, and `link_expired` for who was not invited.
    func accept(_ token: String) async throws {
        try await meetings.database.write { tx in
            let (step, _) = try invited(token, in: tx)
            try accept(step, in: tx)
        }
    }

    /// The person does not come; with `forGood` the mailbox gets no invitations any more, whoever sends them. Throws
    /// as `accept`.
    func decline(_ token: String, forGood: Bool) async throws -> Doorstep {
        try await meetings.database.write { tx in
            let (step, participant) = try invited(token, in: tx)
            if forGood { try tx.refuseInvitations(to: EmailAddress.mailbox(participant.email)) }
            try tx.move(participant, to: .declined)
            // Whoever does not come waits no more, which an open lobby sees at once.
            try tx.revokeEntrance(of: step.entrant, into: step.booking.id)
            try tx.audit("participant.declined", by: nil, booking: step.booking.id, user: step.booking.clientID)
            return step
        }
    }

    /// Whoever goes in has accepted.
    func accept(_ step: Doorstep, in tx: any Transaction) throws {
        guard let participant = step.person.invited, participant.state == .invited else { return }
        try tx.move(participant, to: .accepted)
        try tx.audit("participant.accepted", by: nil, booking: step.booking.id, user: step.booking.clientID)
    }

    private func invited(_ token: String, in tx: any Transaction) throws -> (Doorstep, Participant) {
        let step = try doorstep(token, in: tx)
        guard let participant = step.person.invited else { throw Problem(.linkExpired) }
        return (step, participant)
    }
}
