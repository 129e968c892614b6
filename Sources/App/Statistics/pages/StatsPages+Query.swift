import Domain
import Hummingbird

/// What the page of statistics was asked for: a period by its name, or days, and of whom.
struct StatsQuery: Sendable {
    let period: StatsPeriod?
    let question: StatisticsQuestion
    /// As they were typed.
    let typed: [String: String]

    /// Without days it is this month. Throws `validation_failed` for what cannot be read.
    init(_ query: Query, on today: LocalDate) throws {
        let (period, from, to, host, service) = try Form.gather(
            Form.answer { try query.choice("period", StatsPeriod.self) }, Form.answer { try query.date("from") },
            Form.answer { try query.date("to") }, Form.answer { try query.id("host", UserID.self) },
            Form.answer { try query.id("service", ServiceID.self) })
        typed = Self.typed(query)
        let isNamed = period != nil || (from == nil && to == nil)
        self.period = isNamed ? period ?? .month : nil
        let days = (self.period ?? .month).days(on: today)
        question = try StatisticsQuestion(
            from: isNamed ? days.lowerBound : from ?? days.lowerBound, to: isNamed ? days.upperBound : to ?? today,
            host: host, service: service)
    }

    /// This month's, where the query could not be read.
    init(_ query: Query, insteadOn today: LocalDate) throws {
        (period, typed) = (nil, Self.typed(query))
        let days = StatsPeriod.month.days(on: today)
        question = try StatisticsQuestion(from: days.lowerBound, to: days.upperBound)
    }

    private static func typed(_ query: Query) -> [String: String] {
        ["from", "to"].reduce(into: [:]) { $0[$1] = query.text($1) }
    }

    /// The query of another period of the same, or of these days.
    func address(of period: StatsPeriod?) -> String {
        let days = "from=\(question.days.lowerBound)&to=\(question.days.upperBound)"
        let others = [question.host.map { "&host=\($0)" }, question.service.map { "&service=\($0)" }]
        return "?" + (period.map { "period=\($0.rawValue)" } ?? days) + others.compactMap(\.self).joined()
    }
}
