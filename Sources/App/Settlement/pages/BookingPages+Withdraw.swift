import Domain
import Foundation
import Hummingbird

/// The way to withdraw from the contract, for whoever is signed in.
extension BookingPages {
    func showWithdraw(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let own = try await settlement.own(try context.id(), of: context.user)
        guard own.booking.takesWithdrawal else { return .seeOther(BookingsPages.path(of: own.booking.id)) }
        let visit = PageVisit(request, context.browser)
        return pages.answer(WithdrawPage(try words(own, visit.catalogue)), to: visit)
    }

    /// Withdraws, and leads to the booking, which tells what has become of it: also where the form was sent twice.
    func withdraw(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let id: BookingID = try context.id()
        _ = try context.form([])
        let own = try await settlement.own(id, of: context.user)
        guard own.booking.takesWithdrawal else { return .seeOther(BookingsPages.path(of: id)) }
        let booking = try await settlement.withdraw(id, of: context.user)
        return BookingNotice.ofWithdrawal(booking).seen(on: BookingsPages.path(of: id))
    }
}
