import Domain
import Foundation
import Storage

/// All SQL of the tables `taken_cells`, the only thing that decides what is taken, `stretches`, which are written with
/// them and from which slots are read, `calendars` and `calendar_versions`.
extension Transaction {
    /// Takes every cell in ascending order, or throws `slot_taken`; the primary key (host_id, cell) is what forbids a
    /// double booking, whoever asks at the same moment.
    func takeCells(_ cells: Range<Int64>, of host: UserID, for booking: BookingID) throws {
        let rows = cells.map { "(\(host), \($0), \(booking))" as SQL }.joined(", ")
        let taken = try run(
            "INSERT INTO taken_cells (host_id, cell, booking_id) VALUES \(rows) ON CONFLICT DO NOTHING")
        guard taken == cells.count else { throw Problem(.slotTaken) }
        try run(
            """
            INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
            VALUES (\(host), \(cells.lowerBound), \(cells.upperBound), \(StretchOwner.booking), \(booking))
            """)
        try touchCalendar(of: host, shard: booking.rawValue % Self.versionShards)
    }

    /// Whether nobody owns any of the cells at this moment; only taking them is sure.
    func areFree(_ cells: Range<Int64>, of host: UserID) throws -> Bool {
        try !exists(
            """
            SELECT 1 FROM taken_cells WHERE host_id = \(host) AND cell >= \(cells.lowerBound)
            AND cell < \(cells.upperBound) LIMIT 1
            """)
    }

    func freeCells(_ cells: Range<Int64>, of host: UserID, for booking: BookingID) throws {
        try run(
            """
            DELETE FROM taken_cells WHERE host_id = \(host) AND cell >= \(cells.lowerBound)
            AND cell < \(cells.upperBound) AND booking_id = \(booking)
            """)
        try run(
            """
            DELETE FROM stretches WHERE host_id = \(host) AND first_cell = \(cells.lowerBound)
            AND end_cell = \(cells.upperBound) AND owner = \(StretchOwner.booking) AND owner_id = \(booking)
            """)
        try touchCalendar(of: host, shard: booking.rawValue % Self.versionShards)
    }

    /// The taken stretches of a host's calendar that touch `cells`, by their beginnings, read from an index alone; that
    /// of `own` is left out. Whether cells are still free only `takeCells` decides.
    func takenRanges(
        of host: UserID, touching cells: Range<Int64>, but own: BookingID? = nil
    ) throws -> [Range<Int64>] {
        let others = own.map { "AND NOT (owner = \(StretchOwner.booking) AND owner_id = \($0))" as SQL } ?? ""
        return try rows(
            """
            SELECT first_cell, end_cell FROM stretches
            WHERE host_id = \(host) AND first_cell < \(cells.upperBound)
                AND first_cell > \(cells.lowerBound - Self.longestStretch) AND end_cell > \(cells.lowerBound) \(others)
            ORDER BY first_cell
            """
        ) { try $0.int(0)..<$0.int(1) }
    }

    /// Notes that the host's calendar is no longer what was once read of it. Who changes it together with others names
    /// a shard of the version, so that they do not wait for each other at one row.
    func touchCalendar(of host: UserID, shard: Int64 = 0) throws {
        try run(
            """
            INSERT INTO calendar_versions (host_id, shard, version) VALUES (\(host), \(shard), 1)
            ON CONFLICT (host_id, shard) DO UPDATE SET version = calendar_versions.version + 1
            """)
    }

    /// A number of each host's calendar that grows with each change of it.
    func calendarVersions() throws -> [UserID: Int64] {
        let found = try rows(
            "SELECT host_id, CAST(SUM(version) AS BIGINT) FROM calendar_versions GROUP BY host_id"
        ) { (try $0.id(0) as UserID, try $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Keeps the zone in which hours were first meant, also where the host moves on.
    func keepCalendarZone(of host: UserID) throws {
        try run(
            """
            INSERT INTO calendars (host_id, time_zone) SELECT id, time_zone FROM users WHERE id = \(host)
            ON CONFLICT DO NOTHING
            """)
    }

    /// Sets the zone in which the host's hours are meant; their own zone as a reader is another matter.
    func setCalendarZone(of host: UserID, _ zone: String) throws {
        try run(
            """
            INSERT INTO calendars (host_id, time_zone) VALUES (\(host), \(zone))
            ON CONFLICT (host_id) DO UPDATE SET time_zone = \(zone)
            """)
        try touchCalendar(of: host)
    }

    /// The zone of the host's hours: the host's own until somebody has set one.
    func calendarZone(of host: User) throws -> String {
        try row("SELECT time_zone FROM calendars WHERE host_id = \(host.id)") { try $0.text(0) } ?? host.timeZone
    }

    /// The zones that people and calendars have, each once, in alphabetical order.
    func zoneNames() throws -> [String] {
        try rows(
            """
            SELECT time_zone FROM users WHERE deleted_at IS NULL UNION SELECT time_zone FROM calendars
            ORDER BY time_zone
            """
        ) { try $0.text(0) }
    }

    /// Into how many rows a calendar's version is divided: more than one server's writers at once.
    private static var versionShards: Int64 { 16 }

    /// Cells of the longest booking there can be: a day, and half a day of buffer on either side.
    static var longestStretch: Int64 { (1_440 + 2 * Cells.longestBuffer) / Int64(Cells.minutes) }
}
