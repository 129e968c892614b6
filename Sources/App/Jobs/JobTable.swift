import Domain
import Foundation
import Storage

/// All SQL of the table `jobs`.
extension Transaction {
    func addJob(_ job: NewJob) throws {
        try addJobs([job])
    }

    func addJobs(_ jobs: [NewJob]) throws {
        let rows = jobs.map {
            "(\($0.kind), \($0.queue), \($0.subjectID), \($0.detail), \($0.dueAt), 0, 0, \(now))" as SQL
        }
        try run(
            """
            INSERT INTO jobs (kind, queue, subject_id, detail, due_at, attempt, leased_until, created_at)
            VALUES \(rows.joined(", "))
            """)
    }

    /// The queues of a kind in which a job could be claimed, those that go first before the others: asked first,
    /// because a write transaction costs a commit. Goes from queue to queue, and looks at the first job of each.
    func dueQueues(_ kind: Job.Kind) throws -> [Int64] {
        try rows(
            """
            WITH RECURSIVE queues (queue) AS (
                SELECT MIN(queue) FROM jobs WHERE kind = \(kind)
                UNION ALL
                SELECT (SELECT MIN(queue) FROM jobs WHERE kind = \(kind) AND queue > queues.queue)
                FROM queues WHERE queues.queue IS NOT NULL
            )
            SELECT queue FROM queues
            -- In the order of the claims, or PostgreSQL would settle on reading all that is due of a kind.
            WHERE (
                SELECT 1 FROM jobs
                WHERE kind = \(kind) AND jobs.queue = queues.queue AND due_at <= \(now) AND \(Job.isFree(at: now))
                ORDER BY due_at, id LIMIT 1
            ) = 1
            """
        ) { try $0.int(0) }.sorted()
    }

    /// Claims up to `most` jobs of a queue, the longest due first; the lease ends by itself where a server dies.
    func claimJobs(_ kind: Job.Kind, queue: Int64, most: Int, leaseSeconds: Int) throws -> [Job] {
        var jobs: [Job] = []
        var misses = 0
        // Another server may take the job that was just found: then there is a next one.
        while jobs.count < most, misses <= Self.mostMisses {
            if let job = try claimJob(kind, queue: queue, leaseSeconds: leaseSeconds) {
                jobs.append(job)
            } else if try dueQueues(kind).contains(queue) {
                misses += 1
            } else {
                break
            }
        }
        return jobs
    }

    private static var mostMisses: Int { 4 }

    private func claimJob(_ kind: Job.Kind, queue: Int64, leaseSeconds: Int) throws -> Job? {
        let until = now.addingTimeInterval(Double(leaseSeconds))
        return try row(
            """
            UPDATE jobs SET leased_until = \(until), attempt = attempt + 1
            WHERE id = (
                SELECT id FROM jobs
                WHERE kind = \(kind) AND queue = \(queue) AND due_at <= \(now) AND \(Job.isFree(at: now))
                ORDER BY due_at, id LIMIT 1)
            -- Once more: under READ COMMITTED two servers may have found the same job; the second sees it leased.
            AND \(Job.isFree(at: now))
            RETURNING id, kind, queue, subject_id, detail, attempt, failures
            """
        ) { row in
            Job(
                id: try row.int(0), kind: try row.value(1, as: Job.Kind.self), queue: try row.int(2),
                subjectID: try row.int(3), detail: try row.text(4), attempt: try row.int(5), failures: try row.int(6))
        }
    }

    /// False where the lease was lost, because another server has the job now, or was given back with the end of it.
    func renewLease(_ job: Job, until: Date) throws -> Bool {
        try run(
            """
            UPDATE jobs SET leased_until = \(until)
            WHERE id = \(job.id) AND attempt = \(job.attempt) AND leased_until > 0
            """) == 1
    }

    /// False where another attempt holds the job: its outcome counts, not ours.
    func finishJob(_ job: Job) throws -> Bool {
        try run("DELETE FROM jobs WHERE id = \(job.id) AND attempt = \(job.attempt)") == 1
    }

    /// As a matter of course, with no failure behind it, or after so many in a row, of which `error` is the last one's.
    func postponeJob(_ job: Job, until due: Date, failures: Int64 = 0, error: String? = nil) throws -> Bool {
        try run(
            """
            UPDATE jobs SET due_at = \(due), leased_until = 0, failures = \(failures), unwritten = 0, error = \(error)
            WHERE id = \(job.id) AND attempt = \(job.attempt)
            """) == 1
    }

    /// Puts off once more what was put off in this transaction, and leaves all else as it was written meanwhile.
    func putOff(_ job: Job, until due: Date) throws {
        try run("UPDATE jobs SET due_at = \(due) WHERE id = \(job.id) AND attempt = \(job.attempt)")
    }

    /// Notes why a job waits that has not failed itself.
    func noteHindrance<Subject>(_ error: String, of kind: Job.Kind, subject: ID<Subject>) throws {
        try run("UPDATE jobs SET error = \(error) WHERE subject_id = \(subject) AND kind = \(kind)")
    }

    /// Notes that the end of an attempt could not be written.
    func noteUnwritten(_ job: Job, until due: Date) throws -> Bool {
        try run(
            """
            UPDATE jobs SET due_at = \(due), leased_until = 0, failures = failures + 1, unwritten = unwritten + 1,
                error = COALESCE(error, \(Job.unwritten))
            WHERE id = \(job.id) AND attempt = \(job.attempt)
            """) == 1
    }

    /// Jobs whose end could not be written so many times in a row, or more often.
    func unwrittenJobCount(atLeast times: Int) throws -> Int {
        try count("SELECT COUNT(*) FROM jobs WHERE unwritten > 0 AND unwritten >= \(times)")
    }

    /// Makes a job that waits for its next try due now, and returns false where none does, or where it is in hand.
    func hastenJob<Subject>(_ kind: Job.Kind, subject: ID<Subject>) throws -> Bool {
        try run(
            """
            UPDATE jobs SET due_at = \(now)
            WHERE kind = \(kind) AND subject_id = \(subject) AND due_at > \(now) AND \(Job.isFree(at: now))
            """) == 1
    }

    /// Takes a job away from the worker, for who does it now. Returns its detail; nil where there is none.
    func takeJob<Subject>(_ kind: Job.Kind, subject: ID<Subject>) throws -> String? {
        try row("DELETE FROM jobs WHERE kind = \(kind) AND subject_id = \(subject) RETURNING detail") { try $0.text(0) }
    }

    /// Takes other jobs of the kind about the same subject away, which this one is done for too. False where somebody
    /// has one of them in hand.
    func standsAlone(_ job: Job) throws -> Bool {
        try run(
            """
            DELETE FROM jobs
            WHERE subject_id = \(job.subjectID) AND kind = \(job.kind) AND id <> \(job.id) AND \(Job.isFree(at: now))
            """)
        return try !exists(
            """
            SELECT 1 FROM jobs WHERE subject_id = \(job.subjectID) AND kind = \(job.kind) AND id <> \(job.id) LIMIT 1
            """)
    }

    /// What the jobs of a queue stood for is gone.
    func deleteJobs(_ kind: Job.Kind, inQueue queue: Int64) throws {
        try run("DELETE FROM jobs WHERE kind = \(kind) AND queue = \(queue)")
    }

    /// The sole owner of a database frees at its start what a killed server had claimed.
    func freeAllLeases() throws {
        try run("UPDATE jobs SET leased_until = 0 WHERE leased_until > 0")
    }

    /// Makes jobs due that a clock which was ahead has put off for longer than their kind ever waits.
    func boundJobs() throws {
        for kind in Job.Kind.allCases {
            guard let longest = kind.longestAheadSeconds else { continue }
            let end = now.addingTimeInterval(longest + ClockSkew.mostSeconds)
            try run("UPDATE jobs SET due_at = \(now) WHERE kind = \(kind) AND due_at > \(end)")
        }
    }

    func hasJob(_ kind: Job.Kind) throws -> Bool {
        try exists("SELECT 1 FROM jobs WHERE kind = \(kind) ORDER BY queue, due_at LIMIT 1")
    }

    /// Jobs of these kinds that were due before `instant` and that nobody has in hand, for health and metrics.
    func overdueJobCount(_ kinds: [Job.Kind], since instant: Date) throws -> Int {
        try count(Job.overdue(kinds, since: instant, now: now))
    }
}

extension Transaction {
    /// Whether there is one about a subject, due or not.
    func hasJob<Subject>(_ kind: Job.Kind, subject: ID<Subject>) throws -> Bool {
        try exists("SELECT 1 FROM jobs WHERE subject_id = \(subject) AND kind = \(kind) LIMIT 1")
    }

    /// When the next one about a subject is due; nil where there is none.
    func nextDue<Subject>(_ kind: Job.Kind, of subject: ID<Subject>) throws -> Date? {
        try row("SELECT MIN(due_at) FROM jobs WHERE subject_id = \(subject) AND kind = \(kind)") {
            try $0.optionalDate(0)
        } ?? nil
    }

    /// Jobs about the same subject that are due too. The plus keeps SQLite from reading all that is due: after a
    /// downtime each of thousands of reminders would read them all.
    func dueJobCount<Subject>(_ kind: Job.Kind, subject: ID<Subject>, detail: String) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM jobs
            WHERE kind = \(kind) AND subject_id = \(subject) AND +due_at <= \(now) AND detail = \(detail)
            """)
    }
}

extension Job {
    /// Why a job waits whose end was lost.
    fileprivate static let unwritten = "How it ended could not be written down."

    /// Counts by the index `jobs_by_turn`: everybody may ask for the health, and the table holds every future reminder.
    /// Its queues are those of mails (see `Mail.Queue`); kinds that others' servers are not asked by have no others.
    package static func overdue(_ kinds: [Kind], since instant: Date, now: Date) -> SQL {
        """
        SELECT COUNT(*) FROM jobs
        WHERE kind IN (\(list: kinds)) AND queue IN (0, 1, 2)
            AND due_at < \(instant) AND \(isFree(at: now))
        """
    }

    /// When the next job about a row of another table is due, as a column beside that row's own.
    static func nextDue(_ kind: Kind, subject: SQL) -> SQL {
        "(SELECT MIN(due_at) FROM jobs WHERE kind = \(kind) AND subject_id = \(subject))"
    }

    /// Whether nobody has it in hand: its lease has run out, or was made by a clock that was ahead.
    static func isFree(at now: Date) -> SQL {
        let longest = now.addingTimeInterval(Double(Worker.leaseSeconds) + ClockSkew.mostSeconds)
        return "(leased_until <= \(now) OR leased_until > \(longest))"
    }
}
