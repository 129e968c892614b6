import Domain
import Foundation

extension MonthPicker {
    /// How a reader sees a month's free times.
    struct View: Sendable {
        let reader: ReaderZone
        let links: PickerLinks
        /// Whether the reader asked for all zones.
        var showsAllZones = false
        /// Who works, and in which zone.
        var host: (name: String, zone: Zone)?
    }

    /// `heading` is a sentence of its own where another time is to be chosen.
    init(_ month: FreeMonth, _ view: View, heading: String? = nil, _ catalogue: Catalogue) {
        let words = PickerWords(month: month, links: view.links, catalogue: catalogue)
        self.heading = heading ?? words.say("heading")
        zone = ZoneLine(
            view.reader, at: month.day.flatMap { month.days[$0]?.first?.start } ?? month.now, on: words.here,
            showsAll: view.showsAllZones, host: view.host, catalogue)
        let isFull = month.day == nil
        soonest = isFull ? nil : words.soonest
        fullMonth = isFull ? words.fullMonth : nil
        self.month = words.table
        times = words.times
        opensAnew = view.links.opensAnew
    }
}

/// Puts a month's free times into words and links.
private struct PickerWords {
    let month: FreeMonth
    let links: PickerLinks
    let catalogue: Catalogue

    /// Free days that are shown in a row.
    private static let mostSoonest = 6
    /// From so many free times on, a day is rather free, or wholly.
    private static let (some, many) = (3, 6)
    /// The hours with which afternoon and evening begin.
    private static let (noon, evening) = (12, 18)

    private var text: DateText { DateText(catalogue: catalogue, zone: month.zone) }

    func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
        catalogue.sentence("page.picker.\(key)", arguments)
    }

    /// The page as it is now, so that another zone shows the same days.
    var here: PagePath {
        let at = month.at.map { [(name: "at", value: Timestamp.text($0))] } ?? []
        if let day = month.day { return links.page.adding(at + [("day", day.description)]) }
        return links.page.adding(at + [("month", String(month.first.description.prefix(7)))])
    }

    var soonest: SoonestDays {
        let free = month.freeDays
        let chosen = free.firstIndex { $0 >= month.day ?? month.today } ?? 0
        let start = max(0, min(chosen - 1, free.count - Self.mostSoonest))
        return SoonestDays(
            label: say("soonest"), wholeMonth: say("whole_month"),
            days: free[start...].prefix(Self.mostSoonest).map { day in
                let civil = day.civil
                return .init(
                    href: links.day(day), weekday: catalogue.dates.shortWeekday(day.weekday),
                    number: String(civil.day),
                    otherMonth: day.firstOfMonth == month.first
                        ? nil : catalogue.dates.shortMonth(civil.month),
                    count: say("times", ["count": "\(month.days[day]?.count ?? 0)"]), isChosen: day == month.day)
            })
    }

    var fullMonth: FullMonth {
        let name = ["month": catalogue.dates.month(month.first.civil.month)]
        guard let next = month.next else {
            return FullMonth(
                strong: say("nothing", name), line: say("look_again"), go: nil, wholeMonth: say("whole_month"))
        }
        let day = text.longDay(next.day)
        return FullMonth(
            strong: say("full", name), line: say("next_free", ["day": day, "count": String(next.count)]),
            go: SlipLink(
                href: links.day(next.day), text: say("go_to", ["day": text.dayOfMonth(next.day)])),
            wholeMonth: say("whole_month"))
    }

    var table: PickerMonth {
        let first = Int(catalogue.sentence("date.first_weekday")) ?? 1
        let blanks = (month.first.weekday - first + 7) % 7
        let days = (month.first.dayNumber...month.last.dayNumber).map(LocalDate.init(dayNumber:))
        var cells = Array(repeating: PickerMonth.Cell(free: nil, plain: nil, isToday: false), count: blanks)
        cells += days.map(cell)
        while !cells.count.isMultiple(of: 7) { cells.append(.init(free: nil, plain: nil, isToday: false)) }
        let name = text.month(month.first)
        return PickerMonth(
            name: name, caption: say("caption", ["month": name]), before: before, after: after,
            weekdays: (0..<7).map { (first - 1 + $0) % 7 + 1 }.map { weekday in
                .init(
                    short: catalogue.dates.shortWeekday(weekday),
                    long: catalogue.dates.weekday(weekday))
            },
            weeks: stride(from: 0, to: cells.count, by: 7).map { .init(cells: Array(cells[$0..<$0 + 7])) })
    }

    private func cell(_ day: LocalDate) -> PickerMonth.Cell {
        let number = String(day.civil.day)
        guard let slots = month.days[day] else { return .init(free: nil, plain: number, isToday: day == month.today) }
        let fullness = slots.count >= Self.many ? "many" : slots.count >= Self.some ? "some" : nil
        let label = say("free_day", ["day": text.dayOfYear(day), "count": String(slots.count)])
        return .init(
            free: .init(
                href: links.day(day), number: number, label: label, fullness: fullness, isChosen: day == month.day),
            plain: nil, isToday: day == month.today)
    }

    private var before: PickerMonth.Arrow {
        let day = month.first.lastOfMonthBefore.firstOfMonth
        let name = ["month": text.month(day)]
        return day < month.today.firstOfMonth
            ? .init(href: nil, label: say("is_over", name)) : .init(href: links.month(day), label: text.month(day))
    }

    private var after: PickerMonth.Arrow {
        let day = month.first.firstOfNextMonth
        let name = ["month": text.month(day)]
        return day > month.lastDay
            ? .init(href: nil, label: say("not_open", name)) : .init(href: links.month(day), label: text.month(day))
    }

    var times: PickerTimes {
        guard let day = month.day else {
            let name = ["month": catalogue.dates.month(month.first.civil.month)]
            return PickerTimes(heading: say("no_times", name), clocks: nil, groups: [], lines: emptiness)
        }
        let slots = month.days[day] ?? []
        let groups = Dictionary(grouping: slots) { slot in
            switch month.zone.local(slot.start).secondOfDay / 3_600 {
            case ..<Self.noon: 0
            case ..<Self.evening: 1
            default: 2
            }
        }
        return PickerTimes(
            heading: text.dayOfYear(day), clocks: clockChange(on: day),
            groups: ["morning", "afternoon", "evening"].enumerated().compactMap { index, key in
                groups[index].map { .init(name: say(key), list: $0.map(time)) }
            },
            lines: slots.isEmpty ? [say("no_times_on_day")] : [])
    }

    private func time(_ slot: Slot) -> PickerTimes.Time {
        .init(href: links.time(slot.start), text: text.onlyTime(of: slot.start), isChosen: slot.start == month.at)
    }

    /// Why a month has no times, as far as that is known.
    private var emptiness: [String] {
        let days = ["days": String(month.horizonDays)]
        if let opensAt = month.opensAt {
            let (day, time) = (text.longDay(text.date(of: opensAt)), text.time(of: opensAt))
            return [say("cancelled_appear"), say("opens", days.merging(["day": day, "time": time]) { one, _ in one })]
        }
        let isCut = month.lastDay < month.last
        return [say("cancelled_appear")] + (isCut ? [say("horizon", days)] : [])
    }

    /// A sentence where the clocks are put forward or back on a day.
    private func clockChange(on day: LocalDate) -> String? {
        let (start, end) = (month.zone.firstInstant(day), month.zone.firstInstant(day.adding(days: 1)))
        let moved = month.zone.transitions(from: start, to: end).first { $0.offsetBefore != $0.offsetAfter }
        guard let moved else { return nil }
        let minutes = (moved.offsetAfter - moved.offsetBefore) / 60
        return say(minutes > 0 ? "clocks_forward" : "clocks_back", ["length": catalogue.notice(abs(minutes))])
    }
}
