import Domain
import Foundation
import Storage

/// Something to do later, as a row written in the transaction of its cause.
package struct Job: Sendable, Equatable {
    /// Each kind has its own lane: a hanging mail server delays mails only.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case mail, remind, housekeeping
        /// Looks at a payment once, because the payment company told of it.
        case settle
        /// Looks at a payment again and again until it is decided.
        case watch
        /// Ends a hold, and the payment of a booking that wants no money any more.
        case endHold = "hold"
        /// Decides what goes back of a booking that was cancelled.
        case giveBack = "give_back"
        /// Sends a refund, and sees it to its end.
        case refund
        /// Looks up an address whose password was forgotten, and writes the mail.
        case forgotPassword = "forgot_password"
        /// Brings addresses of an earlier version into their present form.
        case uniteAddresses = "unite_addresses"
        /// Tells another program of a booking.
        case webhook
        /// Ends a booking whose client's address was not proved in time.
        case proof
        /// Tells a meeting's host that somebody waits for it.
        case waiting
        /// Looks at a calendar elsewhere, again and again.
        case calendar
        /// Brings a booking into line in the calendars of hosts that are written.
        case calendarWrite = "calendar_write"
        /// Has all that a calendar is to hold, or is to hold no more, brought into line.
        case calendarFill = "calendar_fill"

        /// Whether it waits for another company's or program's server.
        package var asksOthers: Bool {
            switch self {
            case .mail, .settle, .watch, .endHold, .refund, .webhook, .calendar, .calendarWrite: true
            case .remind, .housekeeping, .giveBack, .forgotPassword, .uniteAddresses, .proof, .waiting,
                .calendarFill:
                false
            }
        }

        /// How many jobs of the kind run at once on one server, unless a setting says otherwise.
        package var places: Int {
            switch self {
            // For every receiver's share: none that hangs can keep a place from another.
            case .webhook: 40
            case .mail, .settle, .calendarWrite: 4
            case .watch, .endHold, .refund, .calendar: 2
            case .remind, .housekeeping, .giveBack, .forgotPassword, .uniteAddresses, .proof, .waiting,
                .calendarFill:
                1
            }
        }

        /// How many of these places the jobs of one queue may hold.
        package var share: Int {
            switch self {
            case .webhook: 2
            // A host's bookings one after the other: their server is asked as one person asks.
            case .calendarWrite: 1
            default: .max
            }
        }

        /// Whether an admin may give a job of the kind up. Without the others money, times or addresses stay as they
        /// must not; mails and webhooks are given up as what they are.
        var mayBeGivenUp: Bool {
            switch self {
            case .remind, .waiting, .forgotPassword, .calendarWrite: true
            default: false
            }
        }

        /// How the end of a job is written. How a mail or a webhook went rests on row counts alone; a reminder asks for
        /// others that fall due with it, and money is judged by all that is known of a booking, so two of these must
        /// not end side by side.
        var isolation: Isolation {
            switch self {
            case .mail, .webhook: .readCommitted
            default: .serializable
            }
        }

        /// Whether jobs that end at one time are written down together. Their ends must rest on row counts alone.
        var endsTogether: Bool { isolation == .readCommitted }

        /// The longest wait after a failure, in seconds. Money and holds wait for nobody long.
        var longestWaitSeconds: Int {
            switch self {
            case .calendarWrite: 3_600
            case .settle, .watch, .endHold, .giveBack, .refund, .forgotPassword, .proof, .waiting, .calendar: 300
            default: Self.longestWaitSeconds
            }
        }

        /// The longest of them all.
        static let longestWaitSeconds = 6 * 3_600

        /// How far ahead it may be due, in seconds; nil where that is for a booking's start to say.
        var longestAheadSeconds: Double? {
            switch self {
            case .remind, .waiting: nil
            case .mail, .webhook, .forgotPassword, .uniteAddresses: Double(longestWaitSeconds)
            case .housekeeping, .settle, .calendarWrite: Double(Self.longestWaitSeconds)
            case .giveBack, .proof, .calendarFill: 3_600
            // After failures, with its jitter.
            case .calendar: 2 * 3_600
            // The longest HOLD_MINUTES; a refund that something hinders, and is old.
            case .endHold, .refund: 86_400
            // A payment that is paid is looked at for 120 days, each time when it is twice as old.
            case .watch: 120 * 86_400
            }
        }
    }

    package let id: Int64
    package let kind: Kind
    /// Which of its kind it stands behind: queues of lower numbers go first, and one holds no more than its share.
    package let queue: Int64
    /// The mail, booking or other row it is about; 0 for none.
    package let subjectID: Int64
    /// Further facts, for its handler to read.
    package let detail: String
    /// Counts the claims; the attempt that finishes must be the one that was claimed.
    package let attempt: Int64
    /// Attempts in a row that failed before this one. What was only put off is no failure.
    package let failures: Int64
}

extension Job {
    /// Of what went wrong so much is kept.
    static let mostErrorCharacters = 500

    /// The id of what it is about: its kind says which.
    func subject<Subject>() -> ID<Subject> { ID(rawValue: subjectID) }
}

/// A job as its cause writes it down.
package struct NewJob: Sendable {
    package var kind: Job.Kind
    package var queue: Int64 = 0
    package var subjectID: Int64 = 0
    package var detail = ""
    package var dueAt: Date
}

extension NewJob {
    init<Subject>(
        kind: Job.Kind, queue: Int64 = 0, subject: ID<Subject>, detail: String = "", dueAt: Date
    ) {
        self.init(kind: kind, queue: queue, subjectID: subject.rawValue, detail: detail, dueAt: dueAt)
    }
}

/// How an attempt ended; the closure is written together with the job's own row.
package enum JobEnd: Sendable {
    case done(@Sendable (any Transaction) throws -> Void)
    /// Again later; `error` is what went wrong. `rarely` where it will not mend by itself: the waits grow as long as
    /// they do for any kind.
    case again(error: String, rarely: Bool = false, @Sendable (any Transaction) throws -> Void)
    /// Again at a given instant, as a matter of course.
    case next(Date)
    /// What the closure finds and writes decides: nil for over, or the instant at which the job is due again.
    case decided(@Sendable (any Transaction) throws -> Date?)

    /// Whether losing this end would do the work twice, and not only try it again sooner.
    var mustBeKept: Bool { if case .done = self { true } else { false } }
}

/// The wait before the next attempt: a minute, doubled each time up to the longest of the job's kind, with jitter so
/// that a thousand mails that failed together do not return together.
package enum Backoff {
    /// After so many failures in a row. `chance` is 0..<1 and shortens the wait by a quarter at most.
    static func seconds(afterFailures failures: Int64, longest: Int, chance: Double) -> Int {
        let doubled = 60 << min(max(failures - 1, 0), 20)
        return Int(Double(min(doubled, longest)) * (1 - chance / 4))
    }
}
