import Domain
import Foundation
import Storage

/// A mail as its cause writes it down.
package struct NewMail: Sendable {
    package var kind: Mail.Kind
    package var role: Mail.Role
    /// Nil for somebody who was invited, or signs in by a code.
    package var userID: UserID?
    package var bookingID: BookingID?
    package var scheduledAt: Date?
    package var sequence: Int64 = 0
    /// Where it goes, if not to the address that the person has when it is sent.
    package var address: String?
    package var webhookID: WebhookID?
    package var previousHostID: UserID?
    package var participantID: ParticipantID?
    package var codeID: SignInCodeID?
    package var calendarID: CalendarLinkID?
    /// Whether the client has withdrawn from the contract, and the mail tells of that.
    package var isAboutWithdrawal = false
    /// Random, so that no two mails ever share a Message-ID, also after a restored backup has given ids out again.
    package var token: String
    package var note: String?
}

/// All SQL of the table `mails`.
extension Transaction {
    /// Writes mails that fall due together, the jobs that send them, and what else falls due because of the same cause.
    func post(_ mails: [NewMail], and jobs: [NewJob] = []) throws {
        let mailRows = mails.map { mail -> SQL in
            """
            (\(mail.kind), \(mail.role), \(mail.bookingID), \(mail.userID), \(mail.scheduledAt), \(mail.sequence),
                \(mail.address), \(mail.token), \(Mail.State.due), 0, \(now), \(now), \(mail.note), \(mail.webhookID),
                \(mail.previousHostID), \(mail.participantID), \(mail.codeID), \(mail.isAboutWithdrawal),
                \(mail.calendarID))
            """
        }
        let sent = try rows(
            """
            INSERT INTO mails (kind, role, booking_id, user_id, scheduled_at, sequence, address, message_id, state,
                attempts, created_at, send_at, note, webhook_id, previous_host_id,
                participant_id, code_id, about_withdrawal, link_id)
            VALUES \(mailRows.joined(", ")) RETURNING id, kind
            """
        ) { (try $0.id(0) as MailID, try $0.value(1, as: Mail.Kind.self)) }
        try addJobs(sent.map { Self.job(of: $0, $1, dueAt: now) } + jobs)
    }

    private static func job(of mail: MailID, _ kind: Mail.Kind, dueAt due: Date) -> NewJob {
        NewJob(kind: .mail, queue: kind.queue.rawValue, subject: mail, dueAt: due)
    }

    func mail(_ id: MailID) throws -> Mail? {
        try row("SELECT \(Mail.columns) FROM mails WHERE id = \(id)", Mail.init(row:))
    }

    /// Newest first.
    func mails(state: Mail.State?, _ part: ListPart) throws -> Listing<Mail> {
        try Listing.read(
            part,
            find: { part in
                let conditions = Mail.are(state) + (part.after.map { ["id < \($0.numbers[0])"] } ?? [])
                return try rows(
                    """
                    SELECT \(Mail.columns) FROM mails \(SQL.only(conditions))
                    ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
                    """, Mail.init(row:))
            }, place: { ListPlace($0.id.rawValue) },
            count: {
                try count(
                    "SELECT COUNT(*) FROM (SELECT 1 FROM mails \(SQL.only(Mail.are(state))) LIMIT \($0)) AS counted")
            })
    }

    func mailCount(state: Mail.State) throws -> Int {
        try count("SELECT COUNT(*) FROM mails WHERE state = \(state)")
    }

    /// Notes an attempt; false where the mail is in none of the states that it may leave.
    @discardableResult
    func moveMail(_ id: MailID, to state: Mail.State, error: String? = nil) throws -> Bool {
        let sentAt = state == .sent ? now : nil
        let tried = state == .dropped ? 0 : 1
        return try run(
            """
            UPDATE mails SET state = \(state), attempts = attempts + \(tried), error = \(error),
                sent_at = COALESCE(\(sentAt), sent_at)
            WHERE id = \(id) AND state = \(Mail.State.due)
            """) == 1
    }

    /// Forgets what was written before `instant` and waits no more: state by state, of the oldest `limit` rows those of
    /// which it is true, as in the audit trail. Those that are due are not even looked at, so that they hold up none.
    func deleteOldMails(before instant: Date, limit: Int) throws -> Int {
        var left = limit
        for state in Mail.State.allCases where state != .due && left > 0 {
            left -= try run(
                """
                DELETE FROM mails WHERE id IN (
                    SELECT id FROM (SELECT id, created_at FROM mails WHERE state = \(state) ORDER BY id LIMIT \(left))
                        AS oldest
                    WHERE created_at < \(instant))
                """)
        }
        return limit - left
    }

    /// Makes a mail due once more. False where it is due already.
    func resendMail(_ mail: Mail) throws -> Bool {
        let moved = try run(
            """
            UPDATE mails SET state = \(Mail.State.due), attempts = 0, error = NULL, send_at = \(now)
            WHERE id = \(mail.id) AND state <> \(Mail.State.due)
            """)
        guard moved == 1 else { return false }
        try addJob(Self.job(of: mail.id, mail.kind, dueAt: now))
        return true
    }

    /// Oldest first, those after an id.
    func mails(toUser user: UserID, after id: MailID, limit: Int) throws -> [Mail] {
        try rows(
            "SELECT \(Mail.columns) FROM mails WHERE user_id = \(user) AND id > \(id) ORDER BY id LIMIT \(limit)",
            Mail.init(row:))
    }

    /// Newest first.
    func latestMails(toUser user: UserID, limit: Int) throws -> [Mail] {
        try rows(
            "SELECT \(Mail.columns) FROM mails WHERE user_id = \(user) ORDER BY id DESC LIMIT \(limit)",
            Mail.init(row:))
    }

    /// What was still to be sent to a person who has left is not sent, and what mail servers said of their address is
    /// forgotten with it.
    func forgetAddress(ofUser user: UserID) throws {
        try run("UPDATE mails SET error = NULL, address = NULL WHERE user_id = \(user)")
        try run("UPDATE mails SET state = \(Mail.State.dropped) WHERE user_id = \(user) AND state = \(Mail.State.due)")
    }

    /// Newest first. They are few, and put in order here: an engine that thought of the ids' order would walk all.
    func mails(about booking: BookingID, limit: Int) throws -> [Mail] {
        try rows(
            "SELECT \(Mail.columns) FROM mails WHERE booking_id = \(booking) LIMIT \(limit)", Mail.init(row:)
        ).sorted { $0.id > $1.id }
    }

    /// What was still to be sent about a booking is not sent.
    func dropMails(about booking: BookingID) throws {
        try run(
            """
            UPDATE mails SET state = \(Mail.State.dropped)
            WHERE booking_id = \(booking) AND state = \(Mail.State.due)
            """)
    }

    /// Whether a mail of a kind was written about a booking at the start that it has.
    func hasMail(_ kind: Mail.Kind, about booking: Booking) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM mails
            WHERE booking_id = \(booking.id) AND kind = \(kind) AND scheduled_at = \(booking.scheduledAt) LIMIT 1
            """)
    }

    /// Whether the people of a booking were told of another time, and have mails that tell of a former one. A hand-over
    /// is told by mails of the same kind.
    func wereToldOfMove(of booking: BookingID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM mails WHERE booking_id = \(booking) AND kind = \(Mail.Kind.rescheduling)
                AND previous_host_id IS NULL LIMIT 1
            """)
    }

    /// Whether a later mail of the same kind was written to the same person about the same booking.
    func hasNewerMail(than mail: Mail) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM mails WHERE booking_id = \(mail.bookingID) AND kind = \(mail.kind)
            AND (user_id = \(mail.userID) OR participant_id = \(mail.participantID)) AND id > \(mail.id) LIMIT 1
            """)
    }
}

extension Mail {
    static let columns: SQL = """
        id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts, error,
        created_at, send_at, sent_at, address, note, webhook_id, previous_host_id,
        participant_id, code_id, about_withdrawal, link_id
        """

    fileprivate static func are(_ state: State?) -> [SQL] { state.map { ["state = \($0)"] } ?? [] }

    init(row: any Row) throws {
        self.init(
            id: try row.id(0), kind: try row.value(1, as: Kind.self), role: try row.value(2, as: Role.self),
            bookingID: try row.optionalID(3), userID: try row.optionalID(4), scheduledAt: try row.optionalDate(5),
            sequence: try row.int(6), messageID: try row.text(7), state: try row.value(8, as: State.self),
            attempts: try row.int(9), error: try row.optionalText(10), createdAt: try row.date(11),
            sendAt: try row.date(12), sentAt: try row.optionalDate(13),
            address: try row.optionalText(14), note: try row.optionalText(15), webhookID: try row.optionalID(16),
            previousHostID: try row.optionalID(17), participantID: try row.optionalID(18),
            codeID: try row.optionalID(19), calendarID: try row.optionalID(21),
            isAboutWithdrawal: try row.flag(20))
    }
}
