import Domain
import Foundation

/// The form of every week: for each weekday its ranges, and buttons for one more and one less.
struct HoursWeek: PageValues {
    let weekHeading: String
    let zone: FormChoice
    let until: String
    let days: [Day]
    let copy: Copy
    let save: String

    struct Day: PageValues {
        let day: String
        let closed: String?
        let ranges: [Range]
        /// The number of the weekday, and what its button says; nil where it has as many ranges as it may.
        let more: More?
    }

    struct More: PageValues {
        let weekday: Int
        let text: String
        let on: String
    }

    struct Range: PageValues {
        /// Its place in the form.
        let row: Int
        let weekday: Int
        let from: String
        let to: String
        let fromLabel: String
        let toLabel: String
        let fromError: String?
        let toError: String?
        let drop: String
    }

    struct Copy: PageValues {
        let summary: String
        let fromLabel: String
        let toLegend: String
        let weekdays: [Weekday]
        let button: String
    }

    struct Weekday: PageValues {
        let number: Int
        let name: String
    }
}

extension HoursWeek {
    /// What the fields are called, by their names.
    static func labels(_ draft: HoursDraft, _ words: Catalogue) -> [String: String] {
        var labels = ["time_zone": words.sentence("page.hours.zone")]
        var counts: [Int: Int] = [:]
        for (index, row) in draft.rows.enumerated() {
            counts[row.weekday, default: 0] += 1
            let gaps = [
                "day": words.dates.weekday(row.weekday), "number": "\(counts[row.weekday] ?? 1)",
            ]
            labels["weekly[\(index)].from"] = words.sentence("page.hours.from", gaps)
            labels["weekly[\(index)].to"] = words.sentence("page.hours.to", gaps)
        }
        return labels
    }

    init(
        _ draft: HoursDraft, at now: Date, _ labels: [String: String], _ failure: FormFailure?, _ words: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.hours.\(key)", gaps)
        }
        weekHeading = say("every_week")
        let present = (try? Zone(draft.zone)) ?? .utc  // try? is fine: what was typed wrongly is told beside it
        zone = FormChoice(
            "time_zone", say("zone"), of: ZoneChoice.commonOptions(present, at: now, words),
            failure: failure)
        until = say("until")
        save = say("save")
        let rows = Array(draft.rows.enumerated())
        days = (1...7).map { weekday in
            Day(weekday, rows.filter { $0.element.weekday == weekday }, labels, failure, words)
        }
        copy = Copy(
            summary: say("copy.summary"), fromLabel: say("copy.from"), toLegend: say("copy.to"),
            weekdays: (1...7).map { Weekday(number: $0, name: words.dates.weekday($0)) },
            button: say("copy.button"))
    }
}

extension HoursWeek.Day {
    fileprivate init(
        _ weekday: Int, _ rows: [(offset: Int, element: HoursDraft.Row)], _ labels: [String: String],
        _ failure: FormFailure?, _ words: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.hours.\(key)", gaps)
        }
        let name = words.dates.weekday(weekday)
        day = name
        closed = rows.isEmpty ? say("closed") : nil
        ranges = rows.map { index, row in
            let (from, to) = ("weekly[\(index)].from", "weekly[\(index)].to")
            let drop =
                row.from.isEmpty || row.to.isEmpty
                ? say("drop_empty", ["day": name])
                : say("drop", ["from": row.from, "to": row.to, "day": name])
            return HoursWeek.Range(
                row: index, weekday: weekday, from: row.from, to: row.to, fromLabel: labels[from] ?? "",
                toLabel: labels[to] ?? "", fromError: failure?.about(from), toError: failure?.about(to), drop: drop)
        }
        more =
            rows.count >= WorkingHours.maximumRangesADay
            ? nil
            : HoursWeek.More(
                weekday: weekday, text: say(rows.isEmpty ? "add" : "more"), on: say("on_day", ["day": name]))
    }
}
