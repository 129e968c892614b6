import Domain
import Hummingbird

/// The page of a person's own bookings.
struct BookingsPages: Sendable {
    let bookings: Bookings
    let pages: Pages

    static let path = "/bookings"

    /// Where one booking is shown to its client.
    static func path(of id: BookingID) -> String { "\(path)/\(id)" }

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let place = try Query(request).part(orderedBy: 2).after
        let own = try await bookings.own(context.user, after: place)
        let visit = PageVisit(request, context.browser)
        let page = try BookingsPage(
            own, reader: context.user, links: bookings.links, isFirst: place == nil, visit.catalogue)
        return pages.answer(page, to: visit)
    }
}
