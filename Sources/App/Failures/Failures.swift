import Domain
import Foundation
import Storage

/// What could not be delivered or done, and what admins do about it.
struct Failures: Sendable {
    let mails: Mails
    let webhooks: Webhooks

    private var database: any Database { mails.database }

    /// Up to how many are counted.
    private static let mostCounted = 1_000

    /// How much was given up or failed, and how much waits to be sent.
    func counts() async throws -> FailureCounts {
        try await database.read { tx in
            func unsent(_ unsent: Unsent) throws -> Int {
                try tx.mailCount(unsent, upTo: Self.mostCounted)
                    + tx.webhookDeliveryCount(unsent, upTo: Self.mostCounted)
            }
            return FailureCounts(
                failed: try unsent(.parked) + tx.failedJobCount(upTo: Self.mostCounted), waiting: try unsent(.due),
                now: tx.now)
        }
    }

    /// Jobs that failed and wait for another try, the newest first, each with its booking.
    func jobs(_ part: ListPart) async throws -> Listing<FailedTask> {
        try await database.read(.long) { tx in
            let listing = try tx.failedJobs(part)
            let refunds = listing.items.filter { $0.kind == .refund }.map { RefundID(rawValue: $0.subjectID) }
            let bookings = try tx.bookings(ofRefunds: refunds)
            return listing.map { FailedTask($0, bookings) }
        }
    }

    /// Tries a job that failed at once; one that is in hand, or due, stays as it is. Throws `not_found`.
    func retry(_ id: JobID, by admin: User) async throws -> FailedTask {
        try await database.write { tx in
            guard let job = try tx.failedJob(id) else { throw Problem(.notFound) }
            if try tx.retryFailedJobs(nil, only: id) > 0 {
                try tx.audit("job.retried", by: admin.id, detail: ["job": String(id), "kind": job.kind.rawValue])
            }
            guard let job = try tx.failedJob(id) else { throw Problem(.notFound) }
            let refunds = job.kind == .refund ? [RefundID(rawValue: job.subjectID)] : []
            return FailedTask(job, try tx.bookings(ofRefunds: refunds))
        }
    }

    /// Tries all of them at once, of a kind where one is named, and returns how many.
    func retryAll(_ kind: Job.Kind?, by admin: User) async throws -> Int {
        try await database.write { tx in
            let count = try tx.retryFailedJobs(kind)
            if count > 0 {
                let named = kind.map { ["kind": $0.rawValue] } ?? [:]
                try tx.audit("jobs.retried", by: admin.id, detail: ["count": String(count)].merging(named) { $1 })
            }
            return count
        }
    }

    /// Such a job is not tried any more. Throws `not_found`, also where it is in hand, and `forbidden` for a kind
    /// without which money, times or addresses would stay as they must not.
    func giveUp(_ id: JobID, by admin: User) async throws {
        try await database.write { tx in
            guard let job = try tx.failedJob(id) else { throw Problem(.notFound) }
            guard job.kind.mayBeGivenUp else { throw Problem(.forbidden) }
            guard try tx.deleteFailedJob(id) else { throw Problem(.notFound) }
            try tx.audit("job.given_up", by: admin.id, detail: ["job": String(id), "kind": job.kind.rawValue])
        }
    }
}

/// How much went wrong.
struct FailureCounts: Sendable {
    let failed: Int
    let waiting: Int
    let now: Date
}

/// A job that failed, with the booking that it is about.
struct FailedTask: Sendable {
    let job: FailedJob
    let bookingID: BookingID?

    init(_ job: FailedJob, _ bookings: [RefundID: BookingID]) {
        self.job = job
        switch job.kind {
        case .refund: bookingID = bookings[RefundID(rawValue: job.subjectID)]
        case .remind, .watch, .endHold, .giveBack, .proof, .waiting, .calendarWrite:
            bookingID = BookingID(rawValue: job.subjectID)
        case .mail, .webhook, .housekeeping, .settle, .forgotPassword, .uniteAddresses, .calendar, .calendarFill:
            bookingID = nil
        }
    }
}
