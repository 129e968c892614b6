import Domain
import Hummingbird

/// To call a booking off, and to move it.
extension DeskBookingPages {
    func showCancel(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let whole = try await settlement.whole(try context.id(), try .run(by: context.user))
        guard whole.isCancellable else { return .seeOther(BookingListPages.path(of: whole.booking.id)) }
        let visit = PageVisit(request, context.browser)
        return pages.answer(Self.cancelPage(try words(whole, request, visit)), to: visit)
    }

    func cancel(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let scope = try BookingScope.run(by: context.user)
        let id = try await settlement.bookings.entry(try context.id(), in: scope).booking.id
        let (path, form) = (BookingListPages.path(of: id), try context.form(["reason", "expected"]))
        do {
            let (reason, expected) = try CancelPage.fields(form)
            try await settlement.cancel(id, scope, reason: reason, expecting: expected)
            return DeskNotice.cancelled.seen(on: path)
        } catch let problem as Problem {
            let whole = try await settlement.whole(id, scope)
            // Sent twice, or called off by somebody else: the booking tells it.
            guard whole.isCancellable else { return .seeOther(path) }
            let visit = PageVisit(request, context.browser)
            let page = Self.cancelPage(try words(whole, request, visit), typed: form.typed("reason"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    private static func cancelPage(
        _ words: DeskBookingWords, typed: String = "", problem: Problem? = nil
    ) -> DeskFormPage {
        let label = words.say("cancel.reason")
        let failure = problem.map { FormFailure($0, words.catalogue, labels: ["reason": label]) }
        var reason = FormField("reason", label, explanation: words.say("cancel.hint"), failure: failure)
        (reason.value, reason.isRequired) = (typed, false)
        reason.optional = words.catalogue.sentence("page.form.optional")
        let back = words.whole.back.all
        let button =
            back > 0 ? words.say("cancel.button_with_sum", ["amount": words.amount(back)]) : words.say("cancel.button")
        return DeskFormPage(
            words, "cancel", lines: [words.appointment, words.promise],
            post: .init(
                action: "\(words.path)/cancel", isDanger: true, unseen: [.init(name: "expected", value: "\(back)")]),
            .init(button: button, fields: [reason], failure: failure))
    }

    func showMove(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let (id, scope): (BookingID, _) = (try context.id(), try BookingScope.run(by: context.user))
        let visit = PageVisit(request, context.browser)
        return try await moves.page(id, scope, at: BookingListPages.path(of: id), request, visit)
    }

    func move(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let scope = try BookingScope.run(by: context.user)
        let id = try await settlement.bookings.entry(try context.id(), in: scope).booking.id
        let (path, form) = (BookingListPages.path(of: id), try context.form(["at"]))
        do {
            let start = try MovePage.start(form)
            _ = try await settlement.bookings.reschedule(id, scope, to: MovePlace(start: start), key: nil)
            return DeskNotice.moved.seen(on: path)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            return try await moves.page(id, scope, at: path, request, visit, problem: problem)
        }
    }
}

extension DeskBookingWords {
    /// What it is about: `Follow-up, Friday 27 November, 13:40`
    var appointment: String {
        say("appointment", ["service": whole.entry.serviceTitle, "moment": dates.deadline(booking.scheduledAt)])
    }
}
