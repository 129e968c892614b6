import Domain
import Hummingbird

/// The page that tells why a service has no free time on a day.
struct WhyPages: Sendable {
    let bookings: Bookings
    let pages: Pages

    static let path = DeskPlace.why.path

    /// Of `service` and `day` in its URL; what cannot be read is not there.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let explanation = try await bookings.explanation(
            of: query.text("service").flatMap { ServiceID($0) }, on: query.text("day").flatMap { LocalDate($0) },
            for: context.user)
        let visit = PageVisit(request, context.browser)
        return pages.answer(WhyPage(explanation, for: context.user, visit.catalogue), to: visit)
    }
}
