import Domain
import Foundation
import Hummingbird
import Storage

/// The audit trail, for admins.
struct AuditRoutes: Sendable {
    let database: any Database

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let page = try Query(request).page()
        let listing = try await database.read { tx in
            Listing(items: try tx.auditEntries(page), total: try tx.auditCount(), page: page)
        }
        return .list("audit", listing) { json, entry in
            json.object { json in
                json.field("id", entry.id)
                json.field("at", entry.at)
                json.field("actor_id", entry.actorID)
                json.field("action", entry.action)
                json.field("booking_id", entry.bookingID)
                json.field("user_id", entry.userID)
                json.field("detail", json: entry.detail)
            }
        }
    }
}
