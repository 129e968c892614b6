import Domain
import Foundation
import Storage

/// What is read of the tables `booked_days` and `paid_days`: by ISO weeks, or by the days themselves.
extension Transaction {
    func bookedSums(_ question: StatisticsQuestion, by span: SumSpan) throws -> [SumLine<BookedSums>] {
        try rows(
            """
            SELECT \(span.day), host_id, service_id, \(Self.sum("scheduled")), \(Self.sum("completed")),
                \(Self.sum("missed")), \(Self.sum("cancelled_week")), \(Self.sum("cancelled_day")),
                \(Self.sum("cancelled_late")), \(Self.sum("minutes")), \(Self.sum("new_clients"))
            FROM booked_days WHERE \(question.condition) GROUP BY \(span.day), host_id, service_id
            """
        ) { row in
            let sums = BookedSums(
                scheduled: try row.int(3), completed: try row.int(4), missed: try row.int(5),
                cancelledWeek: try row.int(6), cancelledDay: try row.int(7), cancelledLate: try row.int(8),
                minutes: try row.int(9), newClients: try row.int(10))
            return SumLine(day: Int(try row.int(0)), host: try row.id(1), service: try row.id(2), sums: sums)
        }
    }

    func paidSums(_ question: StatisticsQuestion, by span: SumSpan) throws -> [SumLine<PaidSums>] {
        try rows(
            """
            SELECT \(span.day), host_id, service_id, currency, \(Self.sum("charged")), \(Self.sum("refunded")),
                \(Self.sum("disputed")), \(Self.sum("fees"))
            FROM paid_days WHERE \(question.condition) GROUP BY \(span.day), host_id, service_id, currency
            """
        ) { row in
            let sums = PaidSums(
                currency: Currency(stored: try row.text(3)), charged: try row.int(4), refunded: try row.int(5),
                disputed: try row.int(6), fees: try row.int(7))
            return SumLine(day: Int(try row.int(0)), host: try row.id(1), service: try row.id(2), sums: sums)
        }
    }

    /// The first day on which anything was booked; nil while nothing is.
    func firstBookedDay() throws -> LocalDate? {
        try row("SELECT day FROM booked_days WHERE day >= 0 ORDER BY day LIMIT 1") { row in
            LocalDate(dayNumber: Int(try row.int(0)))
        }
    }

    /// A whole number also where PostgreSQL would make a decimal one of it.
    private static func sum(_ column: SQL) -> SQL { "CAST(SUM(\(column)) AS BIGINT)" }
}

/// What one line of sums is about.
enum SumSpan: Sendable {
    case day, week

    /// Of a week its Monday: 1970-01-01 was a Thursday.
    fileprivate var day: SQL { self == .day ? "day" : "(day + 3) / 7 * 7 - 3" }
}

extension StatisticsQuestion {
    fileprivate var condition: SQL {
        let days: SQL = "day >= \(days.lowerBound.dayNumber) AND day <= \(days.upperBound.dayNumber)"
        let others: [SQL?] = [host.map { "host_id = \($0)" }, service.map { "service_id = \($0)" }]
        return others.compactMap(\.self).reduce(days) { "\($0) AND \($1)" }
    }
}
