/// A day on which a country or region rests.
package struct PublicHoliday: Sendable, Hashable {
    package let name: HolidayName
    package let date: LocalDate
    /// Whether it is kept in parts of the region alone.
    package let isLocal: Bool

    /// Those of a region in a year, by their dates. Days that a law sets for one year alone are not among them.
    package static func all(in region: HolidayRegion, of year: Int) -> [PublicHoliday] {
        // What is kept on another day than its own may come from the year beside it.
        (year - 1...year + 1).flatMap { other in region.rules.map { $0.holiday(of: other) } }
            .filter { $0.date.civil.year == year }.sorted { $0.date < $1.date }
    }
}

/// When a holiday falls, year by year.
struct HolidayRule: Sendable {
    enum Day: Sendable {
        case date(month: Int, day: Int)
        /// Days after Easter Sunday.
        case easter(Int)
        /// The first of a weekday (ISO) from a date on.
        case first(weekday: Int, from: (month: Int, day: Int))
    }

    let name: HolidayName
    let day: Day
    /// By how many days it is moved where it falls on a weekday (ISO).
    var moved: [Int: Int] = [:]
    var isLocal = false

    func holiday(of year: Int) -> PublicHoliday {
        let date = own(of: year)
        return PublicHoliday(name: name, date: date.adding(days: moved[date.weekday] ?? 0), isLocal: isLocal)
    }

    private func own(of year: Int) -> LocalDate {
        func date(_ month: Int, _ day: Int) -> LocalDate {
            LocalDate(dayNumber: LocalDate.dayNumber(year: year, month: month, day: day))
        }
        switch day {
        case .date(let month, let day): return date(month, day)
        case .easter(let days): return Easter.sunday(of: year).adding(days: days)
        case .first(let weekday, let from):
            let first = date(from.month, from.day)
            return first.adding(days: (weekday - first.weekday + 7) % 7)
        }
    }
}
