import App
import Foundation
import Storage

extension Practice {
    /// A job that failed and waits for a day.
    func addFailedJob(_ kind: String, _ error: String, subject: Int64 = 1) async throws {
        let (now, due) = (clock.now, clock.now.addingTimeInterval(86_400))
        try await run(
            """
            INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at, failures, error)
            VALUES (\(kind), \(subject), '', \(due), 3, 0, \(now), 3, \(error))
            """)
    }
}
