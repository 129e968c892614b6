import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The money of bookings, for admins.
struct MoneyRoutes: Sendable {
    let settlement: Settlement

    func markPaid(_ request: Request, _ context: AdminContext) async throws -> Response {
        let scope = BookingScope.everything(asker: context.admin)
        return answer(try await settlement.markPaid(try context.id(), scope), scope)
    }

    /// What is written down about a booking's money.
    func payments(_ request: Request, _ context: AdminContext) async throws -> Response {
        let record = try await settlement.paymentRecord(try context.id(), .everything(asker: context.admin))
        return .object { $0.fields(record) }
    }

    /// Gives back `amount`, or all that is left; a request that is sent again with its `Idempotency-Key` gives nothing
    /// more.
    func refund(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await giveBack(request, context, settlement.refund)
    }

    /// Notes that money was given back by other means.
    func markRefunded(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await giveBack(request, context, settlement.markRefunded)
    }

    private func giveBack(
        _ request: Request, _ context: AdminContext,
        _ deed: (BookingID, BookingScope, Decimal?, String?) async throws -> BookingOutcome
    ) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["amount"], context)
        let amount = try Form.gather(form.may("amount", Form.decimal))
        let scope = BookingScope.everything(asker: context.admin)
        return BookingRoutes.changed(
            try await deed(try context.id(), scope, amount, key), .staff(scope.asker, settlement.links))
    }

    private func answer(_ entry: BookingEntry, _ scope: BookingScope) -> Response {
        .object { $0.field("booking", booking: entry, .staff(scope.asker, settlement.links)) }
    }
}
