import Domain
import Foundation

extension StatsWords {
    /// Currencies that have a chart of their own: those in which most came in.
    private static let mostCurrencies = 3

    var charts: [StatsChart] {
        let currencies = report.total.paid.sorted { $0.charged > $1.charged }.prefix(Self.mostCurrencies)
        return [bookings] + currencies.map { money(in: $0.currency) }
    }

    private var table: (name: String, week: String) { (say("table"), say("column.week")) }

    private var weeks: [(long: String, short: String)] {
        report.weeks.map { (dates.shortDate($0.from), dates.shortDayOfMonth($0.from)) }
    }

    private var bookings: StatsChart {
        func series(_ tone: String, _ key: String, _ value: (BookedSums) -> Int64) -> ChartNumbers.Series {
            let values = report.weeks.map { value($0.part.booked) }
            return ChartNumbers.Series(
                tone: tone, name: say("column.\(key)"), values: values, texts: values.map { String($0) })
        }
        let shares = report.weeks.map { Self.share($0.part.booked.minutes, of: $0.part.offeredMinutes ?? 0) }
        let numbers = ChartNumbers(
            series: [
                series("took", "completed") { $0.completed }, series("info", "scheduled") { $0.scheduled },
                series("warn", "missed") { $0.missed }, series("off", "cancelled") { $0.cancelled },
            ],
            weeks: weeks, line: (say("column.share"), shares, catalogue.percent), scale: { String($0) })
        let total = report.total.booked
        let gaps = ["count": "\(total.standing)", "cancelled": "\(total.cancelled)"]
        return StatsChart(
            "bookings", caption: say("chart.bookings"), summary: say("chart.bookings_summary", gaps), table: table,
            numbers)
    }

    private func money(in currency: Currency) -> StatsChart {
        func series(_ tone: String, _ key: String, _ value: (PaidSums) -> Int64) -> ChartNumbers.Series {
            let values = report.weeks.map { week in
                week.part.paid.first { $0.currency == currency }.map(value) ?? 0
            }
            let texts = values.map { catalogue.money(Money(minor: $0, currency: currency)) }
            return ChartNumbers.Series(tone: tone, name: say("money.\(key)"), values: values, texts: texts)
        }
        let numbers = ChartNumbers(
            series: [
                series("took", "kept") { $0.kept }, series("off", "refunded") { $0.refunded },
                series("bad", "disputed") { $0.disputed },
            ],
            weeks: weeks, scale: { catalogue.money(Money(minor: $0, currency: currency)) })
        let paid = report.total.paid.first { $0.currency == currency } ?? PaidSums(currency: currency)
        let gaps = [
            "kept": catalogue.money(paid.money(paid.kept)), "refunded": catalogue.money(paid.money(paid.refunded)),
        ]
        return StatsChart(
            "money-\(currency.code)", caption: say("chart.money", ["currency": currency.code.uppercased()]),
            summary: say("chart.money_summary", gaps), table: table, numbers)
    }

    var tables: [StatsPage.Table] {
        let columns = ["bookings", "missed", "cancelled", "revenue"].map { say("column.\($0)") }
        func row(_ part: StatisticsReport.Part, _ more: [String]) -> StatsRow {
            let booked = part.booked
            let money = part.paid.map { catalogue.money($0.money($0.kept)) }.joined(separator: " · ")
            let cells = [booked.standing, booked.missed, booked.cancelled].map { String($0) }
            return StatsRow(name: part.name, cells: cells + [money.isEmpty ? "–" : money] + more)
        }
        let services = StatsPage.Table(
            id: "services", caption: say("services"), first: say("by.service"), columns: columns,
            rows: report.services.map { row($0, []) })
        let hosts = StatsPage.Table(
            id: "hosts", caption: say("hosts"), first: say("by.host"), columns: columns + [say("column.share")],
            rows: report.hosts.map { part in
                let share = Self.share(part.booked.minutes, of: part.offeredMinutes ?? 0).map(catalogue.percent)
                return row(part, [share ?? "–"])
            })
        return report.question.host == nil ? [services, hosts] : [services]
    }
}
