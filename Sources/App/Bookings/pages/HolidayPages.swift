import Domain
import Hummingbird

/// Public holidays that are proposed to a host, and closed on by a press: nothing is closed by itself.
struct HolidayPages: Sendable {
    let bookings: Bookings
    let calendars: Calendars
    let pages: Pages

    static let path = HoursPages.path + "/holidays"

    /// Of `host`, in a `region` and a `year`; what cannot be read is not there.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let named = query.text("host").flatMap { UserID($0) }
        guard let kept = try await calendars.kept(of: named, week: nil, for: context.user) else {
            return .seeOther(HoursPages.path)
        }
        let asked = HolidayQuestion(region: query.text("region"), year: query.text("year"), of: kept)
        let visit = PageVisit(request, context.browser)
        return pages.answer(HolidaysPage(asked, visit.catalogue), to: visit)
    }

    /// Closes the days that were ticked; where bookings stand on them, only by a second press.
    func close(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "region", "year", "day", "known"])
        let kept = try await calendars.kept(by: form, context)
        let asked = HolidayQuestion(region: form.typed("region"), year: form.typed("year"), of: kept)
        let visit = PageVisit(request, context.browser)
        let ticked = Set(form.allTyped("day"))
        do {
            let days = try asked.days(ticked)
            let change = DateChange(
                dates: days.map { $0...$0 }, ranges: [], despiteBookings: !form.typed("known").isEmpty)
            let changed = try await bookings.change(change, of: kept.host.id, by: context.user)
            guard !changed.isDone else { return HoursNotice.off.seen(of: kept.host.id, week: days[0]) }
            let sent =
                [(name: "region", value: form.typed("region")), (name: "year", value: form.typed("year"))]
                + days.map { (name: "day", value: $0.description) }
            let page = ChangedDatesPage(changed, .holidays, sent: sent, to: Self.path, visit.catalogue)
            return pages.answer(page, to: visit)
        } catch let problem as Problem {
            let page = HolidaysPage(asked, ticked: ticked, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
    }
}

/// Whose holidays are asked for: this year's that are to come, or the next year's.
struct HolidayQuestion: Sendable {
    let kept: KeptHours
    /// Nil until one is chosen.
    let region: HolidayRegion?
    let year: Int

    init(region: String?, year: String?, of kept: KeptHours) {
        self.kept = kept
        self.region = region.flatMap { HolidayRegion(rawValue: $0) }
        let years = Self.years(kept)
        self.year = year.flatMap { Int($0) }.flatMap { years.contains($0) ? $0 : nil } ?? years.lowerBound
    }

    /// Exceptions are shown no further ahead.
    static func years(_ kept: KeptHours) -> ClosedRange<Int> {
        let year = kept.today.civil.year
        return year...year + 1
    }

    var proposed: [PublicHoliday] {
        guard let region else { return [] }
        return PublicHoliday.all(in: region, of: year).filter { $0.date >= kept.today }
    }

    /// Whether the host has no hours on a date in any case.
    func isClosed(_ date: LocalDate) -> Bool {
        WorkingHours(weekly: kept.hours.weekly, overrides: kept.overrides).ranges(on: date).isEmpty
    }

    /// Those that were ticked of the proposed, each once. Throws `validation_failed` where there is none.
    func days(_ ticked: Set<String>) throws -> [LocalDate] {
        guard region != nil else { throw Problem.invalid("region", .required) }
        let days = Set(proposed.map(\.date)).filter { ticked.contains($0.description) }.sorted()
        guard !days.isEmpty else { throw Problem.invalid("day", .required) }
        return days
    }
}
