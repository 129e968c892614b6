import Domain
import Foundation
import Storage

extension Transaction {
    /// The hours of several hosts, and their overrides between two dates, both included, read at once; who has neither
    /// is left out.
    func workingHours(
        of hosts: [User], from first: LocalDate, to last: LocalDate
    ) throws -> [UserID: WorkingHours] {
        var hours: [UserID: WorkingHours] = [:]
        let weekly = try rows(
            """
            SELECT host_id, weekday, from_minute, to_minute FROM working_hours
            WHERE host_id IN (\(list: hosts.map(\.id))) ORDER BY host_id, weekday, from_minute
            """
        ) { row in
            let range = HoursRange(fromMinute: Int(try row.int(2)), toMinute: Int(try row.int(3)))
            return (host: try row.id(0) as UserID, weekday: Int(try row.int(1)), range: range)
        }
        for row in weekly {
            hours[row.host, default: WorkingHours(weekly: [:])].weekly[row.weekday, default: []].append(row.range)
        }
        let overrides = try rows(
            """
            SELECT date, intervals, host_id FROM date_overrides
            WHERE host_id IN (\(list: hosts.map(\.id))) AND date >= \(first.description) AND date <= \(last.description)
            """
        ) { row in (host: try row.id(2) as UserID, override: try Self.override(row)) }
        for row in overrides {
            hours[row.host, default: WorkingHours(weekly: [:])].overrides[row.override.0] = row.override.1
        }
        return hours
    }
}
