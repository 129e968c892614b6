import Domain
import Foundation
import Hummingbird

/// The audit trail, for admins.
struct AuditRoutes: Sendable {
    let trail: AuditTrail

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let (part, booking) = (try query.part(), try query.id("booking_id", BookingID.self))
        return .list("audit", try await trail.list(of: booking, part)) { $0.audit($1) }
    }
}
