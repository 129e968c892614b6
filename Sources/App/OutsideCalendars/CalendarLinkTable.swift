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
            "SELECT \(CalendarLink.columns) FROM calendar_links WHERE host_id = \(host) ORDER BY id",
            CalendarLink.init(row:))
    }

    /// An id for a calendar that this write is going to add.
    func nextCalendarLinkID() throws -> CalendarLinkID { try insert("SELECT \(SQL.nextID(of: "calendar_links"))") }

    func addCalendarLink(_ link: CalendarLink, keyName: String) throws {
        try run(
            """
            INSERT INTO calendar_links (id, host_id, kind, name, sealed_url, key_name, time_zone, blocks,
                tentative_blocks, unanswered_blocks, all_busy, own_addresses, created_at)
            VALUES (\(link.id), \(link.hostID), 'feed', \(link.name), \(link.sealedURL), \(keyName),
                \(link.rules.timeZone), \(link.rules.blocks), \(link.rules.tentativeBlocks),
                \(link.rules.unansweredBlocks), \(link.rules.allBusy), \(link.rules.storedAddresses),
                \(link.createdAt))
            """)
        try addCalendarReading(of: link.id)
    }

    /// Its address has a function of its own, because it is sealed.
    func changeCalendarLink(_ link: CalendarLink) throws {
        try run(
            """
            UPDATE calendar_links
            SET name = \(link.name), time_zone = \(link.rules.timeZone), blocks = \(link.rules.blocks),
                tentative_blocks = \(link.rules.tentativeBlocks),
                unanswered_blocks = \(link.rules.unansweredBlocks), all_busy = \(link.rules.allBusy),
                own_addresses = \(link.rules.storedAddresses)
            WHERE id = \(link.id)
            """)
    }

    func deleteCalendarLink(_ id: CalendarLinkID) throws {
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

    /// Notes another address of a calendar, or the same under another key; nothing where it has become another one
    /// meanwhile.
    func seal(_ link: CalendarLink, as sealedURL: String, keyName: String) throws {
        try run(
            """
            UPDATE calendar_links SET sealed_url = \(sealedURL), key_name = \(keyName)
            WHERE id = \(link.id) AND sealed_url = \(link.sealedURL)
            """)
    }
}

extension CalendarLink {
    fileprivate static let columns: SQL = """
        id, host_id, name, sealed_url, time_zone, blocks, tentative_blocks, unanswered_blocks, all_busy, created_at,
        own_addresses
        """

    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.id(0), hostID: try row.id(1), name: try row.text(2), sealedURL: try row.text(3),
            rules: CalendarRules(
                timeZone: try row.optionalText(4), blocks: try row.flag(5), tentativeBlocks: try row.flag(6),
                unansweredBlocks: try row.flag(7), allBusy: try row.flag(8),
                ownAddresses: try row.text(10).split(separator: "\n").map(String.init)),
            createdAt: try row.date(9))
    }
}

extension CalendarRules {
    /// A line each: no address has more than one.
    fileprivate var storedAddresses: String { ownAddresses.joined(separator: "\n") }
}
