import Domain
import Foundation

/// The dates that have other hours, those in a row with the same hours in one line, and the form for one more.
struct HoursExceptions: PageValues {
    let exceptionsHeading: String
    let calendar: HoursCalendar
    let rows: [Row]
    let none: String?
    /// How many more stand further ahead.
    let further: String?
    let form: Another
    let off: Off
    /// Where public holidays are proposed.
    let holidays: NoticePage.Link

    struct Row: PageValues {
        let days: String
        let hours: String
        let first: String
        let last: String
        let remove: String
    }

    struct Another: PageValues {
        let formHeading: String
        let dayLabel: String
        let day: String
        let dayError: String?
        let ranges: [Range]
        let closedLabel: String
        let isClosed: Bool
        let button: String
    }

    /// Several days in a row without hours.
    struct Off: PageValues {
        let offHeading: String
        let hint: String
        let dates: [OffDay]
        let button: String
    }

    struct OffDay: PageValues {
        let name: String
        let label: String
        let date: String
        let error: String?
    }

    struct Range: PageValues {
        let row: Int
        let from: String
        let to: String
        let fromLabel: String
        let toLabel: String
        let fromError: String?
        let toError: String?
    }
}

extension HoursExceptions {
    /// Lines that are shown at once.
    private static let mostRows = 60

    static func labels(_ words: Catalogue) -> [String: String] {
        var labels = ["day": words.sentence("page.hours.exceptions.day")]
        for row in 0..<HoursPage.exceptionRanges {
            labels["intervals[\(row)].from"] = words.sentence("page.hours.exceptions.from")
            labels["intervals[\(row)].to"] = words.sentence("page.hours.exceptions.to")
        }
        labels["off.from"] = words.sentence("page.hours.off.from")
        labels["off.to"] = words.sentence("page.hours.off.to")
        return labels
    }

    /// `day` is one that was chosen for an exception.
    init(_ kept: KeptHours, day: LocalDate?, typed: Form?, _ failure: FormFailure?, _ words: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.hours.exceptions.\(key)", gaps)
        }
        let all = Self.spans(kept.overrides.filter { $0.key >= kept.today })
        exceptionsHeading = say("heading")
        calendar = HoursCalendar(kept, words)
        rows = all.prefix(Self.mostRows).map { Row($0.days, $0.ranges, words) }
        none = all.isEmpty ? say("none") : nil
        further = all.count > Self.mostRows ? say("more", ["count": "\(all.count - Self.mostRows)"]) : nil
        let about = typed == nil ? nil : failure
        form = Another(
            formHeading: say("another"), dayLabel: say("day"), day: typed?.typed("day") ?? day?.description ?? "",
            dayError: about?.about("day"),
            ranges: (0..<HoursPage.exceptionRanges).map { row in
                let (from, to) = ("intervals[\(row)].from", "intervals[\(row)].to")
                return Range(
                    row: row, from: typed?.typed(from) ?? "", to: typed?.typed(to) ?? "", fromLabel: say("from"),
                    toLabel: say("to"), fromError: about?.about(from), toError: about?.about(to))
            }, closedLabel: say("closed"), isClosed: typed?.typed("closed").isEmpty == false, button: say("add"))
        off = Off(typed, about, words)
        holidays = .init(href: "\(HoursPages.path)/holidays?host=\(kept.host.id)", text: say("holidays"))
    }

    /// Dates in a row with the same hours.
    private static func spans(
        _ overrides: [LocalDate: [HoursRange]]
    ) -> [(days: ClosedRange<LocalDate>, ranges: [HoursRange])] {
        var spans: [(days: ClosedRange<LocalDate>, ranges: [HoursRange])] = []
        for (date, ranges) in overrides.sorted(by: { $0.key < $1.key }) {
            if let last = spans.last, last.days.upperBound.adding(days: 1) == date, last.ranges == ranges {
                spans[spans.count - 1].days = last.days.lowerBound...date
            } else {
                spans.append((date...date, ranges))
            }
        }
        return spans
    }
}

extension HoursExceptions.Off {
    fileprivate init(_ typed: Form?, _ failure: FormFailure?, _ words: Catalogue) {
        func say(_ key: String) -> String { words.sentence("page.hours.off.\(key)") }
        (offHeading, hint, button) = (say("heading"), say("hint"), say("take"))
        dates = ["from", "to"].map { end in
            let name = "off.\(end)"
            return HoursExceptions.OffDay(
                name: name, label: say(end), date: typed?.typed(name) ?? "", error: failure?.about(name))
        }
    }
}

extension HoursExceptions.Row {
    fileprivate init(_ dates: ClosedRange<LocalDate>, _ ranges: [HoursRange], _ words: Catalogue) {
        let text = DateText(catalogue: words, zone: .utc)
        let (from, to) = (text.shortDay(dates.lowerBound), text.shortDay(dates.upperBound))
        let days =
            dates.lowerBound == dates.upperBound
            ? from : words.sentence("page.hours.exceptions.days", ["from": from, "to": to])
        self.days = days
        hours = HoursText(words).lines(ranges).joined(separator: ", ")
        (first, last) = (dates.lowerBound.description, dates.upperBound.description)
        remove = words.sentence("page.hours.exceptions.remove", ["days": days])
    }
}
