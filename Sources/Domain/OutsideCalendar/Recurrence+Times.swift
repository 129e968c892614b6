extension Recurrence {
    /// Adds the times of a period, ascending; false where the steps did not suffice.
    func fill(_ times: inout [Int64], with days: Range<Int64>, steps: inout Int) -> Bool {
        steps -= 1
        for stretch in stretches(of: days) {
            for day in stretch {
                steps -= 1
                if steps < 0 { return false }
                guard rule.fits(RecurrenceDay(day)) else { continue }
                let isWhole =
                    rule.frequency.unit.map { fill(&times, withUnits: $0, of: day, steps: &steps) }
                    ?? fill(&times, onDay: day, steps: &steps)
                guard isWhole else { return false }
            }
        }
        guard rule.frequency.unit == nil else { return steps >= 0 }
        return choose(&times, from: 0, steps: &steps)
    }

    private func fill(_ times: inout [Int64], onDay day: Int64, steps: inout Int) -> Bool {
        for hour in hours {
            for minute in minutes {
                for second in seconds {
                    steps -= 1
                    if steps < 0 { return false }
                    times.append(day * Self.day + hour * 3600 + minute * 60 + second)
                }
            }
        }
        return true
    }

    /// Those of a day's hours, minutes or seconds that the interval meets.
    private func fill(_ times: inout [Int64], withUnits unit: Int64, of day: Int64, steps: inout Int) -> Bool {
        let first = start.flooredQuotient(by: unit)
        let begin = day * Self.day / unit
        let missed = max(0, -(first - begin).flooredQuotient(by: rule.interval))
        for number in stride(
            from: first + missed * rule.interval, to: begin + Self.day / unit, by: Int(rule.interval))
        {
            let clock = number * unit - day * Self.day
            steps -= 1
            if steps < 0 { return false }
            guard Self.takes(rule.hours, clock / 3600), unit > 60 || Self.takes(rule.minutes, clock / 60 % 60),
                unit > 1 || Self.takes(rule.seconds, clock % 60)
            else { continue }
            let set = times.count
            for minute in unit > 60 ? minutes : [clock / 60 % 60] {
                for second in unit > 1 ? seconds : [clock % 60] {
                    steps -= 1
                    if steps < 0 { return false }
                    times.append(day * Self.day + clock / 3600 * 3600 + minute * 60 + second)
                }
            }
            guard choose(&times, from: set, steps: &steps) else { return false }
        }
        return true
    }

    /// Leaves of the last set of times those that BYSETPOS numbers.
    private func choose(_ times: inout [Int64], from set: Int, steps: inout Int) -> Bool {
        guard !rule.positions.isEmpty else { return true }
        steps -= rule.positions.count
        if steps < 0 { return false }
        let count = Int64(times.count - set)
        let wanted = Set(rule.positions.map { $0 > 0 ? $0 - 1 : count + $0 }).filter { (0..<count).contains($0) }
        let chosen = wanted.sorted().map { times[set + Int($0)] }
        times.replaceSubrange(set..., with: chosen)
        return true
    }

    private static func takes(_ numbers: [Int64], _ number: Int64) -> Bool {
        numbers.isEmpty || numbers.contains(number)
    }
}

extension RecurrenceRule {
    /// With the day that the rule takes from its start, where it names none.
    func completed(from first: RecurrenceDay) -> RecurrenceRule {
        guard monthDays.isEmpty, yearDays.isEmpty, weekdays.isEmpty else { return self }
        var rule = self
        switch frequency {
        case .weekly: rule.weekdays = [Weekday(day: RecurrenceDay.weekday(first.number))]
        case .monthly where weeks.isEmpty: rule.monthDays = [first.day]
        case .yearly where !weeks.isEmpty: rule.weekdays = [Weekday(day: RecurrenceDay.weekday(first.number))]
        case .yearly:
            if months.isEmpty { rule.months = [first.month] }
            rule.monthDays = [first.day]
        default: break
        }
        return rule
    }

    /// The last of so many times, where nothing but the interval decides which they are.
    func last(from start: Int64) -> Int64? {
        let isPlain =
            [months, monthDays, yearDays, weeks, hours, minutes, seconds, positions].allSatisfy(\.isEmpty)
            && weekdays.isEmpty
        let lengths: [Frequency: Int64] = [.daily: Recurrence.day, .weekly: 7 * Recurrence.day]
        guard isPlain, let count, let unit = frequency.unit ?? lengths[frequency] else { return nil }
        let (length, isTooLong) = (count - 1).multipliedReportingOverflow(by: interval * unit)
        // Times end with the year 9999, which is some 10¹² seconds from any other.
        return start + (isTooLong ? 1 << 50 : min(length, 1 << 50))
    }
}
