import Domain
import Foundation
import Storage

/// All SQL of the tables `participants` and `unwanted_invitations`.
extension Transaction {
    /// Those who were invited and not taken out again, in the order in which they were.
    func participants(of booking: BookingID) throws -> [Participant] {
        try rows(
            """
            SELECT \(Participant.columns) FROM participants
            WHERE booking_id = \(booking) AND state <> 'removed' ORDER BY id
            """, Participant.init(row:))
    }

    /// Those who are expected at any of these meetings.
    func expectedParticipants(of bookings: [BookingID]) throws -> [Participant] {
        try rows(
            """
            SELECT \(Participant.columns) FROM participants
            WHERE booking_id IN (\(list: bookings)) AND state IN ('invited', 'accepted')
            ORDER BY id
            """, Participant.init(row:))
    }

    /// All who were ever invited to a client's meetings and are not forgotten, by their ids.
    func participants(ofClient user: UserID, after last: ParticipantID, limit: Int) throws -> [Participant] {
        try rows(
            """
            SELECT \(Participant.columns) FROM participants
            WHERE booking_id IN (SELECT id FROM bookings WHERE user_id = \(user)) AND id > \(last)
            ORDER BY id LIMIT \(limit)
            """, Participant.init(row:))
    }

    /// Those of a mailbox, by their ids.
    func invitations(to mailbox: String, after last: ParticipantID, limit: Int) throws -> [Participant] {
        try rows(
            """
            SELECT \(Participant.columns) FROM participants WHERE mailbox = \(mailbox) AND id > \(last)
            ORDER BY id LIMIT \(limit)
            """, Participant.init(row:))
    }

    /// Forgets who was invited to meetings that ended before `instant`, with what they did at their entrance, once no
    /// mail to them is due; at most `limit` at once. From participant to booking, whatever an engine would think best.
    func deleteOldParticipants(before instant: Date, limit: Int) throws -> Int {
        let old = try rows(
            """
            SELECT id, booking_id FROM participants
            WHERE (SELECT scheduled_at + 60 * duration FROM bookings WHERE id = participants.booking_id) < \(instant)
                AND (SELECT COUNT(*) FROM mails WHERE booking_id = participants.booking_id AND state = 'due'
                    AND participant_id = participants.id) = 0
            ORDER BY id LIMIT \(limit)
            """
        ) { (id: try $0.id(0) as ParticipantID, booking: try $0.id(1) as BookingID) }
        for participant in old {
            try forgetEntrance(of: .invited(participant.id), into: participant.booking)
            try run("DELETE FROM participants WHERE id = \(participant.id)")
        }
        return old.count
    }

    func participant(_ id: ParticipantID) throws -> Participant? {
        try row("SELECT \(Participant.columns) FROM participants WHERE id = \(id)", Participant.init(row:))
    }

    func participant(mailbox: String, of booking: BookingID) throws -> Participant? {
        try row(
            "SELECT \(Participant.columns) FROM participants WHERE booking_id = \(booking) AND mailbox = \(mailbox)",
            Participant.init(row:))
    }

    /// Invites somebody, also who was taken out or has declined before.
    func invite(
        _ wish: InvitationWish, to booking: BookingID, _ state: Participant.State, by inviter: UserID
    ) throws -> ParticipantID {
        try insert(
            """
            INSERT INTO participants (booking_id, email, mailbox, name, role, locale, time_zone, state, invited_by,
                created_at)
            VALUES (\(booking), \(wish.email), \(wish.mailbox), \(wish.name), \(wish.role.rawValue), \(wish.locale),
                \(wish.timeZone), \(state.rawValue), \(inviter), \(now))
            ON CONFLICT (booking_id, mailbox) DO UPDATE SET email = excluded.email, name = excluded.name,
                role = excluded.role, locale = excluded.locale, time_zone = excluded.time_zone,
                state = excluded.state, invited_by = excluded.invited_by, created_at = excluded.created_at
            RETURNING id
            """)
    }

    func change(_ participant: Participant) throws {
        try run(
            """
            UPDATE participants SET name = \(participant.name), role = \(participant.role.rawValue)
            WHERE id = \(participant.id)
            """)
    }

    /// False where the person is in another state by now.
    @discardableResult
    func move(_ participant: Participant, to state: Participant.State) throws -> Bool {
        try run(
            """
            UPDATE participants SET state = \(state.rawValue)
            WHERE id = \(participant.id) AND state = \(participant.state.rawValue)
            """) == 1
    }

    /// Whether the owner of a mailbox wants no invitations any more.
    func isUnwanted(_ mailbox: String) throws -> Bool {
        try exists("SELECT 1 FROM unwanted_invitations WHERE mailbox = \(mailbox)")
    }

    func refuseInvitations(to mailbox: String) throws {
        try run(
            """
            INSERT INTO unwanted_invitations (mailbox, since) VALUES (\(mailbox), \(now))
            ON CONFLICT (mailbox) DO NOTHING
            """)
    }
}

extension Participant {
    static let columns: SQL = "id, booking_id, email, name, role, locale, time_zone, state, created_at"

    init(row: any Row) throws {
        let (role, state) = (try row.text(4), try row.text(7))
        guard let role = ParticipantRole(rawValue: role), let state = State(rawValue: state) else {
            throw StorageError.badColumn(4, "holds “\(role)” and “\(state)”, which are no role and state")
        }
        self.init(
            id: try row.id(0), bookingID: try row.id(1), email: try row.text(2), name: try row.text(3), role: role,
            locale: try row.optionalText(5), timeZone: try row.optionalText(6), state: state,
            createdAt: try row.date(8))
    }
}
