import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The pages of one booking, for its client.
struct BookingPages: Sendable {
    let settlement: Settlement
    let pages: Pages
    let front: BookingFront
    let receipts: ReceiptPages
    let moves: MovePages

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let own = try await settlement.own(try context.id(), of: context.user)
        var visit = PageVisit(request, context.browser)
        visit.notice = BookingNotice.of(try Query(request).text("done"), visit.catalogue)
        return pages.answer(BookingPage(try words(own, visit.catalogue)), to: visit)
    }

    func showCancel(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let own = try await settlement.own(try context.id(), of: context.user)
        guard own.isCancellable else { return .seeOther(BookingsPages.path(of: own.booking.id)) }
        let visit = PageVisit(request, context.browser)
        return pages.answer(CancelPage(try words(own, visit.catalogue)), to: visit)
    }

    /// Cancels, and leads to the booking, which tells what has become of it: also where the form was sent twice.
    func cancel(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let id: BookingID = try context.id()
        let form = try context.form(["reason", "expected"])
        do {
            let (reason, expected) = try CancelPage.fields(form)
            try await settlement.cancel(id, of: context.user, reason: reason, expecting: expected)
            return BookingNotice.cancelled.seen(on: BookingsPages.path(of: id))
        } catch let problem as Problem {
            let own = try await settlement.own(id, of: context.user)
            guard own.isCancellable else { return .seeOther(BookingsPages.path(of: id)) }
            let visit = PageVisit(request, context.browser)
            let page = CancelPage(try words(own, visit.catalogue), typed: form.typed("reason"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func showMove(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let id: BookingID = try context.id()
        let visit = PageVisit(request, context.browser)
        return try await moves.page(id, of: context.user, at: BookingsPages.path(of: id), request, visit)
    }

    func move(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let id = try await settlement.own(try context.id(), of: context.user).booking.id
        let form = try context.form(["at"])
        let visit = PageVisit(request, context.browser)
        return try await moves.move(id, of: context.user, at: BookingsPages.path(of: id), form, request, visit)
    }

    /// The booking as a file for calendars.
    func calendar(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let own = try await settlement.own(try context.id(), of: context.user)
        return try BookingRoutes.calendar(own.entry, reader: context.user, front.sender, front.links)
    }

    func receipt(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let own = try await settlement.own(try context.id(), of: context.user)
        return try await receipts.show(own.booking.id, to: context.user, PageVisit(request, context.browser))
    }

    func words(_ own: OwnBooking, _ catalogue: Catalogue) throws -> BookingWords {
        try BookingWords(own, at: BookingsPages.path(of: own.booking.id), isLinked: false, front, catalogue)
    }
}

extension CancelPage {
    /// What its form says.
    static func fields(_ form: Form) throws -> (reason: String?, expected: Int64) {
        try Form.gather(form.may("reason", Form.text, BookingForm.reason), form.need("expected", Form.number))
    }
}

/// What has just been done with a booking, as the next page tells it.
enum BookingNotice: String, CaseIterable {
    case cancelled, moved, withdrawn
    case withdrawnLate = "withdrawn_late"

    /// Leads to a page that tells it.
    func seen(on path: String) -> Response { .seeOther("\(path)?done=\(rawValue)") }

    static func of(_ text: String?, _ catalogue: Catalogue) -> Notice? {
        text.flatMap(BookingNotice.init).map { Notice(.good, catalogue.sentence("page.booking.done.\($0.rawValue)")) }
    }
}
