import Domain
import Foundation
import Storage

/// A job that failed, or that something hinders, and that waits for another try.
struct FailedJob: Sendable {
    let id: JobID
    let kind: Job.Kind
    /// As `Job.subjectID`.
    let subjectID: Int64
    /// Tries in a row that failed.
    let failures: Int64
    let error: String
    let createdAt: Date
    let dueAt: Date
}

/// The SQL of jobs that failed (`jobs`). Those of mails and webhooks are left out: what became of them is in tables
/// of their own.
extension Transaction {
    /// Newest first.
    func failedJobs(_ part: ListPart) throws -> Listing<FailedJob> {
        try Listing.read(
            part,
            find: { part in
                let follows: SQL = part.after.map { " AND id < \($0.numbers[0])" } ?? ""
                return try rows(
                    """
                    SELECT \(FailedJob.columns) FROM jobs WHERE \(FailedJob.areShown)\(follows)
                    ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
                    """, FailedJob.init(row:))
            }, place: { ListPlace($0.id.rawValue) }, count: failedJobCount)
    }

    /// Counted up to a number.
    func failedJobCount(upTo most: Int) throws -> Int {
        try count(FailedJob.count(upTo: most))
    }

    func failedJob(_ id: JobID) throws -> FailedJob? {
        try row(
            "SELECT \(FailedJob.columns) FROM jobs WHERE id = \(id) AND \(FailedJob.areShown)", FailedJob.init(row:))
    }

    /// Makes jobs due now that failed and wait, of a kind where one is named, and returns how many.
    func retryFailedJobs(_ kind: Job.Kind?, only id: JobID? = nil) throws -> Int {
        let conditions: [SQL] =
            [FailedJob.areShown, "due_at > \(now)", Job.isFree(at: now)]
            + [kind.map { "kind = \($0)" as SQL }, id.map { "id = \($0)" as SQL }].compactMap(\.self)
        return try run("UPDATE jobs SET due_at = \(now) \(SQL.only(conditions))")
    }

    /// False where it is in hand, or is no more.
    func deleteFailedJob(_ id: JobID) throws -> Bool {
        try run("DELETE FROM jobs WHERE id = \(id) AND \(FailedJob.areShown) AND \(Job.isFree(at: now))") == 1
    }

    /// Makes jobs due now that wait, whether they failed or not, and returns how many.
    func hastenJobs<Subject>(_ kind: Job.Kind, subjects: [ID<Subject>]) throws -> Int {
        guard !subjects.isEmpty else { return 0 }
        return try run(
            """
            UPDATE jobs SET due_at = \(now)
            WHERE kind = \(kind) AND subject_id IN (\(list: subjects))
                AND due_at > \(now) AND \(Job.isFree(at: now))
            """)
    }

    /// What these jobs stood for is given up.
    func deleteJobs<Subject>(_ kind: Job.Kind, subjects: [ID<Subject>]) throws {
        guard !subjects.isEmpty else { return }
        try run("DELETE FROM jobs WHERE kind = \(kind) AND subject_id IN (\(list: subjects))")
    }
}

extension FailedJob {
    /// How many there are, counted up to a number; a question that stands within others too.
    static func count(upTo most: Int) -> SQL {
        "SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE \(areShown) LIMIT \(most)) AS counted"
    }

    fileprivate static let columns: SQL = "id, kind, subject_id, failures, error, created_at, due_at"
    fileprivate static let areShown: SQL =
        "error IS NOT NULL AND kind NOT IN (\(Job.Kind.mail), \(Job.Kind.webhook))"

    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.id(0), kind: try row.value(1, as: Job.Kind.self), subjectID: try row.int(2),
            failures: try row.int(3), error: try row.text(4), createdAt: try row.date(5), dueAt: try row.date(6))
    }
}
