import Domain
import Foundation

/// How the practice is doing, in figures, charts and tables.
struct StatsPage: Page {
    static let template = "pages/stats"
    static let place: DeskPlace? = .stats
    let title: String
    let heading: String
    let intro: String
    let periodLabel: String
    let periods: [Period]
    var failure: FormFailure?
    let narrow: Narrow
    /// While bookings wait to be counted.
    let counting: String?
    let empty: Empty?
    /// Nil where there is nothing to show.
    let shown: Shown?

    struct Period: PageValues {
        let href: String
        let name: String
        let isHere: Bool
    }

    struct Narrow: PageValues {
        let from: FormField
        let to: FormField
        let choices: [FormChoice]
        let button: String
    }

    struct Empty: PageValues {
        let nothing: String
        let hint: String?
    }

    struct Shown: PageValues {
        let figures: [Figure]
        /// With which days the figures are compared; nil where there were none yet.
        let compared: String?
        let charts: [StatsChart]
        let tables: [Table]
        let lists: [List]
        let remark: String
        let file: NoticePage.Link
    }

    struct Figure: PageValues {
        let label: String
        let value: String
        let beside: String?
        let before: Before?
    }

    /// What a figure was in the days before.
    struct Before: PageValues {
        /// Whether it has risen or fallen since; nil where it has not.
        let arrow: String?
        let words: String
    }

    struct Table: PageValues {
        let id: String
        let caption: String
        let first: String
        let columns: [String]
        let rows: [StatsRow]
    }

    struct List: PageValues {
        let id: String
        let caption: String
        let lines: [Figure]
    }
}

extension StatsPage {
    init(_ report: StatisticsReport, _ asked: StatsQuery, _ catalogue: Catalogue, problem: Problem? = nil) {
        let words = StatsWords(report: report, catalogue: catalogue)
        let labels = ["from", "to", "host", "service"].reduce(into: [String: String]()) {
            $0[$1] = words.say("by.\($1)")
        }
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        self.failure = failure
        heading = words.say("title")
        title = FormFailure.title(heading, failure, catalogue)
        intro = words.intro
        periodLabel = words.say("periods")
        periods = StatsPeriod.allCases.map { period in
            Period(
                href: StatsPages.path + asked.address(of: period), name: words.say("period.\(period.rawValue)"),
                isHere: period == asked.period)
        }
        narrow = words.narrow(asked, labels, failure)
        counting = report.isComplete ? nil : words.say("counting")
        let isEmpty = report.total.booked.isEmpty && report.total.paid.isEmpty
        empty =
            !report.hasBegun
            ? Empty(nothing: words.say("nothing"), hint: words.say("nothing_hint"))
            : isEmpty ? Empty(nothing: words.say("nothing_here"), hint: nil) : nil
        shown =
            !report.hasBegun || isEmpty
            ? nil
            : Shown(
                figures: words.figures, compared: words.compared, charts: words.charts, tables: words.tables,
                lists: words.lists, remark: words.say("remark"),
                file: .init(href: "\(StatsPages.path).csv" + asked.address(of: asked.period), text: words.say("file")))
    }
}
