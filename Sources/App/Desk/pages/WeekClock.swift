import Domain
import Foundation

/// From which hour to which the columns go: 8 to 18, and further where there is something outside.
struct WeekClock {
    let face: ClockFace
    let first: Int
    let hours: Int

    init(_ week: DeskWeek) {
        face = ClockFace(week)
        var (first, last) = (8, 18)
        for column in week.columns {
            let bookings = column.entries.map { $0.booking.scheduledAt..<$0.booking.endsAt }
            for span in column.hours + bookings.clipped(to: column.from..<column.to) {
                let cells = face.cells(span)
                (first, last) = (min(first, cells.lowerBound / 12), max(last, (cells.upperBound + 11) / 12))
            }
        }
        (self.first, hours) = (first, last - first)
    }

    /// What stands beside the lines of hours.
    var labels: [String] {
        (first..<first + hours).map { row in
            let hour = face.hour(row)
            return hour < 10 ? "0\(hour)" : "\(hour)"
        }
    }

    /// Classes of the style sheet: `h9 m30 l1 d10` begins at 9:30 and lasts an hour and ten times five minutes.
    func places(_ span: Range<Date>) -> String {
        let cells = face.cells(span)
        return "h\(cells.lowerBound / 12) m\(cells.lowerBound % 12 * 5) l\(cells.count / 12) d\(cells.count % 12)"
    }
}

/// Where instants stand beside the clock of some days. Where clocks go back on one of them, the hour that comes twice
/// has two lines on all days, so that nothing stands on anything else; where they go forward, the hour that does not
/// come stays in sight and empty.
struct ClockFace {
    /// When the zone's clock changes on these days.
    let changes: [Zone.Transition]
    private let zone: Zone
    private let twice: Twice?

    /// The lines that come again.
    private struct Twice {
        let at: Date
        let day: Range<Date>
        /// The line before which they stand.
        let line: Int
        let count: Int
    }

    init(_ week: DeskWeek) {
        let zone = week.zone
        self.zone = zone
        let (from, to) = (week.columns.map(\.from).min(), week.columns.map(\.to).max())
        changes =
            if let from, let to {
                zone.transitions(from: from, to: to).filter { $0.offsetBefore != $0.offsetAfter }
            } else {
                []
            }
        twice = changes.first { $0.offsetAfter < $0.offsetBefore }.flatMap { change in
            guard let day = week.columns.first(where: { $0.from <= change.at && change.at < $0.to }) else { return nil }
            let back = change.offsetBefore - change.offsetAfter
            let second = zone.local(change.at).secondOfDay + back
            return Twice(
                at: change.at, day: day.from..<day.to, line: (second + 3_599) / 3_600, count: (back + 3_599) / 3_600)
        }
    }

    /// Fives of minutes from the midnight of the span's day, line by line; at least one.
    func cells(_ span: Range<Date>) -> Range<Int> {
        let from = second(span.lowerBound) / Cells.seconds
        // By what the clock showed just before the end: at the end itself it may have gone on, or back.
        let end = (second(span.upperBound - 1) + Cells.seconds) / Cells.seconds
        return from..<max(end, from + 1)
    }

    /// Which hour the clock shows beside a line.
    func hour(_ line: Int) -> Int {
        guard let twice, line >= twice.line else { return line }
        return line - twice.count
    }

    /// A span in pieces between which the clock changes.
    func pieces(_ span: Range<Date>) -> [Range<Date>] {
        let inside = changes.map(\.at).filter { span.lowerBound < $0 && $0 < span.upperBound }
        return zip([span.lowerBound] + inside, inside + [span.upperBound]).map { $0..<$1 }
    }

    private func second(_ instant: Date) -> Int {
        let second = zone.local(instant).secondOfDay
        guard let twice else { return second }
        let isAfter = twice.day.contains(instant) ? twice.at <= instant : second >= twice.line * 3_600
        return isAfter ? second + twice.count * 3_600 : second
    }
}
