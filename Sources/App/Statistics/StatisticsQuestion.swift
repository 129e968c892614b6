import Domain

/// Of which days statistics are asked for, and of whom.
package struct StatisticsQuestion: Sendable {
    /// Days that may be asked for at once: two years.
    static let mostDays = 732

    private(set) var days: ClosedRange<LocalDate>
    var host: UserID?
    var service: ServiceID?

    /// Throws `validation_failed` for days in the wrong order, and for too many.
    package init(from: LocalDate, to: LocalDate, host: UserID? = nil, service: ServiceID? = nil) throws {
        guard to >= from else { throw Problem.invalid("to", .inThePast) }
        guard to.dayNumber - from.dayNumber < Self.mostDays else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.mostDays)"])
        }
        (days, self.host, self.service) = (from...to, host, service)
    }

    /// The same of as many days, right before these.
    var before: StatisticsQuestion {
        var before = self
        let end = days.lowerBound.adding(days: -1)
        before.days = end.adding(days: days.lowerBound.dayNumber - days.upperBound.dayNumber)...end
        return before
    }

    /// As they stand one behind the other.
    var dates: [LocalDate] {
        (days.lowerBound.dayNumber...days.upperBound.dayNumber).map { LocalDate(dayNumber: $0) }
    }
}
