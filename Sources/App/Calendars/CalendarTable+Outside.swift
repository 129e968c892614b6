import Domain
import Foundation
import Storage

/// What of a host's time calendars elsewhere take: stretches without cells, because cells are what bookings own.
extension Transaction {
    /// The longest stretch of one, in cells: a day. What lasts longer has several.
    private static var longestOutside: Int64 { 288 }
    private static var rowsAtOnce: Int { 500 }

    /// Written out, so that the index of these alone serves: by that of all, bookings of one host that are made side by
    /// side would read what the others write, and PostgreSQL would run them again.
    private static var isElsewhere: SQL { "owner = 'outside_calendar'" }

    /// Whether a calendar elsewhere takes any of the cells.
    func isBusyElsewhere(_ cells: Range<Int64>, of host: UserID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM stretches
            WHERE host_id = \(host) AND first_cell < \(cells.upperBound)
                AND first_cell > \(cells.lowerBound - Self.longestStretch) AND end_cell > \(cells.lowerBound)
                AND \(Self.isElsewhere) LIMIT 1
            """)
    }

    /// Notes what a calendar elsewhere takes from `first` on: cells in ascending order that do not touch. Writes the
    /// difference alone, and the version of the host's calendar only where there is one. What was over before stays
    /// for the sweep.
    func takeElsewhere(
        _ taken: [Range<Int64>], from first: Int64, of host: UserID, by link: CalendarLinkID
    ) throws {
        let wanted = Set(taken.flatMap(Self.parts))
        let known = Set(
            try rows(
                """
                SELECT first_cell, end_cell FROM stretches
                WHERE host_id = \(host) AND end_cell > \(first) AND \(Self.isElsewhere)
                    AND owner_id = \(link)
                """
            ) { try $0.int(0)..<$0.int(1) })
        for gone in known.subtracting(wanted).inOrder.portions(of: Self.rowsAtOnce) {
            // None of one calendar begins where another of it does.
            try run(
                """
                DELETE FROM stretches
                WHERE host_id = \(host) AND \(Self.isElsewhere) AND owner_id = \(link)
                    AND first_cell IN (\(list: gone.map(\.lowerBound)))
                """)
        }
        for new in wanted.subtracting(known).inOrder.portions(of: Self.rowsAtOnce) {
            let rows = new.map {
                "(\(host), \($0.lowerBound), \($0.upperBound), \(StretchOwner.outsideCalendar), \(link))" as SQL
            }
            try run(
                """
                INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
                VALUES \(rows.joined(", "))
                """)
        }
        if known != wanted { try touchCalendar(of: host) }
    }

    /// What calendars elsewhere take of the cells, and which: one stretch of each, the earliest.
    func takenElsewhere(
        _ cells: Range<Int64>, of host: UserID
    ) throws -> [CalendarLinkID: Range<Int64>] {
        let taken = try rows(
            """
            SELECT owner_id, first_cell, end_cell FROM stretches
            WHERE host_id = \(host) AND first_cell < \(cells.upperBound)
                AND first_cell > \(cells.lowerBound - Self.longestStretch) AND end_cell > \(cells.lowerBound)
                AND \(Self.isElsewhere) ORDER BY first_cell
            """
        ) { (try $0.id(0) as CalendarLinkID, try $0.int(1)..<$0.int(2)) }
        return Dictionary(taken) { first, _ in first }
    }

    /// What a calendar elsewhere takes from now on, in ascending order, where days follow each other as one.
    func takenElsewhere(of host: UserID, by link: CalendarLinkID) throws -> [Range<Int64>] {
        let present = Int64(now.timeIntervalSince1970) / Int64(Cells.seconds)
        return try rows(
            """
            SELECT first_cell, end_cell FROM stretches
            WHERE host_id = \(host) AND end_cell > \(present) AND \(Self.isElsewhere) AND owner_id = \(link)
            ORDER BY first_cell
            """
        ) { try $0.int(0)..<$0.int(1) }.joinedWhereTheyTouch
    }

    /// How many stretches a calendar elsewhere takes from now on.
    func countElsewhere(of host: UserID, by link: CalendarLinkID) throws -> Int {
        let present = Int64(now.timeIntervalSince1970) / Int64(Cells.seconds)
        return try count(
            """
            SELECT COUNT(*) FROM stretches
            WHERE host_id = \(host) AND end_cell > \(present) AND \(Self.isElsewhere)
                AND owner_id = \(link)
            """)
    }

    /// A calendar takes nothing any more.
    func freeElsewhere(of host: UserID, by link: CalendarLinkID) throws {
        try run(
            """
            DELETE FROM stretches
            WHERE host_id = \(host) AND \(Self.isElsewhere) AND owner_id = \(link)
            """)
        try touchCalendar(of: host)
    }

    private static func parts(of taken: Range<Int64>) -> [Range<Int64>] {
        stride(from: taken.lowerBound, to: taken.upperBound, by: Int(longestOutside)).map {
            $0..<min($0 + longestOutside, taken.upperBound)
        }
    }
}

extension [Range<Int64>] {
    /// Of stretches in ascending order, those made one that share a cell or follow each other at once.
    var joinedWhereTheyTouch: [Range<Int64>] {
        reduce(into: []) { joined, next in
            guard let last = joined.last, next.lowerBound <= last.upperBound else { return joined.append(next) }
            joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, next.upperBound)
        }
    }
}

extension Set<Range<Int64>> {
    fileprivate var inOrder: [Range<Int64>] { sorted { $0.lowerBound < $1.lowerBound } }
}
