import Domain
import Hummingbird

/// People's links into a meeting, for those who run it.
struct EntranceRoutes: Sendable {
    let entrances: Entrances
    private static let mostNameBytes = 40

    func revoke(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = context.parameters.get("participant") ?? ""
        let entrant = name.utf8.count <= Self.mostNameBytes ? Entrant(name) : nil
        let entry = try await entrances.revoke(entrant, of: try context.id(), by: context.user)
        return .object { json in
            json.field("booking", booking: entry, .own(context.user, entrances.links))
        }
    }
}
