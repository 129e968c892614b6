import Domain
import Foundation

/// From which hour to which the columns go: 8 to 18, and further where there is something outside.
struct WeekClock {
    let zone: Zone
    let first: Int
    let hours: Int

    init(_ week: DeskWeek) {
        zone = week.zone
        var (first, last) = (8, 18)
        for column in week.columns {
            let bookings = column.entries.map { $0.booking.scheduledAt..<$0.booking.endsAt }
            let day = column.from..<column.to
            for span in column.hours + bookings.clipped(to: day) {
                let places = Self.cells(span, day, week.zone)
                (first, last) = (min(first, places.lowerBound / 12), max(last, (places.upperBound + 11) / 12))
            }
        }
        (self.first, hours) = (first, last - first)
    }

    /// Fives of minutes from midnight, as the clock shows them; at least one.
    static func cells(_ span: Range<Date>, _ day: Range<Date>, _ zone: Zone) -> Range<Int> {
        let from = span.lowerBound <= day.lowerBound ? 0 : zone.local(span.lowerBound).secondOfDay / Cells.seconds
        let to = zone.local(span.upperBound).secondOfDay + Cells.seconds - 1
        let end = span.upperBound >= day.upperBound ? 288 : to / Cells.seconds
        return from..<max(end, from + 1)
    }

    /// Classes of the style sheet: `h9 m30 l1 d10` begins at 9:30 and lasts an hour and ten times five minutes.
    func places(_ span: Range<Date>, in column: DeskColumn) -> String {
        let cells = Self.cells(span, column.from..<column.to, zone)
        return "h\(cells.lowerBound / 12) m\(cells.lowerBound % 12 * 5) l\(cells.count / 12) d\(cells.count % 12)"
    }
}

/// The words of one column.
struct WeekWords {
    let week: DeskWeek
    let dates: DateText
    let clock: WeekClock

    private func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        dates.catalogue.sentence("page.week.\(key)", gaps)
    }

    func column(_ column: DeskColumn) -> WeekColumn {
        let day = column.from..<column.to
        let owned = column.entries.map { Self.owned($0.booking) }
        let blocked = column.taken.filter { taken in !owned.contains { $0.overlaps(taken) } }
        let buffers = owned.clipped(to: day).without(column.entries.map { $0.booking.scheduledAt..<$0.booking.endsAt })
        var drawn = column.hours.map { "works " + clock.places($0, in: column) }
        drawn += buffers.map { "buffer " + clock.places($0, in: column) }
        let isToday = day.contains(week.now)
        if isToday { drawn.append("now " + clock.places(week.now..<week.now + 1, in: column)) }
        let free = column.hours.without(column.taken).clipped(to: week.now..<Date.distantFuture)
        let spans: [(Date, WeekPiece)] =
            column.entries.map { ($0.booking.scheduledAt, booking($0, in: column)) }
            + blocked.map { ($0.lowerBound, piece($0, "off", "blocked", in: column)) }
            + free.flatMap(byHour).map { ($0.lowerBound, piece($0, "free", "free", in: column)) }
        let pieces = spans.sorted { $0.0 < $1.0 }.map(\.1)
        return WeekColumn(
            name: week.host == nil ? column.host.name : dates.shortDay(column.date), isToday: isToday,
            drawn: drawn.map { WeekColumn.Drawn(places: $0) }, pieces: pieces,
            nothing: pieces.isEmpty ? say("nothing") : nil)
    }

    /// What a booking takes of the calendar, with its buffers.
    private static func owned(_ booking: Booking) -> Range<Date> {
        Cells.start(of: booking.cells.lowerBound)..<Cells.start(of: booking.cells.upperBound)
    }

    private func booking(_ entry: BookingEntry, in column: DeskColumn) -> WeekPiece {
        let booking = entry.booking
        let span = max(booking.scheduledAt, column.from)..<min(booking.endsAt, column.to)
        let tone =
            switch booking.status {
            case .pending: "warn"
            case .noShow: "bad"
            default: booking.endsAt <= week.now ? "off" : ""
            }
        let gaps = [
            "hours": dates.hours(from: booking.scheduledAt, to: booking.endsAt), "service": entry.serviceTitle,
            "state": booking.pill(at: week.now, dates.catalogue).pillText,
        ]
        return WeekPiece(
            places: clock.places(span, in: column), tone: tone, href: BookingListPages.path(of: booking.id),
            name: entry.client.name, line: say("booking", gaps))
    }

    /// In pieces that end with the hours of the clock, so that each leads to its own time.
    private func byHour(_ span: Range<Date>) -> [Range<Date>] {
        var (pieces, start) = ([Range<Date>](), span.lowerBound)
        while start < span.upperBound {
            let end = min(span.upperBound, start + Double(3_600 - week.zone.local(start).secondOfDay % 3_600))
            pieces.append(start..<end)
            start = end
        }
        return pieces
    }

    private func piece(_ span: Range<Date>, _ tone: String, _ key: String, in column: DeskColumn) -> WeekPiece {
        let way = "\(BookPages.path)?host=\(column.host.id)&at=\(Timestamp.text(span.lowerBound))"
        return WeekPiece(
            places: clock.places(span, in: column), tone: tone,
            href: key == "free" && week.booksForClients ? way : nil, name: say(key),
            line: dates.hours(from: span.lowerBound, to: span.upperBound))
    }
}
