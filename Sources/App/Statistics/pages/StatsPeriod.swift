import Domain

/// A stretch of days that has a name. Raw values stand in addresses, and are names of sentences.
enum StatsPeriod: String, CaseIterable, Sendable {
    case month
    case lastMonth = "last_month"
    case year
    case twelveMonths = "twelve_months"

    /// As somebody has them for whom it is `today`; what is to come of a month or a year belongs to it.
    func days(on today: LocalDate) -> ClosedRange<LocalDate> {
        let (year, month, _) = today.civil
        return switch self {
        case .month: Self.first(year, month)...Self.first(year, month + 1).adding(days: -1)
        case .lastMonth: Self.first(year, month - 1)...Self.first(year, month).adding(days: -1)
        case .year: Self.first(year, 1)...Self.first(year, 13).adding(days: -1)
        case .twelveMonths: Self.first(year, month - 11)...Self.first(year, month + 1).adding(days: -1)
        }
    }

    /// The first day of a month that is counted on from January of a year, also beyond it.
    private static func first(_ year: Int, _ month: Int) -> LocalDate {
        let months = year * 12 + month - 1
        guard let day = LocalDate(year: months / 12, month: months % 12 + 1, day: 1) else {
            preconditionFailure("each month of the years that dates have begins with a first day")
        }
        return day
    }
}
