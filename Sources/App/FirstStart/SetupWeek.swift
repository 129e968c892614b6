import Domain

/// The same hours on some weekdays, with a break or without: what most weeks are, as the set-up asks for them.
struct SetupWeek: Sendable {
    var days: Set<Int>
    /// As a browser sends times, also unfinished ones.
    var from: String
    var to: String
    /// Empty where there is none.
    var breakFrom = ""
    var breakTo = ""

    /// Nil for a week that this form would lose: days that differ, or several breaks.
    init?(_ weekly: [Int: [HoursRange]]) {
        let kept = weekly.filter { !$0.value.isEmpty }
        guard let ranges = (kept.isEmpty ? FirstStart.week : kept).values.first,
            kept.values.allSatisfy({ $0 == ranges }), ranges.count < 3
        else { return nil }
        days = Set(kept.keys)
        (from, to) = (Self.text(ranges[0].fromMinute), Self.text(ranges[ranges.count - 1].toMinute))
        if ranges.count == 2 {
            (breakFrom, breakTo) = (Self.text(ranges[0].toMinute), Self.text(ranges[1].fromMinute))
        }
    }

    /// What was typed.
    init(typed form: Form) {
        days = Set(form.allTyped("days").compactMap { Int($0) }.filter { (1...7).contains($0) })
        (from, to) = (form.typed("hours.from"), form.typed("hours.to"))
        (breakFrom, breakTo) = (form.typed("break.from"), form.typed("break.to"))
    }

    /// Throws `validation_failed` that names fields as the form does: `days`, `hours.from`, `break.to`.
    func weekly() throws -> [Int: [HoursRange]] {
        let hasBreak = !breakFrom.isEmpty || !breakTo.isEmpty
        let (chosen, hours, pause) = try Form.gather(
            Form.answer {
                guard !days.isEmpty else { throw Problem.invalid("days", .required) }
                return days
            },
            Form.answer { try HoursRange(from: from, to: to, field: "hours") },
            Form.answer { hasBreak ? try HoursRange(from: breakFrom, to: breakTo, field: "break") : nil })
        let ranges = try pause.map { try Self.parts(of: hours, around: $0) } ?? [hours]
        let entries = chosen.sorted().flatMap { day in ranges.map { (weekday: day, range: $0) } }
        return try WorkingHours.week(entries, field: "hours")
    }

    /// A break lies within the hours, and on the day on which they begin.
    private static func parts(of hours: HoursRange, around pause: HoursRange) throws -> [HoursRange] {
        let last = min(hours.endMinute, 1_440)
        guard hours.fromMinute < pause.fromMinute, pause.endMinute < last else {
            throw Problem.invalid(
                "break.from", .outOfRange, ["minimum": text(hours.fromMinute), "maximum": text(hours.toMinute)])
        }
        return [
            HoursRange(fromMinute: hours.fromMinute, toMinute: pause.fromMinute),
            HoursRange(fromMinute: pause.toMinute, toMinute: hours.toMinute),
        ]
    }

    private static func text(_ minute: Int) -> String { TimeOfDay(minute: minute % 1_440)?.description ?? "" }
}
