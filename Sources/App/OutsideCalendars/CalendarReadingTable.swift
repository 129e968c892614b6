import Domain
import Foundation
import Storage

/// All SQL of the table `calendar_states`.
extension Transaction {
    func calendarReading(of link: CalendarLinkID) throws -> CalendarReading? {
        try row(
            """
            SELECT version, etag, last_modified, ctag, sync_token, body_hash, rules_hash, read_until, looked_at,
                read_at, failures, problem, problem_since, events, unread_events, told_at
            FROM calendar_states WHERE link_id = \(link)
            """, CalendarReading.init(row:))
    }

    func addCalendarReading(of link: CalendarLinkID) throws {
        try run(
            """
            INSERT INTO calendar_states (link_id, version, failures, events, unread_events)
            VALUES (\(link), 0, 0, 0, 0)
            """)
    }

    /// Forgets what was read: the calendar, or how it is to be read, is another one.
    func forgetCalendarReading(of link: CalendarLinkID) throws {
        try run(
            """
            UPDATE calendar_states SET version = version + 1, etag = NULL, last_modified = NULL, ctag = NULL,
                sync_token = NULL, body_hash = NULL, rules_hash = NULL, read_until = NULL, looked_at = NULL,
                failures = 0, problem = NULL, problem_since = NULL, told_at = NULL, events = 0,
                unread_events = 0
            WHERE link_id = \(link)
            """)
    }

    /// Notes that a calendar is as it was read, though perhaps by other tags. False where something was written down of
    /// it meanwhile.
    func noteUnchanged(_ link: CalendarLinkID, version: Int64, _ tags: CalendarTags) throws -> Bool {
        try run(
            """
            UPDATE calendar_states SET version = version + 1, \(Self.set(tags)), looked_at = \(now), read_at = \(now),
                failures = 0, problem = NULL, problem_since = NULL, told_at = NULL
            WHERE link_id = \(link) AND version = \(version)
            """) == 1
    }

    /// Notes what a calendar was read as. False as above.
    func noteRead(_ link: CalendarLinkID, version: Int64, _ read: ReadFeed) throws -> Bool {
        try run(
            """
            UPDATE calendar_states SET version = version + 1, \(Self.set(read.tags)), body_hash = \(read.bodyHash),
                rules_hash = \(read.rulesHash), read_until = \(read.until), looked_at = \(now), read_at = \(now),
                failures = 0, problem = NULL, problem_since = NULL, told_at = NULL, events = \(read.events),
                unread_events = \(read.unreadEvents)
            WHERE link_id = \(link) AND version = \(version)
            """) == 1
    }

    private static func set(_ tags: CalendarTags) -> SQL {
        """
        etag = \(tags.etag), last_modified = \(tags.lastModified), ctag = \(tags.ctag), sync_token = \(tags.syncToken)
        """
    }

    /// Counts a failure. What was read before stays. False as above.
    func noteFailure(_ link: CalendarLinkID, version: Int64, _ trouble: CalendarTrouble) throws -> Bool {
        try run(
            """
            UPDATE calendar_states SET version = version + 1, looked_at = \(now), failures = failures + 1,
                problem = \(trouble.rawValue), problem_since = COALESCE(problem_since, \(now))
            WHERE link_id = \(link) AND version = \(version)
            """) == 1
    }

    /// Notes that its host was told of what is wrong.
    func noteTold(of link: CalendarLinkID) throws {
        try run("UPDATE calendar_states SET told_at = \(now) WHERE link_id = \(link)")
    }

    /// Notes a look that brought nothing, and is no failure: nobody is to look again at once.
    func noteLook(_ link: CalendarLinkID) throws {
        try run("UPDATE calendar_states SET looked_at = \(now) WHERE link_id = \(link)")
    }

    private func calendarsToLookAt(ofHosts hosts: SQL, since instant: Date) throws -> [CalendarLinkID] {
        try rows(
            """
            SELECT calendar_links.id FROM calendar_links
            JOIN calendar_states ON calendar_states.link_id = calendar_links.id
            WHERE calendar_links.host_id IN (\(hosts)) AND calendar_links.blocks = 1 AND calendar_states.failures = 0
                AND calendar_states.looked_at < \(instant)
            """
        ) { try $0.id(0) }
    }

    /// Calendars that could not be read the last time, the oldest first.
    func failingCalendars(most: Int) throws -> [CalendarLinkID] {
        try rows("SELECT link_id FROM calendar_states WHERE failures > 0 ORDER BY link_id LIMIT \(most)") {
            try $0.id(0)
        }
    }

    /// Which of a host's calendars somebody should look at before the host's time is taken: those that block, do not
    /// fail, and were not looked at since `instant`.
    func calendarsToLookAt(of host: UserID, since instant: Date) throws -> [CalendarLinkID] {
        try calendarsToLookAt(ofHosts: "\(host)", since: instant)
    }

    /// The same of whoever offers a service.
    func calendarsToLookAt(forService id: ServiceID, since instant: Date) throws -> [CalendarLinkID] {
        try calendarsToLookAt(ofHosts: "SELECT host_id FROM offerings WHERE service_id = \(id)", since: instant)
    }
}

extension CalendarReading {
    fileprivate init(row: any Row) throws {
        self.init(
            version: try row.int(0),
            tags: CalendarTags(
                etag: try row.optionalText(1), lastModified: try row.optionalText(2), ctag: try row.optionalText(3),
                syncToken: try row.optionalText(4)),
            bodyHash: try row.optionalText(5), rulesHash: try row.optionalText(6), readUntil: try row.optionalDate(7),
            lookedAt: try row.optionalDate(8), readAt: try row.optionalDate(9), failures: Int(try row.int(10)),
            trouble: try row.optionalText(11).map { CalendarTrouble(rawValue: $0) ?? .failing },
            troubleSince: try row.optionalDate(12), toldAt: try row.optionalDate(15), events: Int(try row.int(13)),
            unreadEvents: Int(try row.int(14)))
    }
}
