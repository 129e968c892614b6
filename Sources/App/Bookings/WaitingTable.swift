import Domain
import Foundation
import Storage

/// The SQL of who waits for a meeting (`entrances`) and of what its host says of it (`meetings`).
extension Transaction {
    // MARK: The meeting

    /// False where it is open already, or was never to be opened by anybody.
    func openMeeting(of booking: BookingID) throws -> Bool {
        try run(
            """
            UPDATE meetings SET opened_at = \(now), closed_at = NULL, sequence = sequence + 1
            WHERE booking_id = \(booking) AND waiting_room = 1 AND (opened_at IS NULL OR closed_at IS NOT NULL)
            """) == 1
    }

    /// False where it is not open.
    func closeMeeting(of booking: BookingID) throws -> Bool {
        try run(
            """
            UPDATE meetings SET closed_at = \(now), sequence = sequence + 1
            WHERE booking_id = \(booking) AND opened_at IS NOT NULL AND closed_at IS NULL
            """) == 1
    }

    /// False where just that was said already.
    func setLateness(of booking: BookingID, minutes: Int) throws -> Bool {
        try run(
            """
            UPDATE meetings SET late_minutes = \(minutes), sequence = sequence + 1
            WHERE booking_id = \(booking) AND late_minutes <> \(minutes)
            """) == 1
    }

    /// Tells whoever watches a meeting that something of it is another by now.
    func touchMeeting(of booking: BookingID) throws {
        try run("UPDATE meetings SET sequence = sequence + 1 WHERE booking_id = \(booking)")
    }

    // MARK: Its people

    /// Somebody waits from now on, or is back where they waited.
    func noteWaiting(_ entrant: Entrant, for booking: BookingID) throws {
        try run(
            """
            INSERT INTO entrances (booking_id, entrant, generation, waiting_since, seen_at)
            VALUES (\(booking), \(entrant.description), 0, \(now), \(now))
            ON CONFLICT (booking_id, entrant) DO UPDATE
            SET waiting_since = COALESCE(entrances.waiting_since, \(now)), seen_at = \(now)
            """)
    }

    /// Somebody goes in.
    func noteEntering(_ entrant: Entrant, into booking: BookingID) throws {
        try run(
            """
            INSERT INTO entrances (booking_id, entrant, generation, seen_at, admitted_at, entered_at)
            VALUES (\(booking), \(entrant.description), 0, \(now), \(now), \(now))
            ON CONFLICT (booking_id, entrant) DO UPDATE
            SET seen_at = \(now), admitted_at = COALESCE(entrances.admitted_at, \(now)), entered_at = \(now)
            """)
    }

    /// Whoever waits for a meeting was heard of. False for whoever does not wait.
    @discardableResult
    func noteSeen(_ entrant: Entrant, at booking: BookingID) throws -> Bool {
        try run(
            """
            UPDATE entrances SET seen_at = \(now)
            WHERE booking_id = \(booking) AND entrant = \(entrant.description) AND waiting_since IS NOT NULL
            """) == 1
    }

    /// Those who wait behind these were heard of; whose link was taken back since are not.
    func noteSeen(_ entrances: [OpenEntrance]) throws {
        let all = entrances.sorted { ($0.booking, $0.entrant.description) < ($1.booking, $1.entrant.description) }
        for seen in all.portions(of: Self.mostSeenAtOnce) {
            let some = seen.map {
                """
                booking_id = \($0.booking) AND entrant = \($0.entrant.description) AND generation = \($0.generation)
                """ as SQL
            }
            try run(
                """
                UPDATE entrances SET seen_at = \(now)
                WHERE (\(some.joined(" OR "))) AND waiting_since IS NOT NULL AND admitted_at IS NULL
                """)
        }
    }

    private static var mostSeenAtOnce: Int { 50 }

    /// Lets one in who waits. False where nobody of that name does, or was let in before.
    func admit(_ entrant: Entrant, to booking: BookingID) throws -> Bool {
        try run(
            """
            UPDATE entrances SET admitted_at = \(now)
            WHERE booking_id = \(booking) AND entrant = \(entrant.description) AND waiting_since IS NOT NULL
                AND admitted_at IS NULL
            """) == 1
    }

    /// Lets all in who wait.
    func admitAll(to booking: BookingID) throws {
        try run(
            """
            UPDATE entrances SET admitted_at = \(now)
            WHERE booking_id = \(booking) AND waiting_since IS NOT NULL AND admitted_at IS NULL
            """)
    }

    /// Whether somebody was let in, and so may come again.
    func isAdmitted(_ entrant: Entrant, to booking: BookingID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM entrances
            WHERE booking_id = \(booking) AND entrant = \(entrant.description) AND admitted_at IS NOT NULL
            """)
    }

    /// Since when somebody waits; nil where they do not.
    func waitingSince(_ entrant: Entrant, for booking: BookingID) throws -> Date? {
        try row(
            """
            SELECT waiting_since FROM entrances
            WHERE booking_id = \(booking) AND entrant = \(entrant.description) AND waiting_since IS NOT NULL
            """
        ) { try $0.date(0) }
    }

    /// Whoever waits or was let in, in the order in which they came.
    func waitingPeople(of booking: BookingID) throws -> [WaitingPerson] {
        try rows(
            """
            SELECT entrant, name, COALESCE(waiting_since, admitted_at), seen_at, admitted_at FROM entrances
            WHERE booking_id = \(booking) AND COALESCE(waiting_since, admitted_at) IS NOT NULL
            ORDER BY COALESCE(waiting_since, admitted_at), entrant
            """, WaitingPerson.init(row:))
    }

    /// As whom those were invited who are expected at a meeting.
    func invitedRoles(of booking: BookingID) throws -> [ParticipantID: InvitedRole] {
        let found = try rows(
            """
            SELECT id, name, role FROM participants
            WHERE booking_id = \(booking) AND state IN ('invited', 'accepted')
            """
        ) { row in
            (
                try row.id(0) as ParticipantID,
                InvitedRole(name: try row.text(1), role: try row.value(2, as: ParticipantRole.self))
            )
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// The meetings that people may be waiting for: those with a waiting room, from some time before they may be gone
    /// into until they are over. From the booking to its meeting, whatever an engine would think best.
    func watchedMeetings(_ window: MeetingWindow) throws -> [BookingID: WatchedMeeting] {
        let found = try rows(
            """
            SELECT bookings.id, bookings.host_id, meetings.sequence, (\(WaitingPerson.count(at: now)))
            \(window.watched(at: now))
            """
        ) { row in
            (
                try row.id(0) as BookingID,
                WatchedMeeting(hostID: try row.id(1), sequence: try row.int(2), waiting: try row.int(3))
            )
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Bookings with a waiting room that are not over and begin within some time, soonest first: a host's, or all.
    func lobbyEntries(_ window: MeetingWindow, of host: UserID?, within seconds: Double) throws -> [BookingEntry] {
        let whose: SQL = host.map { "AND bookings.host_id = \($0)" } ?? ""
        var names = BookingNames()
        return try rows(
            """
            \(Booking.select)
            WHERE bookings.status = \(BookingStatus.scheduled) \(whose)
                AND bookings.scheduled_at > \(window.earliestStart(at: now))
                AND bookings.scheduled_at <= \(now.addingTimeInterval(seconds))
                AND COALESCE(meetings.waiting_room, 0) = 1 AND meetings.ends_at > \(window.earliestEnd(at: now))
            ORDER BY bookings.scheduled_at, bookings.id LIMIT \(Self.mostInLobby)
            """, Booking.init(row:)
        ).map { try names.entry($0, in: self) }
    }

    private static var mostInLobby: Int { 100 }

    /// How many coming bookings were made without a waiting room which all are to have by now, or those of their
    /// service.
    func comingWithoutWaitingRoom(wantedByAll: Bool) throws -> Int {
        let wanted: SQL =
            wantedByAll ? "" : "AND bookings.service_id IN (SELECT id FROM services WHERE waiting_room = 1)"
        return try count(
            """
            SELECT COUNT(*) FROM bookings LEFT JOIN meetings ON meetings.booking_id = bookings.id
            WHERE bookings.status IN (\(BookingStatus.pending), \(BookingStatus.scheduled))
                AND bookings.scheduled_at > \(now) AND COALESCE(meetings.waiting_room, 0) = 0 \(wanted)
            """)
    }

    /// The booking begins anew at another time: nobody waits for that one yet.
    func forgetWaiting(for booking: BookingID) throws {
        try run(
            """
            UPDATE entrances SET waiting_since = NULL, seen_at = NULL, admitted_at = NULL, entered_at = NULL
            WHERE booking_id = \(booking)
            """)
    }
}

extension WaitingPerson {
    /// How many wait for the meeting of a booking, within a question about bookings.
    fileprivate static func count(at now: Date) -> SQL {
        """
        SELECT COUNT(*) FROM entrances
        WHERE entrances.booking_id = bookings.id AND entrances.waiting_since IS NOT NULL
            AND entrances.admitted_at IS NULL AND entrances.seen_at > \(now.addingTimeInterval(-absentAfterSeconds))
        """
    }
}

extension MeetingWindow {
    /// The meetings that people may be waiting for, with their bookings.
    fileprivate func watched(at now: Date) -> SQL {
        """
        FROM bookings LEFT JOIN meetings ON meetings.booking_id = bookings.id
        WHERE bookings.status = \(BookingStatus.scheduled)
            AND bookings.scheduled_at > \(earliestStart(at: now)) AND bookings.scheduled_at <= \(latestStart(at: now))
            AND COALESCE(meetings.waiting_room, 0) = 1 AND meetings.ends_at > \(earliestEnd(at: now))
        """
    }

    /// How many people wait for meetings of a host, or of all; a question that stands within others.
    func waiting(forMeetingsOf host: UserID?, at now: Date) -> SQL {
        let whose: SQL = host.map { "AND bookings.host_id = \($0)" } ?? ""
        return """
            SELECT CAST(COALESCE(SUM(waiting), 0) AS BIGINT) FROM (
                SELECT (\(WaitingPerson.count(at: now))) AS waiting \(watched(at: now)) \(whose)) AS counted
            """
    }

    /// Bookings that began before are over, whatever their length.
    func earliestStart(at now: Date) -> Date { earliestEnd(at: now).addingTimeInterval(-Booking.longestSeconds) }

    /// Nobody waits for those that begin after; an hour more, because a host may open them early.
    func latestStart(at now: Date) -> Date { now.addingTimeInterval(60 * Double(earlyMinutes) + 3_600) }

    /// Meetings that ended before are over.
    func earliestEnd(at now: Date) -> Date { now.addingTimeInterval(-60 * Double(graceMinutes)) }
}

/// As much of a meeting as open pages hang on.
struct WatchedMeeting: Sendable, Equatable {
    let hostID: UserID
    let sequence: Int64
    /// How many wait now: whoever leaves writes nothing.
    let waiting: Int64
}

/// An entrance at which a page is open, by the link that held when it was opened.
struct OpenEntrance: Hashable, Sendable {
    let entrant: Entrant
    let booking: BookingID
    let generation: Int64
}

/// By which name and in which role somebody was invited.
struct InvitedRole: Sendable, Equatable {
    let name: String
    let role: ParticipantRole
}

extension WaitingPerson {
    init(row: any Row) throws {
        let text = try row.text(0)
        guard let entrant = Entrant(text) else { throw StorageError.badColumn(0, "holds “\(text)”") }
        let since = try row.date(2)
        self.init(
            entrant: entrant, typedName: try row.optionalText(1), since: since,
            seenAt: try row.optionalDate(3) ?? since, admittedAt: try row.optionalDate(4))
    }
}
