import Domain
import Foundation

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
        let blocked = column.taken.filter { taken in !column.owned.contains { $0.overlaps(taken) } }
        let buffers = column.owned.without(column.entries.map { $0.booking.scheduledAt..<$0.booking.endsAt })
        var drawn = column.hours.flatMap(clock.face.pieces).map { "works " + clock.places($0) }
        drawn += buffers.flatMap(clock.face.pieces).map { "buffer " + clock.places($0) }
        let isToday = day.contains(week.now)
        if isToday { drawn.append("now " + clock.places(week.now..<week.now + 1)) }
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

    private func booking(_ entry: BookingEntry, in column: DeskColumn) -> WeekPiece {
        let booking = entry.booking
        let span = max(booking.scheduledAt, column.from)..<min(booking.endsAt, column.to)
        let tone =
            switch booking.status {
            case _ where entry.clash != nil: "warn"
            case .pending: "warn"
            case .noShow: "bad"
            default: booking.endsAt <= week.now ? "off" : ""
            }
        let gaps = [
            "hours": dates.bareHours(from: booking.scheduledAt, to: booking.endsAt), "service": entry.serviceTitle,
            "state": (entry.clashPill(dates.catalogue) ?? booking.pill(at: week.now, dates.catalogue)).pillText,
        ]
        return WeekPiece(
            id: id("booking-\(booking.id)", column), places: clock.places(span), tone: tone,
            href: BookingListPages.path(of: booking.id),
            name: entry.client.name, line: say("booking", gaps))
    }

    /// In pieces that end with the hours of the clock, so that each leads to its own time.
    private func byHour(_ span: Range<Date>) -> [Range<Date>] {
        clock.face.pieces(span).flatMap { span in
            var (pieces, start) = ([Range<Date>](), span.lowerBound)
            while start < span.upperBound {
                let end = min(span.upperBound, start + Double(3_600 - week.zone.local(start).secondOfDay % 3_600))
                pieces.append(start..<end)
                start = end
            }
            return pieces
        }
    }

    private func piece(_ span: Range<Date>, _ tone: String, _ key: String, in column: DeskColumn) -> WeekPiece {
        let way = "\(BookPages.path)?host=\(column.host.id)&at=\(Timestamp.text(span.lowerBound))"
        return WeekPiece(
            id: id("\(key)-\(Int(span.lowerBound.timeIntervalSince1970))", column), places: clock.places(span),
            tone: tone, href: key == "free" ? way : nil, name: say(key),
            line: dates.bareHours(from: span.lowerBound, to: span.upperBound))
    }

    /// By which a page that is renewed finds its pieces again; a booking over midnight stands on two days.
    private func id(_ what: String, _ column: DeskColumn) -> String { "\(column.host.id)-\(column.date)-\(what)" }
}
