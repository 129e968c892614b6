import Domain
import Foundation
import Hummingbird

/// The page of the audit trail, for admins. What it is narrowed by stands in its address.
struct TrailPages: Sendable {
    let trail: Trail
    let pages: Pages

    static let path = DeskPlace.audit.path

    private static let names = ["action", "actor_id", "booking_id", "from", "to", "user_id"]

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let query = try Query(request)
        let visit = PageVisit(request, context.browser)
        let typed = Self.names.reduce(into: [String: String]()) { typed, name in typed[name] = query.text(name) }
        let zone = try Zone.stored(context.admin.timeZone)
        do {
            let filter = try query.auditFilter(inDaysOf: zone)
            let part = try await trail.read(filter, try query.part())
            let page = try TrailPage(part, filter, typed: typed, for: context.admin, visit.catalogue)
            return pages.answer(page, to: visit)
        } catch let problem as Problem where problem.code == .validationFailed {
            let part = try await trail.read(AuditFilter(), ListPart())
            let page = try TrailPage(
                part, AuditFilter(), typed: typed, for: context.admin, visit.catalogue, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }
}
