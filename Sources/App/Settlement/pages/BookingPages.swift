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
        return try await moves.page(id, .visible(to: context.user), at: BookingsPages.path(of: id), request, visit)
    }

    /// Moves, and leads to the booking: also where the form was sent twice.
    func move(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let id = try await settlement.own(try context.id(), of: context.user).booking.id
        let (path, form) = (BookingsPages.path(of: id), try context.form(["at"]))
        do {
            let start = try MovePage.start(form)
            _ = try await settlement.bookings.reschedule(
                id, .visible(to: context.user), to: MovePlace(start: start), key: nil)
            return BookingNotice.moved.seen(on: path)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            return try await moves.page(id, .visible(to: context.user), at: path, request, visit, problem: problem)
        }
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

extension MovePage {
    /// What its form says.
    static func start(_ form: Form) throws -> Date {
        try Form.gather(form.need("at", Form.instant, BookingForm.start))
    }
}

/// What has just been done with a booking, as the next page tells it.
enum BookingNotice: String, CaseIterable, DoneNotice {
    static let sentences = "page.booking.done"

    case cancelled, moved, withdrawn
    case withdrawnLate = "withdrawn_late"

    /// Of what has become of a booking from which its client withdrew.
    static func ofWithdrawal(_ booking: Booking) -> BookingNotice {
        booking.status == .cancelled ? .withdrawn : .withdrawnLate
    }
}
