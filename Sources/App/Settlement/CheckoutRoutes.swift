import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A client books, and pays what is to be paid now.
struct CheckoutRoutes: Sendable {
    let settlement: Settlement

    func book(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(BookingForm.fields, context)
        var wanted = try BookingForm.request(form, idempotencyKey: key)
        wanted.address = context.address
        let booked = try await settlement.bookings.book(wanted, client: context.user, by: context.user)
        let payment = try await settlement.openPayment(of: booked.entry.booking)
        return BookingRoutes.created(booked, .own(context.user, settlement.links)) {
            $0.field("payment", payment: payment)
        }
    }

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let scope = BookingScope.visible(to: context.user)
        var entry = try await settlement.bookings.entry(try context.id(), in: scope)
        // The secret is the payer's alone; and who asks for the head alone needs none.
        let isPayer = entry.booking.clientID == context.user.id && request.method != .head
        let payment = isPayer ? try await settlement.shownPayment(of: entry.booking) : nil
        if isPayer, payment == nil, entry.booking.status == .pending {
            // Asking may have shown that nothing can be paid any more.
            entry = try await settlement.bookings.entry(entry.booking.id, in: scope)
        }
        return .object { json in
            json.field("booking", booking: entry, .own(context.user, settlement.links))
            json.field("payment", payment: payment)
        }
    }
}
