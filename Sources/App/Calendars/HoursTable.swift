import Domain
import Foundation
import Storage

/// All SQL of the tables `working_hours` and `date_overrides`.
extension Transaction {
    /// The weekly hours, and the overrides between two dates, both included.
    func workingHours(of host: UserID, from first: LocalDate, to last: LocalDate) throws -> WorkingHours {
        WorkingHours(
            weekly: try weeklyHours(of: host),
            overrides: Dictionary(uniqueKeysWithValues: try overrides(of: host, from: first, to: last)))
    }

    func weeklyHours(of host: UserID) throws -> [Int: [HoursRange]] {
        let ranges = try rows(
            """
            SELECT weekday, from_minute, to_minute FROM working_hours WHERE host_id = \(host)
            ORDER BY weekday, from_minute
            """
        ) { row in
            (Int(try row.int(0)), HoursRange(fromMinute: Int(try row.int(1)), toMinute: Int(try row.int(2))))
        }
        return Dictionary(grouping: ranges) { $0.0 }.mapValues { $0.map(\.1) }
    }

    func setWeeklyHours(of host: UserID, _ weekly: [Int: [HoursRange]]) throws {
        try run("DELETE FROM working_hours WHERE host_id = \(host)")
        for (weekday, ranges) in weekly.sorted(by: { $0.key < $1.key }) {
            for range in ranges {
                try run(
                    """
                    INSERT INTO working_hours (host_id, weekday, from_minute, to_minute)
                    VALUES (\(host), \(weekday), \(range.fromMinute), \(range.toMinute))
                    """)
            }
        }
        try keepCalendarZone(of: host)
        try touchCalendar(of: host)
    }

    /// In order of their dates; an empty list of ranges is a day off.
    func overrides(
        of host: UserID, from first: LocalDate, to last: LocalDate
    ) throws -> [(LocalDate, [HoursRange])] {
        try rows(
            """
            SELECT date, intervals FROM date_overrides
            WHERE host_id = \(host) AND date >= \(first.description) AND date <= \(last.description) ORDER BY date
            """, Self.override)
    }

    /// Of a row that begins with the date and its intervals.
    static func override(_ row: any Row) throws -> (LocalDate, [HoursRange]) {
        let text = try row.text(0)
        guard let date = LocalDate(text) else { throw StoredTextError(table: "date_overrides", text: text) }
        return (date, try ranges(try row.text(1)))
    }

    /// Gives dates in a row the same hours, or none.
    func setOverrides(of host: UserID, on dates: ClosedRange<LocalDate>, _ ranges: [HoursRange]) throws {
        let intervals = ranges.map { "\($0.fromMinute)-\($0.toMinute)" }.joined(separator: ",")
        let numbers = dates.lowerBound.dayNumber...dates.upperBound.dayNumber
        let rows = numbers.map { "(\(host), \(LocalDate(dayNumber: $0).description), \(intervals))" as SQL }
        try run(
            """
            INSERT INTO date_overrides (host_id, date, intervals) VALUES \(rows.joined(", "))
            ON CONFLICT (host_id, date) DO UPDATE SET intervals = \(intervals)
            """)
        try keepCalendarZone(of: host)
        try touchCalendar(of: host)
    }

    func deleteOverride(of host: UserID, on date: LocalDate) throws -> Bool {
        let deleted = try run(
            "DELETE FROM date_overrides WHERE host_id = \(host) AND date = \(date.description)")
        if deleted == 1 { try touchCalendar(of: host) }
        return deleted == 1
    }

    /// Returns how many there were between two dates, both included.
    func deleteOverrides(of host: UserID, from first: LocalDate, to last: LocalDate) throws -> Int {
        let deleted = try run(
            """
            DELETE FROM date_overrides
            WHERE host_id = \(host) AND date >= \(first.description) AND date <= \(last.description)
            """)
        if deleted > 0 { try touchCalendar(of: host) }
        return deleted
    }

    /// Minutes of the day as `540-720,780-1020`.
    private static func ranges(_ intervals: String) throws -> [HoursRange] {
        try intervals.split(separator: ",").map { part in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2 else { throw StoredTextError(table: "date_overrides", text: intervals) }
            return HoursRange(fromMinute: ends[0], toMinute: ends[1])
        }
    }
}

/// A stored text that this program did not write: somebody changed the database by hand.
struct StoredTextError: Error {
    let table: String
    let text: String
}
