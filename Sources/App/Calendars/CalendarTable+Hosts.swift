import Domain
import Foundation
import Storage

/// What is read of several hosts' calendars at once.
extension Transaction {
    /// What is taken of each host's calendar where `cells` are, by its beginning; who has nothing taken is left out.
    func takenRanges(of hosts: [User], touching cells: Range<Int64>) throws -> [UserID: [Range<Int64>]] {
        let found = try rows(
            """
            SELECT host_id, first_cell, end_cell FROM stretches
            WHERE host_id IN (\(list: hosts.map(\.id))) AND first_cell < \(cells.upperBound)
                AND first_cell > \(cells.lowerBound - Self.longestStretch) AND end_cell > \(cells.lowerBound)
            ORDER BY host_id, first_cell
            """
        ) { row in (host: try row.id(0) as UserID, cells: try row.int(1)..<row.int(2)) }
        return Dictionary(grouping: found, by: \.host).mapValues { $0.map(\.cells) }
    }

    /// The zones of all these hosts' hours, as `calendarZone` has one.
    func calendarZones(of hosts: [User]) throws -> [UserID: String] {
        let set = try rows("SELECT host_id, time_zone FROM calendars WHERE host_id IN (\(list: hosts.map(\.id)))") {
            row in
            (try row.id(0) as UserID, try row.text(1))
        }
        return Dictionary(uniqueKeysWithValues: hosts.map { ($0.id, $0.timeZone) }).merging(set) { $1 }
    }
}
