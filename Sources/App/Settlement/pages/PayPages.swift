import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Where a client pays for a time that is held, and what may come of it.
struct PayPages: Sendable {
    let settlement: Settlement
    let pages: Pages
    let branding: PresentBranding

    static func path(of booking: BookingID) -> String { "/bookings/\(booking)/pay" }

    /// Where a client's browser comes back to from the payment company, and what is firm is told.
    static func returnPath(of booking: BookingID) -> String { "/bookings/\(booking)/booked" }

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let payable = try await settlement.payable(try context.id(), client: context.user)
        let visit = PageVisit(request, context.browser)
        let words = try PayWords(payable, visit.catalogue, client: context.user)
        switch payable.standing {
        case .open(let payment):
            let page = PayPage(payment, words, support: branding.now.support)
            var response = pages.answer(page, to: visit)
            response.headers[.contentSecurityPolicy] = RouteGroup.payments.policy(
                loading: StripeSources(jsURL: payment.jsURL).directives)
            return response
        case .settled: return .seeOther(Self.pathOfSettled(payable.entry.booking))
        case .deciding, .ending, .cancelledMeanwhile, .over, .late: return pages.answer(words.told, to: visit)
        }
    }

    /// Gives the time back. A form that is sent twice, or after the payment, changes nothing more: the next page tells
    /// how things stand.
    func letGo(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        let id: BookingID = try context.id()
        do { try await settlement.letGo(id, client: context.user) } catch let problem as Problem
            where problem.code == .illegalMove
        {}
        return .seeOther(Self.path(of: id))
    }

    /// All times that are held for the client, which are so many at most that another cannot be held.
    func showHeld(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let held = try await settlement.held(for: context.user)
        let visit = PageVisit(request, context.browser)
        return pages.answer(try HeldPage(held, visit.catalogue, client: context.user), to: visit)
    }

    /// What is still to be paid, but cannot be while the practice charges by no company, is told by its own page: the
    /// one on which people come back would lead here again.
    private static func pathOfSettled(_ booking: Booking) -> String {
        let isTold = booking.status == .scheduled || booking.isBeforeProof
        return isTold ? returnPath(of: booking.id) : "/bookings/\(booking.id)"
    }
}
