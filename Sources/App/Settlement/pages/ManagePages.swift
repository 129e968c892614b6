import Domain
import Foundation
import Hummingbird

/// The pages by which a client manages one booking without signing in. A GET shows and changes nothing: mail scanners
/// open every link.
struct ManagePages: Sendable {
    let settlement: Settlement
    let pages: Pages
    let front: BookingFront
    let moves: MovePages

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let own = try await booking(request, context)
        var visit = PageVisit(request, context, else: own.client.locale)
        visit.notice = BookingNotice.of(try Query(request).text("done"), visit.catalogue)
        return pages.answer(BookingPage(try words(own, context, visit.catalogue)), to: visit)
    }

    func showCancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let own = try await booking(request, context)
        guard own.isCancellable else { return .seeOther(Self.path(context)) }
        let visit = PageVisit(request, context, else: own.client.locale)
        return pages.answer(CancelPage(try words(own, context, visit.catalogue)), to: visit)
    }

    /// Cancels, and leads to what has become of the booking: also where the form was sent twice.
    func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["reason", "expected", FormGuard.field], context)
        do {
            let (reason, expected) = try CancelPage.fields(form)
            try await settlement.cancel(managedBy: Self.token(context), reason: reason, expecting: expected)
            return BookingNotice.cancelled.seen(on: Self.path(context))
        } catch let problem as Problem {
            let own = try await booking(request, context)
            guard own.isCancellable else { return .seeOther(Self.path(context)) }
            let visit = PageVisit(request, context, else: own.client.locale)
            let words = try words(own, context, visit.catalogue)
            let page = CancelPage(words, typed: form.typed("reason"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func showMove(_ request: Request, _ context: AppContext) async throws -> Response {
        let (asked, zones) = (AskedMonth(try Query(request)), moves.zones)
        do {
            let (client, month) = try await settlement.month(asked, movingBy: Self.token(context)) { client in
                try zones.zone(of: request, client).zone
            }
            let visit = PageVisit(request, context, else: client.locale)
            return try moves.answer(
                month, zones.zone(of: request, client), at: Self.path(context), request, visit)
        } catch let problem as Problem where problem.code == .linkExpired {
            throw ended(problem, request, context)
        } catch let problem as Problem where MovePages.isTold(problem) {
            return .seeOther(Self.path(context))
        }
    }

    func move(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["at", FormGuard.field], context)
        do {
            try await settlement.move(managedBy: Self.token(context), to: try MovePage.start(form))
            return BookingNotice.moved.seen(on: Self.path(context))
        } catch let problem as Problem {
            let own = try await booking(request, context)
            let visit = PageVisit(request, context, else: own.client.locale)
            return try await moves.page(
                own.booking.id, .visible(to: own.client), at: Self.path(context), request, visit, problem: problem)
        }
    }

    func showWithdraw(_ request: Request, _ context: AppContext) async throws -> Response {
        let own = try await booking(request, context)
        guard own.booking.takesWithdrawal else { return .seeOther(Self.path(context)) }
        let visit = PageVisit(request, context, else: own.client.locale)
        return pages.answer(WithdrawPage(try words(own, context, visit.catalogue)), to: visit)
    }

    /// Withdraws, and leads to what has become of the booking: also where the form was sent twice.
    func withdraw(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await request.pageForm([FormGuard.field], context)
        guard try await booking(request, context).booking.takesWithdrawal else { return .seeOther(Self.path(context)) }
        do {
            let booking = try await settlement.withdraw(managedBy: Self.token(context))
            return BookingNotice.ofWithdrawal(booking).seen(on: Self.path(context))
        } catch let problem as Problem where problem.code == .linkExpired {
            throw ended(problem, request, context)
        }
    }

    /// The booking behind the link; who comes by one that leads nowhere is told so by a page of its own.
    private func booking(_ request: Request, _ context: AppContext) async throws -> OwnBooking {
        do { return try await settlement.managed(by: Self.token(context)) } catch let problem as Problem
            where problem.code == .linkExpired
        { throw ended(problem, request, context) }
    }

    private func ended(_ problem: Problem, _ request: Request, _ context: AppContext) -> ToldError {
        let visit = PageVisit(request, context)
        func say(_ key: String) -> String { visit.catalogue.sentence("page.manage.\(key)") }
        let page = NoticePage(
            title: say("ended"), lines: [say("ended_line")],
            links: [.init(href: BookingsPages.path, text: say("bookings"), isFilled: true)])
        return ToldError(problem, by: (page, visit))
    }

    private func words(
        _ own: OwnBooking, _ context: AppContext, _ catalogue: Catalogue
    ) throws -> BookingWords {
        try BookingWords(own, at: Self.path(context), isLinked: true, front, catalogue)
    }

    private static func token(_ context: AppContext) -> String { context.parameters.get("opaque") ?? "" }

    private static func path(_ context: AppContext) -> String { Links.managing + token(context) }
}
