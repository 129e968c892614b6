import Domain
import Foundation
import Storage

/// What of a calendar somebody wants to see who picks a time: the month of a day, or of a time that they have chosen.
struct AskedMonth: Sendable, Hashable {
    /// Any day of the month; nil for that of the first free day.
    var month: LocalDate?
    var day: LocalDate?
    /// A start that is chosen already.
    var at: Date?

    /// `month` (2026-12), `day` (2026-12-08) and `at` (an instant) of a page's query; what cannot be read is not
    /// there, since pages are opened by links that others lengthen.
    init(_ query: Query) {
        month = query.text("month").flatMap { LocalDate("\($0)-01") }
        day = query.text("day").flatMap { LocalDate($0) }
        at = query.text("at").flatMap { try? Timestamp.date($0, field: "at") }  // try? is fine: see above
    }

    /// The first free day, in whatever month.
    init() {}
}

/// The free times of a month in somebody's zone, and of as many days before and after it as are shown beside it.
struct FreeMonth: Sendable {
    /// The month's first day.
    let first: LocalDate
    let today: LocalDate
    /// The day of the last start that could be offered.
    let lastDay: LocalDate
    /// How many days ahead one may book.
    let horizonDays: Int
    /// Ascending, within the month and somewhat around it; by days.
    let days: [LocalDate: [Slot]]
    /// Of which the times are shown; nil where the month has no free day, and none was asked for.
    let day: LocalDate?
    let at: Date?
    /// The first free day after a month that has none, and its times.
    let next: (day: LocalDate, count: Int)?
    /// When a start enters the horizon, where nothing at all is free.
    let opensAt: Date?
    let zone: Zone
    let now: Date
    /// From when on this is not true any more, by the passing of time alone.
    let lapsesAt: Date

    var freeDays: [LocalDate] { days.keys.sorted() }
    var last: LocalDate { first.lastOfMonth }
}

extension LocalDate {
    var firstOfMonth: LocalDate { adding(days: 1 - civil.day) }
    var firstOfNextMonth: LocalDate { firstOfMonth.adding(days: 31).firstOfMonth }
    var lastOfMonth: LocalDate { firstOfNextMonth.adding(days: -1) }
    var lastOfMonthBefore: LocalDate { firstOfMonth.adding(days: -1) }
}

extension Calendars {
    /// Works a month out. The time of the asker's `own` booking counts as free.
    static func month(
        _ asked: AskedMonth, from source: SlotSource, in zone: Zone, givingBack own: BookingID? = nil,
        in tx: any Transaction
    ) throws -> FreeMonth {
        var search = FreeSearch(source: source, zone: zone, own: own, tx: tx)
        return try search.month(asked)
    }

    /// The first free start; nil where there is none.
    static func firstFree(from source: SlotSource, in tx: any Transaction) throws -> (start: Date?, lapsesAt: Date) {
        var search = FreeSearch(source: source, zone: .utc, own: nil, tx: tx)
        let slots = try search.firstFree(from: search.today)
        return (slots?.first?.start, search.lapsesAt)
    }
}
