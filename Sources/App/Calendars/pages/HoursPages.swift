import Domain
import Hummingbird

/// The page on which hosts keep their hours, and admins everybody's.
struct HoursPages: Sendable {
    let calendars: Calendars
    let pages: Pages

    static let path = DeskPlace.hours.path

    /// Of `host`, of `week`, which is any day of it, and of the `day` for an exception in its URL; what cannot be read
    /// is not there. An admin of a practice without a host is told how there comes to be one.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let kept = try await calendars.kept(
            of: query.text("host").flatMap { UserID($0) }, week: query.text("week").flatMap { LocalDate($0) },
            for: context.user)
        var visit = PageVisit(request, context.browser)
        guard let kept else { return pages.answer(NoHostsPage(for: context.user, visit.catalogue), to: visit) }
        visit.notice = HoursNotice.of(query.text("done"), visit.catalogue)
        let day = query.text("day").flatMap { LocalDate($0) }
        var page = HoursPage(kept, day: day, visit.catalogue)
        page.next = try NextPath(of: request).query
        return pages.answer(page, to: visit)
    }

    /// Saves the week, or shows it again with a range more or less, or one day's ranges on others: nothing is saved
    /// then.
    func save(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(
            ["host", "time_zone", "weekly", "add", "drop", "copy", "copy_from", "copy_to"])
        let kept = try await calendars.kept(by: form, context)
        let visit = PageVisit(request, context.browser)
        let next = try NextPath(of: request)
        var draft = HoursDraft(typed: form)
        if Self.change(&draft, as: form) {
            var page = HoursPage(kept, draft: draft, visit.catalogue)
            page.next = next.query
            return pages.answer(page, to: visit)
        }
        draft.leaveOutEmpty()
        do {
            _ = try await calendars.setHours(of: kept.host.id, try draft.hours(), by: context.user)
        } catch let problem as Problem {
            var page = HoursPage(kept, draft: draft, problem: problem, visit.catalogue)
            page.next = next.query
            throw ToldError(problem, by: (page, visit))
        }
        return next.seen(else: HoursNotice.saved.seen(of: kept.host.id))
    }

    /// Takes the exceptions of some dates in a row away.
    func removeException(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "from", "to"])
        let kept = try await calendars.kept(by: form, context)
        let (from, to) = try Form.gather(
            form.need("from", Form.text, Self.date), form.need("to", Form.text, Self.date))
        try await calendars.deleteOverrides(of: kept.host.id, from: from, to: to, by: context.user)
        return HoursNotice.removed.seen(of: kept.host.id)
    }

    /// False where no button was pressed but the one that saves.
    private static func change(_ draft: inout HoursDraft, as form: Form) -> Bool {
        if let weekday = Int(form.typed("add")), (1...7).contains(weekday) {
            draft.add(on: weekday)
        } else if let row = Int(form.typed("drop")) {
            draft.drop(row)
        } else if !form.typed("copy").isEmpty, let weekday = Int(form.typed("copy_from")) {
            draft.copy(
                weekday, to: Set(form.allTyped("copy_to").compactMap { Int($0) }.filter { (1...7).contains($0) }))
        } else {
            return false
        }
        return true
    }

    static func date(_ text: String, _ field: String) throws -> LocalDate {
        guard let date = LocalDate(text) else { throw Problem.malformed(field, .date) }
        return date
    }

    /// None for a date that is closed; ranges that nobody filled in are left out.
    static func ranges(_ form: Form) throws -> [HoursRange] {
        guard form.typed("closed").isEmpty else { return [] }
        let rows = (0..<HoursPage.exceptionRanges).map { row in
            (from: form.typed("intervals[\(row)].from"), to: form.typed("intervals[\(row)].to"))
        }
        let filled = rows.prefix(1) + rows.dropFirst().filter { !$0.from.isEmpty || !$0.to.isEmpty }
        let values = filled.map { row in
            JSONValue.object([
                "from": .typed(row.from), "to": .typed(row.to == "00:00" ? "24:00" : row.to),
            ])
        }
        return try HoursForm.intervals(.array(Array(values)), "intervals")
    }
}

extension Calendars {
    /// Of the host whom the form names; whoever may not keep their hours is told so first of all.
    func kept(by form: Form, _ context: SignedInForm) async throws -> KeptHours {
        let host = try Form.gather(form.may("host", Form.id(UserID.self)))
        guard let kept = try await kept(of: host, week: nil, for: context.user) else { throw Problem(.notFound) }
        return kept
    }
}

/// What has just been done with hours, as the next page tells it.
enum HoursNotice: String, DoneNotice {
    static let sentences = "page.hours.done"

    case saved, exception, removed, off

    func seen(of host: UserID, week: LocalDate? = nil) -> Response {
        let week = week.map { "&week=\($0)" } ?? ""
        return .seeOther("\(HoursPages.path)?host=\(host)\(week)&done=\(rawValue)")
    }
}
