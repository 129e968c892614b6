/// The words of dates in one language, looked up when it is read: a list of bookings says them again and again.
/// A class, because catalogues are copied often.
final class DateWords: Sendable {
    private let weekdays, shortWeekdays, months, shortMonths: [String]
    /// Whether nine o'clock is `9:00`, not `09:00`.
    let hoursHaveOneDigit: Bool

    init(_ sentence: (String) -> String) {
        weekdays = (1...7).map { sentence("date.weekday.\($0)") }
        shortWeekdays = (1...7).map { sentence("date.weekday_short.\($0)") }
        months = (1...12).map { sentence("date.month.\($0)") }
        shortMonths = (1...12).map { sentence("date.month_short.\($0)") }
        hoursHaveOneDigit = sentence("date.hour_digits") == "1"
    }

    /// Monday is 1, as in ISO 8601.
    func weekday(_ number: Int) -> String { weekdays[number - 1] }
    func shortWeekday(_ number: Int) -> String { shortWeekdays[number - 1] }

    /// January is 1.
    func month(_ number: Int) -> String { months[number - 1] }
    func shortMonth(_ number: Int) -> String { shortMonths[number - 1] }
}
