import Domain
import Foundation
import Storage

/// What the rail counts, read at once.
extension Transaction {
    /// What failed is counted for admins, who may do something about it: up to `most`.
    func railCounts(of reader: User, _ window: MeetingWindow, upTo most: Int) throws -> DeskCounts {
        let failed: SQL =
            reader.isAdmin
            ? """
            (\(Unsent.parked.mails(upTo: most))) + (\(Unsent.parked.webhookDeliveries(upTo: most)))
                + (\(FailedJob.count(upTo: most)))
            """
            : "0"
        let waiting = window.waiting(forMeetingsOf: reader.isAdmin ? nil : reader.id, at: now)
        let counts = try row("SELECT (\(failed)) AS failed, (\(waiting)) AS waiting") {
            DeskCounts(failed: Int(try $0.int(0)), waiting: Int(try $0.int(1)))
        }
        return counts ?? DeskCounts(failed: 0, waiting: 0)
    }
}
