/// A day as rules look at it.
struct RecurrenceDay {
    /// Days since 1970-01-01.
    let number: Int64
    let month: Int64
    let day: Int64
    let daysInMonth: Int64
    let year: Int

    init(_ number: Int64) {
        self.number = number
        let civil = LocalDate(dayNumber: Int(number)).civil
        (year, month, day) = (civil.year, Int64(civil.month), Int64(civil.day))
        daysInMonth = Int64(LocalDate.daysInMonth(year: civil.year, month: civil.month))
    }

    /// Monday is 0. 1970-01-01 was a Thursday.
    static func weekday(_ number: Int64) -> Int64 {
        let cycle = (number + 3) % 7
        return cycle < 0 ? cycle + 7 : cycle
    }

    /// The first day of the week that a day lies in.
    static func weekStart(of number: Int64, _ first: Int64) -> Int64 {
        number - (weekday(number) - first + 7) % 7
    }

    static func newYear(_ year: Int) -> Int64 { Int64(LocalDate.dayNumber(year: year, month: 1, day: 1)) }

    /// Counted from 1, and how many the year has.
    var inYear: (day: Int64, of: Int64) {
        let first = Self.newYear(year)
        return (number - first + 1, LocalDate.isLeap(year) ? 366 : 365)
    }

    /// The week of the year, and how many that year has: the first is the one with four days or more in it.
    func week(startingOn first: Int64) -> (number: Int64, of: Int64) {
        // The fourth day of a week lies in the year that the week belongs to.
        let middle = Self.weekStart(of: number, first) + 3
        let owner = LocalDate(dayNumber: Int(middle)).civil.year
        // 28 December always lies in the last week of its year.
        let last = Self.weekStart(of: Self.newYear(owner + 1) - 4, first) + 3
        let newYear = Self.newYear(owner)
        return ((middle - newYear) / 7 + 1, (last - newYear) / 7 + 1)
    }
}

extension RecurrenceRule {
    /// Whether all parts of the rule that are about days take this one.
    func fits(_ day: RecurrenceDay) -> Bool {
        if !months.isEmpty, !months.contains(day.month) { return false }
        if !monthDays.isEmpty, !Self.has(monthDays, day.day, of: day.daysInMonth) { return false }
        if !weekdays.isEmpty, !fitsWeekday(day) { return false }
        if !yearDays.isEmpty {
            let (number, count) = day.inYear
            if !Self.has(yearDays, number, of: count) { return false }
        }
        if !weeks.isEmpty {
            let (number, count) = day.week(startingOn: weekStart)
            if !Self.has(weeks, number, of: count) { return false }
        }
        return true
    }

    private func fitsWeekday(_ day: RecurrenceDay) -> Bool {
        let weekday = RecurrenceDay.weekday(day.number)
        return weekdays.contains { wanted in
            guard wanted.day == weekday else { return false }
            guard let number = wanted.number, isNumbering else { return true }
            // The second Tuesday of a month, or of a year where the rule names no month.
            let isOfMonth = frequency == .monthly || !months.isEmpty
            let (place, length) = isOfMonth ? (day.day, day.daysInMonth) : day.inYear
            return number > 0 ? (place - 1) / 7 + 1 == number : (length - place) / 7 + 1 == -number
        }
    }

    /// Whether numbers of weekdays mean anything.
    private var isNumbering: Bool { frequency == .monthly || frequency == .yearly && weeks.isEmpty }

    private static func has(_ numbers: [Int64], _ number: Int64, of count: Int64) -> Bool {
        numbers.contains { $0 > 0 ? $0 == number : count + 1 + $0 == number }
    }
}
