import Domain
import Hummingbird

/// The first page of hosts and admins, and the stream that keeps the practice's pages up to date.
struct TodayPages: Sendable {
    let desk: Desk
    let setup: Setup
    let live: LivePlaces
    let pages: Pages

    static let path = DeskPlace.today.path
    /// Where open pages hear that something has changed.
    static let events = path + "/events"

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let state = context.user.isAdmin ? try await setup.look(for: context.user.id)?.state : nil
        // A new practice is set up first, until its admin wants to do that later.
        guard state?.isNew != true else { return .seeOther(SetupPages.path) }
        let zone = try Zone.stored(context.user.timeZone)
        let day = try await desk.today(for: context.user, in: zone)
        let visit = PageVisit(request, context.browser)
        var page = TodayPage(day, reader: context.user, DateText(catalogue: visit.catalogue, zone: zone))
        page.setup = state.map { TodayPage.SetupLine($0, visit.catalogue) }
        return pages.answer(page, to: visit)
    }

    /// Tells an open page of a new booking, an arrival, a cancellation; 204 where there is no place.
    func events(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let user = context.user
        try user.requireStaff()
        guard let place = live.take(.desk(of: user.id, showsAll: user.isAdmin)) else { return .noContent }
        return .events(place.stream, ended: place.leave)
    }
}
