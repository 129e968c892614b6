import Domain
import Foundation
import Hummingbird

/// What a client is told right after booking.
struct BookedPages: Sendable {
    let settlement: Settlement
    let pages: Pages
    let zones: ReaderZones

    /// For the client alone. What is still to be paid leads to paying, what is off to the booking itself.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let id: BookingID = try context.id()
        let entry = try await known(id, client: context.user)
        let booking = entry.booking
        // The payment company adds the payment's secret to the address, where it is not to stay.
        if request.uri.query != nil { return .seeOther(PayPages.returnPath(of: id)) }
        if booking.clientID == context.user.id, booking.status == .expired {
            return .seeOther(PayPages.path(of: id))
        }
        guard booking.clientID == context.user.id, [.pending, .scheduled].contains(booking.status) else {
            return .seeOther("/bookings/\(booking.id)")
        }
        guard booking.status == .scheduled || booking.isBeforeProof else { return .seeOther(booking.nextPage) }
        let visit = PageVisit(request, context.browser)
        let zone = try zones.zone(of: request, context.user).zone
        return pages.answer(BookedPage(step(entry, context.user, visit.catalogue, zone)), to: visit)
    }

    /// The booking as it is once the payment company was asked, from where the client may have come back just now.
    private func known(_ id: BookingID, client: User) async throws -> BookingEntry {
        let entry = try await settlement.bookings.entry(id, in: .visible(to: client))
        guard entry.booking.clientID == client.id, entry.booking.status == .pending else { return entry }
        try await settlement.lookAfterReturn(to: id, client: client)
        return try await settlement.bookings.entry(id, in: .visible(to: client))
    }

    private func step(_ entry: BookingEntry, _ client: User, _ catalogue: Catalogue, _ zone: Zone) -> BookedStep {
        let (booking, links, bookings) = (entry.booking, settlement.links, settlement.bookings)
        let hasWaitingRoom = booking.meeting?.hasWaitingRoom ?? false
        let entrance = booking.meetingLink(of: client, by: links)
        let reminders = bookings.reminderSeconds.map { booking.scheduledAt.addingTimeInterval(-Double($0)) }
        return BookedStep(
            entry: entry, client: client,
            entrance: links.useEntrances(withWaitingRoom: hasWaitingRoom) ? entrance : nil,
            opensAt: links.window.opening(of: booking.scheduledAt), hasWaitingRoom: hasWaitingRoom,
            hasReceipt: booking.paymentStatus == .succeeded,
            reminders: reminders.filter { $0 > bookings.now() }.sorted(), catalogue: catalogue,
            zone: zone)
    }
}
