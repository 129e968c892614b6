import Domain
import Hummingbird

/// What happened to bookings, for those who run the practice.
struct HistoryRoutes: Sendable {
    let settlement: Settlement

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await answer(try context.id(), .everything(asker: context.admin))
    }

    func showHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await answer(try context.id(), .hosted(by: context.host))
    }

    private func answer(_ id: BookingID, _ scope: BookingScope) async throws -> Response {
        let history = try await settlement.history(of: id, scope)
        return .object { $0.fields(history) }
    }
}
