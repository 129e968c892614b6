import Domain
import Foundation
import Hummingbird
import Storage

/// The audit trail, for admins.
struct AuditRoutes: Sendable {
    let database: any Database

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let (page, booking) = (try query.page(), try query.number("booking_id"))
        let listing = try await database.read(.long) { tx in
            Listing(items: try tx.auditEntries(of: booking, page), total: try tx.auditCount(of: booking), page: page)
        }
        return .list("audit", listing) { $0.audit($1) }
    }
}
