import Domain
import Hummingbird

/// Days off, and a day with other hours, set on the page of hours; where bookings stand outside, only by a second
/// press.
struct TimeOffPages: Sendable {
    let bookings: Bookings
    let calendars: Calendars
    let pages: Pages

    func take(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "off", "known"])
        let kept = try await calendars.kept(by: form, context)
        let visit = PageVisit(request, context.browser)
        do {
            let (from, to) = try Self.days(form)
            let off = try await bookings.takeOff(
                kept.host.id, from: from, to: to, despiteBookings: !form.typed("known").isEmpty, by: context.user)
            guard !off.isDone else { return HoursNotice.off.seen(of: kept.host.id, week: from) }
            let sent = [(name: "off.from", value: "\(from)"), (name: "off.to", value: "\(to)")]
            let page = ChangedDatesPage(off, .off, sent: sent, to: HoursPages.path + "/off", visit.catalogue)
            return pages.answer(page, to: visit)
        } catch let problem as Problem where problem.code == .validationFailed {
            let told = problem.named(under: "off")
            let page = HoursPage(kept, typed: form, problem: told, visit.catalogue)
            throw ToldError(told, by: (page, visit))
        }
    }

    /// Gives one date other hours, or none.
    func addException(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "day", "closed", "intervals", "known"])
        let kept = try await calendars.kept(by: form, context)
        let visit = PageVisit(request, context.browser)
        do {
            let (day, ranges) = try Form.gather(
                form.need("day", Form.text, HoursPages.date), Form.answer { try HoursPages.ranges(form) })
            let change = DateChange(
                dates: [day...day], ranges: ranges, despiteBookings: !form.typed("known").isEmpty)
            let changed = try await bookings.change(change, of: kept.host.id, by: context.user)
            guard !changed.isDone else { return HoursNotice.exception.seen(of: kept.host.id, week: day) }
            let page = ChangedDatesPage(
                changed, .exception, sent: Self.sent(form), to: HoursPages.path + "/exceptions", visit.catalogue)
            return pages.answer(page, to: visit)
        } catch let problem as Problem {
            let page = HoursPage(kept, typed: form, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
    }

    /// The fields of an exception as they were typed.
    private static func sent(_ form: Form) -> [(name: String, value: String)] {
        let times = (0..<HoursPage.exceptionRanges).flatMap { ["intervals[\($0)].from", "intervals[\($0)].to"] }
        return (["day", "closed"] + times).map { ($0, form.typed($0)) }.filter { !$0.1.isEmpty }
    }

    private static func days(_ form: Form) throws -> (from: LocalDate, to: LocalDate) {
        func day(_ name: String) -> Form.Answer<LocalDate> {
            Form.answer {
                let text = form.typed("off.\(name)")
                guard !text.isEmpty else { throw Problem.invalid(name, .required) }
                return try HoursPages.date(text, name)
            }
        }
        let (from, to) = try Form.gather(day("from"), day("to"))
        return (from, to)
    }
}

extension Problem {
    /// With its fields as they are called in a form that has them within another.
    fileprivate func named(under field: String) -> Problem {
        var problem = self
        for index in problem.fields.indices { problem.fields[index].name = "\(field).\(problem.fields[index].name)" }
        return problem
    }
}
