/// An error that a person may see and act on: a stable code and what it is about, without sentences.
///
/// The sentences stand in one catalogue a language outside this library; `arguments` are the words to put into them.
package struct Problem: Error, Sendable, Equatable {
    package var code: Code
    package var fields: [Field]
    /// Whole seconds after which the same request may succeed, where that is known.
    package var retryAfterSeconds: Int?
    package var arguments: [String: String]
    /// What stands in the way, where the code alone does not tell.
    package var obstacle: Obstacle?
    /// The booking that it is about, where more than one was asked for.
    package var bookingID: BookingID?
    /// Whether what was tried too often may be guesses at a secret, so that the way in is locked for a while.
    package var isLock = false

    package init(
        _ code: Code, fields: [Field] = [], arguments: [String: String] = [:], retryAfterSeconds: Int? = nil
    ) {
        self.code = code
        self.fields = fields
        self.retryAfterSeconds = retryAfterSeconds
        self.arguments = arguments
    }

    /// The problem of one input field that cannot be taken as it is.
    package static func invalid(
        _ field: String, _ complaint: Complaint, _ arguments: [String: String] = [:]
    ) -> Problem {
        Problem(.validationFailed, fields: [Field(field, complaint, arguments)])
    }
}

extension Problem {
    /// A booking that does not allow what is asked.
    package static func illegalMove(_ obstacle: Obstacle) -> Problem {
        var problem = Problem(.illegalMove)
        problem.obstacle = obstacle
        return problem
    }

    /// One of several bookings, of which none is given to another host, because that one's time is not free.
    package static func doesNotFit(_ booking: BookingID) -> Problem {
        var problem = Problem(.slotTaken, arguments: ["booking": "\(booking)"])
        problem.obstacle = .otherHostTaken
        problem.bookingID = booking
        return problem
    }

    /// One Problem that carries the fields of many; the first that is not about a field wins alone.
    package static func gathered(_ problems: [Problem]) -> Problem {
        if let other = problems.first(where: { $0.code != .validationFailed }) { return other }
        var all = Problem(.validationFailed)
        all.fields = problems.flatMap(\.fields)
        return all
    }
}

extension Problem {
    /// One input field and what is wrong with it.
    package struct Field: Sendable, Equatable {
        package typealias Complaint = Problem.Complaint

        /// The field's path as in the request: `email`, `weekly[2].from`.
        package var name: String
        package var complaint: Complaint
        package var arguments: [String: String]

        package init(_ name: String, _ complaint: Complaint, _ arguments: [String: String] = [:]) {
            self.name = name
            self.complaint = complaint
            self.arguments = arguments
        }
    }

    /// What can be wrong with one input field; the raw values are stable.
    package enum Complaint: String, CaseIterable, Sendable {
        case required
        case wrongType = "wrong_type"
        case unknownField = "unknown_field"
        case tooShort = "too_short"
        case tooLong = "too_long"
        case controlCharacter = "control_character"
        case nullCharacter = "null_character"
        /// Made by `Problem.malformed`, which says what is expected instead.
        case malformed
        /// A letter with more marks than any script has.
        case tooManyMarks = "too_many_marks"
        case tooCommon = "too_common"
        /// A password of one character again and again.
        case repeated
        /// A password that is the person's own address or name.
        case tooPersonal = "too_personal"
        /// A name of nothing that can be seen.
        case invisible
        /// A name in a meeting that is its host's.
        case hostsName = "hosts_name"
        /// Somebody who comes to the meeting already.
        case takesPart = "takes_part"
        /// An address that its owner has proved.
        case verified
        case notANumber = "not_a_number"
        case outOfRange = "out_of_range"
        case notAMultiple = "not_a_multiple"
        /// A price that is neither free nor worth charging.
        case belowMinimum = "below_minimum"
        case unknownZone = "unknown_zone"
        case unknownCurrency = "unknown_currency"
        case notOneOf = "not_one_of"
        case overlapping
        /// A range that ends where it begins.
        case empty
        case tooMany = "too_many"
        case tooManyDays = "too_many_days"
        case notFound = "not_found"
        /// A person who gives no consultations.
        case notAHost = "not_a_host"
        /// The very host from whom something is to go to another.
        case sameHost = "same_host"
        /// An address that nobody has proved to be theirs.
        case notVerified = "not_verified"
        case inThePast = "in_the_past"
        case notWholeSeconds = "not_whole_seconds"
        /// Of several, two are the same.
        case alike
        /// A question that must be answered, and was not.
        case unanswered
        /// A later tier of a refund policy must have a shorter notice and not a higher percentage.
        case notDescending = "not_descending"
    }
}
