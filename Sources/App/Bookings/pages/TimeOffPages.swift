import Domain
import Hummingbird

/// Days off, taken on the page of hours; where bookings stand on them, only by a second press.
struct TimeOffPages: Sendable {
    let bookings: Bookings
    let calendars: Calendars
    let pages: Pages

    func take(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "off", "known"])
        let host = try Form.gather(form.may("host", Form.id(UserID.self)))
        let kept = try await calendars.kept(of: host, week: nil, for: context.user)
        let visit = PageVisit(request, context.browser)
        do {
            let (from, to) = try Self.days(form)
            let off = try await bookings.takeOff(
                kept.host.id, from: from, to: to, despiteBookings: !form.typed("known").isEmpty, by: context.user)
            guard !off.isTaken else { return HoursNotice.off.seen(of: kept.host.id, week: from) }
            return pages.answer(TimeOffPage(off, visit.catalogue), to: visit)
        } catch let problem as Problem where problem.code == .validationFailed {
            let told = problem.named(under: "off")
            let page = HoursPage(kept, typed: form, problem: told, visit.catalogue)
            throw ToldError(told, by: (page, visit))
        }
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
