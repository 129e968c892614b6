import Domain
import Foundation
import Hummingbird

/// The page of what `informat doctor` says, for admins.
struct CheckPages: Sendable {
    let check: SettingsCheck
    let pages: Pages

    static let path = DeskPlace.check.path

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let look = try await check.seen()
        let visit = PageVisit(request, context.browser)
        return pages.answer(try CheckPage(look, for: context.admin, visit.catalogue), to: visit)
    }

    /// Looks once more.
    func look(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        try await check.look()
        return .seeOther(Self.path)
    }
}
