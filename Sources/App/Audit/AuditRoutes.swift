import Domain
import Foundation
import Hummingbird

/// The audit trail, for admins.
struct AuditRoutes: Sendable {
    let trail: AuditTrail

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        return .list("audit", try await trail.list(try query.auditFilter(), try query.part())) { $0.audit($1) }
    }
}

extension Query {
    /// `booking_id`, `user_id`, `actor_id`, `action`, and `from` and `to`: as instants, or where a zone is given as its
    /// days, both included.
    func auditFilter(inDaysOf zone: Zone? = nil) throws -> AuditFilter {
        func end(_ name: String, after days: Int) -> Form.Answer<Date?> {
            Form.answer {
                guard let zone else { return try instant(name) }
                return try date(name).map { zone.firstInstant($0.adding(days: days)) }
            }
        }
        let (booking, user, actor, action, from, to) = try Form.gather(
            Form.answer { try id("booking_id", BookingID.self) }, Form.answer { try id("user_id", UserID.self) },
            Form.answer { try id("actor_id", UserID.self) },
            Form.answer { try text("action").map { try AuditFilter.action($0, "action") } },
            end("from", after: 0), end("to", after: 1))
        return AuditFilter(booking: booking, user: user, actor: actor, action: action, from: from, to: to)
    }
}
