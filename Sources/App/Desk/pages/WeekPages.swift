import Domain
import Hummingbird

/// The calendar of the practice: a host's own week, and for an admin anybody's.
struct WeekPages: Sendable {
    let desk: Desk
    let pages: Pages

    static let path = DeskPlace.week.path
    static let all = "all"

    /// Of `host` and `week`, any day of it; what cannot be read is not there.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let choice: WeekChoice
        switch query.text("host") {
        case nil, "": choice = .own
        case Self.all: choice = .all
        case let text?:
            guard let id = UserID(text) else { throw Problem(.notFound) }
            choice = .host(id)
        }
        let zone = try Zone.stored(context.user.timeZone)
        let week = try await desk.week(
            choice, query.text("week").flatMap { LocalDate($0) }, for: context.user, in: zone)
        let visit = PageVisit(request, context.browser)
        return pages.answer(WeekPage(week, visit.catalogue), to: visit)
    }
}
