import Domain

/// A week as it is being typed: times as a browser sends them, unfinished ones too.
struct HoursDraft: Sendable {
    var zone: String
    /// In the order of their weekdays.
    private(set) var rows: [Row]

    struct Row: Sendable {
        var weekday: Int
        var from: String
        var to: String
    }

    init(_ hours: HostHours) {
        zone = hours.zoneIdentifier
        rows = hours.weekly.sorted { $0.key < $1.key }.flatMap { weekday, ranges in
            ranges.map { Row(weekday: weekday, from: Self.text($0.fromMinute), to: Self.text($0.toMinute)) }
        }
    }

    /// What was typed; rows without any time are left out.
    init(typed form: Form) {
        zone = form.typed("time_zone")
        rows = (0..<min(form.rows("weekly"), HoursForm.mostRanges)).compactMap { index in
            guard let weekday = Int(form.typed("weekly[\(index)].weekday")), (1...7).contains(weekday) else {
                return nil
            }
            let (from, to) = (form.typed("weekly[\(index)].from"), form.typed("weekly[\(index)].to"))
            return Row(weekday: weekday, from: from, to: to)
        }
    }

    /// A range more on a weekday, to be filled in.
    mutating func add(on weekday: Int) {
        let end = rows.lastIndex { $0.weekday <= weekday }.map { $0 + 1 } ?? 0
        rows.insert(Row(weekday: weekday, from: "", to: ""), at: end)
    }

    mutating func drop(_ index: Int) {
        if rows.indices.contains(index) { rows.remove(at: index) }
    }

    /// Gives other weekdays the ranges of one.
    mutating func copy(_ weekday: Int, to others: Set<Int>) {
        let targets = others.subtracting([weekday])
        let copied = rows.filter { $0.weekday == weekday }
        let kept = rows.filter { !targets.contains($0.weekday) }
        let new = targets.flatMap { target in copied.map { Row(weekday: target, from: $0.from, to: $0.to) } }
        rows = (1...7).flatMap { day in (kept + new).filter { $0.weekday == day } }
    }

    /// Without ranges that were never filled in.
    mutating func leaveOutEmpty() { rows.removeAll { $0.from.isEmpty && $0.to.isEmpty } }

    /// The hours that are meant. Throws `validation_failed` that names fields as the form does: `weekly[2].from`.
    func hours() throws -> HostHours {
        let weekly = JSONValue.array(
            rows.map { row in
                // A browser has no 24:00.
                let to = row.to == "00:00" ? "24:00" : row.to
                return .object([
                    "weekday": .typed("\(row.weekday)"), "from": .typed(row.from), "to": .typed(to),
                ])
            })
        let (zone, week) = try Form.gather(
            Form.answer { try Zone(self.zone).identifier }, Form.answer { try HoursForm.weekly(weekly, "weekly") })
        return HostHours(zoneIdentifier: zone, weekly: week)
    }

    private static func text(_ minute: Int) -> String { TimeOfDay(minute: minute % 1440)?.description ?? "" }
}
