import Foundation
import Storage

/// All SQL of the table `jobs`.
extension Transaction {
    func addJob(_ job: NewJob, now: Date) throws {
        try addJobs([job], now: now)
    }

    func addJobs(_ jobs: [NewJob], now: Date) throws {
        let rows = jobs.map { "(\($0.kind), \($0.subjectID), \($0.detail), \($0.dueAt), 0, 0, \(now))" as SQL }
        try run(
            """
            INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at)
            VALUES \(rows.joined(", "))
            """)
    }

    /// Whether any job of the kind could be claimed: asked first, because a write transaction costs a commit. In the
    /// order of the claims, or PostgreSQL would settle on reading the whole table, in which something should be due.
    func hasDueJob(_ kind: Job.Kind, now: Date) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM jobs WHERE kind = \(kind) AND due_at <= \(now) AND \(Job.isFree(at: now))
            ORDER BY due_at, id LIMIT 1
            """)
    }

    /// Claims the jobs whose turn it is, the longest due first; the lease ends by itself where a server dies.
    func claimJobs(_ kind: Job.Kind, leaseSeconds: Int, now: Date) throws -> [Job] {
        let until = now.addingTimeInterval(Double(leaseSeconds))
        return try rows(
            """
            UPDATE jobs SET leased_until = \(until), attempt = attempt + 1
            WHERE id IN (
                SELECT id FROM jobs WHERE kind = \(kind) AND due_at <= \(now) AND \(Job.isFree(at: now))
                ORDER BY due_at, id LIMIT \(kind.widthInSQL))
            -- Once more: under READ COMMITTED two servers may have found the same jobs; the second sees them leased.
            AND \(Job.isFree(at: now))
            RETURNING id, kind, subject_id, detail, attempt
            """
        ) { row in
            Job(
                id: try row.int(0), kind: try row.value(1, as: Job.Kind.self), subjectID: try row.int(2),
                detail: try row.text(3), attempt: try row.int(4))
        }
    }

    /// False where the lease was lost: another server has it now.
    func renewLease(_ job: Job, until: Date) throws -> Bool {
        try run("UPDATE jobs SET leased_until = \(until) WHERE id = \(job.id) AND attempt = \(job.attempt)") == 1
    }

    /// False where another attempt holds the job: its outcome counts, not ours.
    func finishJob(_ job: Job) throws -> Bool {
        try run("DELETE FROM jobs WHERE id = \(job.id) AND attempt = \(job.attempt)") == 1
    }

    func postponeJob(_ job: Job, until due: Date) throws -> Bool {
        try run(
            "UPDATE jobs SET due_at = \(due), leased_until = 0 WHERE id = \(job.id) AND attempt = \(job.attempt)") == 1
    }

    /// The sole owner of a database frees at its start what a killed server had claimed.
    func freeAllLeases() throws {
        try run("UPDATE jobs SET leased_until = 0 WHERE leased_until > 0")
    }

    /// Makes jobs due that a clock which was ahead has put off for longer than their kind ever waits.
    func boundJobs(now: Date) throws {
        for kind in Job.Kind.allCases {
            guard let longest = kind.longestAheadSeconds else { continue }
            let end = now.addingTimeInterval(longest + ClockSkew.mostSeconds)
            try run("UPDATE jobs SET due_at = \(now) WHERE kind = \(kind) AND due_at > \(end)")
        }
    }

    func hasJob(_ kind: Job.Kind) throws -> Bool {
        try exists("SELECT 1 FROM jobs WHERE kind = \(kind) ORDER BY due_at LIMIT 1")
    }

    /// Jobs of these kinds that were due before `instant` and that nobody has in hand, for health and metrics.
    func overdueJobCount(_ kinds: [Job.Kind], since instant: Date, now: Date) throws -> Int {
        try count(Job.overdue(kinds, since: instant, now: now))
    }
}

extension Transaction {
    /// Jobs about the same subject that are due too. The plus keeps SQLite from reading all that is due: after a
    /// downtime each of thousands of reminders would read them all.
    func dueJobCount(_ kind: Job.Kind, subject: Int64, detail: String, now: Date) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM jobs
            WHERE kind = \(kind) AND subject_id = \(subject) AND +due_at <= \(now) AND detail = \(detail)
            """)
    }
}

extension Job.Kind {
    /// The width as it stands in a statement, not bound: a plan that PostgreSQL keeps for any values would expect a
    /// tenth of all jobs, and read the table whole.
    fileprivate var widthInSQL: SQL {
        switch width {
        case 1: "1"
        case 2: "2"
        case 4: "4"
        default: preconditionFailure("a width without its text: \(width)")
        }
    }
}

extension Job {
    /// Counts by the index `jobs_by_turn`: everybody may ask for the health, and the table holds every future reminder.
    package static func overdue(_ kinds: [Kind], since instant: Date, now: Date) -> SQL {
        """
        SELECT COUNT(*) FROM jobs
        WHERE kind IN (\(kinds.map { "\($0)" as SQL }.joined(", "))) AND due_at < \(instant)
            AND \(isFree(at: now))
        """
    }

    /// Whether nobody has it in hand: its lease has run out, or was made by a clock that was ahead.
    fileprivate static func isFree(at now: Date) -> SQL {
        let longest = now.addingTimeInterval(Double(Worker.leaseSeconds) + ClockSkew.mostSeconds)
        return "(leased_until <= \(now) OR leased_until > \(longest))"
    }
}
