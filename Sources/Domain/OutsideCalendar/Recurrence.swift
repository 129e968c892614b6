/// A rule with the time from which it counts: when the wall clock shows its times.
///
/// RFC 5545 reckons with wall time, so no zone is known here; seconds are those of `OutsideTime.wall`.
struct Recurrence {
    let start: Int64
    let firstDay: RecurrenceDay
    /// The rule with what it leaves to its start.
    let rule: RecurrenceRule
    let hours: [Int64]
    let minutes: [Int64]
    let seconds: [Int64]
    /// Where reckoning alone tells the last of so many times; else they have to be counted.
    private let last: Int64?

    static let day: Int64 = 86_400

    init(_ rule: RecurrenceRule, from start: Int64) {
        let number = start.flooredQuotient(by: Self.day)
        let clock = start - number * Self.day
        self.start = start
        firstDay = RecurrenceDay(number)
        hours = rule.hours.isEmpty ? [clock / 3600] : rule.hours
        minutes = rule.minutes.isEmpty ? [clock / 60 % 60] : rule.minutes
        seconds = rule.seconds.isEmpty ? [clock % 60] : rule.seconds
        self.rule = rule.completed(from: firstDay)
        last = rule.last(from: start)
    }

    /// Takes the times up to `end`, ascending; those long before `near` may be left out. Each day and each time that is
    /// looked at is one of `steps`; false where they did not suffice.
    func walk(near: Int64, to end: Int64, steps: inout Int, _ take: (Int64) -> Void) -> Bool {
        let end = min(end, last ?? end)
        var left = last == nil ? rule.count ?? .max : .max
        var index = left == .max ? firstPeriod(near) : 0
        var times: [Int64] = []
        while let days = period(index), days.lowerBound * Self.day <= end {
            index += 1
            times.removeAll(keepingCapacity: true)
            guard fill(&times, with: days, steps: &steps) else { return false }
            for time in times where time >= start {
                if time > end { return true }
                take(time)
                left -= 1
                if left == 0 { return true }
            }
        }
        return true
    }
}

extension Recurrence {
    private static let lastYear = 9998

    /// A period that lies before `near`, where the times before need not be counted.
    private func firstPeriod(_ near: Int64) -> Int64 {
        let days = (near - start) / Self.day - 1
        guard days > 0 else { return 0 }
        switch rule.frequency {
        case .secondly, .minutely, .hourly: return days - 1
        case .daily: return max(0, days / rule.interval - 1)
        case .weekly: return max(0, days / (7 * rule.interval) - 2)
        case .monthly: return max(0, days / (31 * rule.interval) - 2)
        case .yearly: return max(0, days / (366 * rule.interval) - 2)
        }
    }

    /// The days of a period; those of a frequency below a day are days, each of which may have many times. Nil at the
    /// end of the calendar.
    private func period(_ index: Int64) -> Range<Int64>? {
        let end = RecurrenceDay.newYear(Self.lastYear + 1)
        switch rule.frequency {
        case .secondly, .minutely, .hourly, .daily:
            let day = firstDay.number + index * (rule.frequency == .daily ? rule.interval : 1)
            return day < end ? day..<day + 1 : nil
        case .weekly:
            let day = RecurrenceDay.weekStart(of: firstDay.number, rule.weekStart) + index * 7 * rule.interval
            return day < end ? day..<day + 7 : nil
        case .monthly:
            let month = Int64(firstDay.year) * 12 + firstDay.month - 1 + index * rule.interval
            guard month / 12 <= Self.lastYear else { return nil }
            return Self.days(ofMonth: Int(month % 12) + 1, Int(month / 12))
        case .yearly:
            let year = Int64(firstDay.year) + index * rule.interval
            guard year <= Self.lastYear else { return nil }
            return RecurrenceDay.newYear(Int(year))..<RecurrenceDay.newYear(Int(year) + 1)
        }
    }

    /// The days of a period that are worth a look.
    func stretches(of days: Range<Int64>) -> [Range<Int64>] {
        guard !rule.months.isEmpty, rule.frequency == .monthly || rule.frequency == .yearly else { return [days] }
        let first = RecurrenceDay(days.lowerBound)
        if rule.frequency == .monthly { return rule.months.contains(first.month) ? [days] : [] }
        return rule.months.map { Self.days(ofMonth: Int($0), first.year) }
    }

    private static func days(ofMonth month: Int, _ year: Int) -> Range<Int64> {
        let first = Int64(LocalDate.dayNumber(year: year, month: month, day: 1))
        return first..<first + Int64(LocalDate.daysInMonth(year: year, month: month))
    }
}
