import Domain
import Foundation
import Storage

/// The time of many bookings at once: of the tables `taken_cells`, `stretches` and `calendar_versions`.
extension Transaction {
    /// Gives the cells that some bookings own, all of them within `range`, to another host. Returns the bookings whose
    /// time is not free there, if any: nothing of this transaction may be kept then.
    func giveTime(
        of bookings: [BookingID], within range: Range<Int64>, from old: UserID, to new: UserID
    ) throws -> [BookingID] {
        let ids: SQL = "\(list: bookings)"
        let theirs: SQL = """
            host_id = \(old) AND cell >= \(range.lowerBound) AND cell < \(range.upperBound) AND booking_id IN (\(ids))
            """
        // The primary key decides, as where one is booked: whatever somebody else takes meanwhile is missing here.
        let taken = try run(
            """
            INSERT INTO taken_cells (host_id, cell, booking_id)
            SELECT CAST(\(new) AS BIGINT), cell, booking_id FROM taken_cells WHERE \(theirs) ORDER BY cell
            ON CONFLICT DO NOTHING
            """)
        guard try run("DELETE FROM taken_cells WHERE \(theirs)") == taken else {
            let lacking = try withFewerCells(ids, within: range, from: old, to: new)
            return lacking.isEmpty ? bookings : lacking
        }
        try run(
            """
            UPDATE stretches SET host_id = \(new)
            WHERE host_id = \(old) AND first_cell >= \(range.lowerBound) AND first_cell < \(range.upperBound)
                AND owner = \(StretchOwner.booking) AND owner_id IN (\(ids))
            """)
        for host in [old, new] { try touchCalendar(of: host) }
        return []
    }

    /// Of these bookings those that did not get as many cells as their stretches have.
    private func withFewerCells(
        _ ids: SQL, within range: Range<Int64>, from old: UserID, to new: UserID
    ) throws -> [BookingID] {
        try rows(
            """
            SELECT owner_id FROM stretches
            WHERE host_id = \(old) AND first_cell >= \(range.lowerBound) AND first_cell < \(range.upperBound)
                AND owner = \(StretchOwner.booking) AND owner_id IN (\(ids)) AND end_cell - first_cell > (
                SELECT COUNT(*) FROM taken_cells
                WHERE host_id = \(new) AND cell >= first_cell AND cell < end_cell AND booking_id = owner_id)
            """
        ) { try $0.id(0) }
    }
}
