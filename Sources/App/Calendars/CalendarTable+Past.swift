import Domain
import Foundation
import Storage

/// What of a calendar has served its time.
extension Transaction {
    /// Forgets `limit` rows at most of what was taken and was over before an instant: cells and stretches. Nobody books
    /// the past, so that nobody misses them. Returns how many it deleted.
    func deleteTakenTime(before instant: Date, limit: Int) throws -> Int {
        let cell = Int64(instant.timeIntervalSince1970) / Int64(Cells.seconds)
        // Host by host, each from the beginning of an index: what is past of all hosts stands in no order.
        let hosts = try rows("SELECT DISTINCT host_id FROM calendar_versions ORDER BY host_id") {
            try $0.id(0) as UserID
        }
        var left = limit
        for host in hosts where left > 0 {
            left -= try deleteCells(of: host, before: cell, limit: left)
            left -= try deleteStretches(of: host, before: cell, limit: left)
        }
        return limit - left
    }

    private func deleteCells(of host: UserID, before cell: Int64, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM taken_cells WHERE host_id = \(host) AND cell IN (
                SELECT cell FROM taken_cells WHERE host_id = \(host) AND cell < \(cell) LIMIT \(limit))
            """)
    }

    private func deleteStretches(of host: UserID, before cell: Int64, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM stretches
            WHERE host_id = \(host) AND (first_cell, end_cell, owner, owner_id) IN (
                SELECT first_cell, end_cell, owner, owner_id FROM stretches
                WHERE host_id = \(host) AND first_cell < \(cell) AND end_cell <= \(cell)
                LIMIT \(limit))
            """)
    }
}
