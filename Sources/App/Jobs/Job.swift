import Foundation
import Storage

/// Something to do later, as a row written in the transaction of its cause.
package struct Job: Sendable, Equatable {
    /// Each kind has its own lane: a hanging mail server delays mails only.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case mail, remind, housekeeping

        /// How many jobs of the kind run at once on one server.
        var width: Int { self == .mail ? 4 : 1 }

        /// How the end of a job is written. How a mail went rests on row counts alone; a reminder asks for others that
        /// fall due with it, so two must not end side by side.
        var isolation: Isolation { self == .mail ? .readCommitted : .serializable }
    }

    package let id: Int64
    package let kind: Kind
    /// The mail, booking or other row it is about; 0 for none.
    package let subjectID: Int64
    /// Further facts, for its handler to read.
    package let detail: String
    /// Counts the claims; the attempt that finishes must be the one that was claimed.
    package let attempt: Int64
}

/// A job as its cause writes it down.
package struct NewJob: Sendable {
    package var kind: Job.Kind
    package var subjectID: Int64 = 0
    package var detail = ""
    package var dueAt: Date
}

/// How an attempt ended; the closure is written together with the job's own row.
package enum JobEnd: Sendable {
    case done(@Sendable (any Transaction) throws -> Void)
    /// Again later; `error` is what went wrong.
    case again(error: String, @Sendable (any Transaction) throws -> Void)
    /// Again at a given instant, as a matter of course.
    case next(Date)

    /// Whether losing this end would do the work twice, and not only try it again sooner.
    var mustBeKept: Bool { if case .done = self { true } else { false } }
}

/// The wait before the next attempt: a minute, doubled each time up to six hours, with jitter so that a thousand mails
/// that failed together do not return together.
package enum Backoff {
    static let longestSeconds = 6 * 3_600

    /// `chance` is 0..<1 and shortens the wait by a quarter at most.
    static func seconds(afterAttempt attempt: Int64, chance: Double) -> Int {
        let doubled = 60 << min(max(attempt - 1, 0), 20)
        return Int(Double(min(doubled, longestSeconds)) * (1 - chance / 4))
    }
}
