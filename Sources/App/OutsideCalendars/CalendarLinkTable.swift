import Domain
import Foundation
import Storage

/// All SQL of the table `calendar_links`.
extension Transaction {
    func calendarLink(_ id: CalendarLinkID) throws -> CalendarLink? {
        try row("SELECT \(CalendarLink.columns) FROM calendar_links WHERE id = \(id)", CalendarLink.init(row:))
    }

    /// A host's, the oldest first; there are few.
    func calendarLinks(of host: UserID) throws -> [CalendarLink] {
        try rows(
            """
            SELECT \(CalendarLink.columns) FROM calendar_links WHERE host_id = \(host) AND removed_at IS NULL
            ORDER BY id
            """, CalendarLink.init(row:))
    }

    /// With those that are unlinked already, and wait for ours to be taken away.
    func everyCalendarLink(of host: UserID) throws -> [CalendarLink] {
        try rows(
            "SELECT \(CalendarLink.columns) FROM calendar_links WHERE host_id = \(host) ORDER BY id",
            CalendarLink.init(row:))
    }

    /// The one into which a host's bookings are written.
    func writingCalendar(of host: UserID) throws -> CalendarLink? {
        try row(
            "SELECT \(CalendarLink.columns) FROM calendar_links WHERE host_id = \(host) AND writes = 1",
            CalendarLink.init(row:))
    }

    /// Unlinks a calendar that is to be kept until ours is out of it.
    func noteRemoval(of id: CalendarLinkID) throws {
        try run("UPDATE calendar_links SET removed_at = \(now), writes = 0, blocks = 0 WHERE id = \(id)")
    }

    /// An id for a calendar that this write is going to add.
    func nextCalendarLinkID() throws -> CalendarLinkID { try insert("SELECT \(SQL.nextID(of: "calendar_links"))") }

    func addCalendarLink(_ link: CalendarLink, keyName: String) throws {
        try run(
            """
            INSERT INTO calendar_links (id, host_id, kind, name, sealed_url, sealed_user, sealed_password, key_name,
                time_zone, blocks, tentative_blocks, unanswered_blocks, all_busy, own_addresses, writes, titles,
                created_at)
            VALUES (\(link.id), \(link.hostID), \(link.kind), \(link.name), \(link.access.url), \(link.access.user),
                \(link.access.password), \(keyName), \(link.rules.timeZone), \(link.rules.blocks),
                \(link.rules.tentativeBlocks), \(link.rules.unansweredBlocks), \(link.rules.allBusy),
                \(link.rules.storedAddresses), \(link.writing.isOn), \(link.writing.titles), \(link.createdAt))
            """)
        try addCalendarReading(of: link.id)
    }

    /// How it is reached has a function of its own, because that is sealed.
    func changeCalendarLink(_ link: CalendarLink) throws {
        try run(
            """
            UPDATE calendar_links
            SET name = \(link.name), time_zone = \(link.rules.timeZone), blocks = \(link.rules.blocks),
                tentative_blocks = \(link.rules.tentativeBlocks),
                unanswered_blocks = \(link.rules.unansweredBlocks), all_busy = \(link.rules.allBusy),
                own_addresses = \(link.rules.storedAddresses), writes = \(link.writing.isOn),
                titles = \(link.writing.titles)
            WHERE id = \(link.id)
            """)
    }

    func deleteCalendarLink(_ id: CalendarLinkID) throws {
        try forgetWrittenEvents(in: id)
        try run("DELETE FROM calendar_states WHERE link_id = \(id)")
        try run("DELETE FROM calendar_links WHERE id = \(id)")
    }

    /// Those whose addresses are sealed under another key, in order of their ids.
    func calendarLinks(after id: CalendarLinkID, notUnder keyName: String, limit: Int) throws -> [CalendarLink] {
        try rows(
            """
            SELECT \(CalendarLink.columns) FROM calendar_links WHERE id > \(id) AND key_name <> \(keyName)
            ORDER BY id LIMIT \(limit)
            """, CalendarLink.init(row:))
    }

    /// Notes another way to a calendar, or the same under another key; nothing where it has become another one
    /// meanwhile.
    func seal(_ link: CalendarLink, as access: SealedAccess, keyName: String) throws {
        try run(
            """
            UPDATE calendar_links SET sealed_url = \(access.url), sealed_user = \(access.user),
                sealed_password = \(access.password), key_name = \(keyName)
            WHERE id = \(link.id) AND sealed_url = \(link.access.url)
            """)
    }
}

extension CalendarLink {
    fileprivate static let columns: SQL = """
        id, host_id, kind, name, sealed_url, sealed_user, sealed_password, time_zone, blocks, tentative_blocks,
        unanswered_blocks, all_busy, writes, titles, created_at, own_addresses, removed_at
        """

    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.id(0), hostID: try row.id(1), kind: try row.value(2, as: CalendarLink.Kind.self),
            name: try row.text(3),
            access: SealedAccess(
                url: try row.text(4), user: try row.optionalText(5), password: try row.optionalText(6)),
            rules: CalendarRules(
                timeZone: try row.optionalText(7), blocks: try row.flag(8), tentativeBlocks: try row.flag(9),
                unansweredBlocks: try row.flag(10), allBusy: try row.flag(11),
                ownAddresses: try row.text(15).split(separator: "\n").map(String.init)),
            writing: CalendarWriting(
                isOn: try row.flag(12), titles: try row.value(13, as: CalendarWriting.Titles.self)),
            createdAt: try row.date(14), removedAt: try row.optionalDate(16))
    }
}

extension CalendarRules {
    /// A line each: no address has more than one.
    fileprivate var storedAddresses: String { ownAddresses.joined(separator: "\n") }
}
