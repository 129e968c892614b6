import Domain
import Foundation
import Hummingbird
import Storage

/// The audit trail, for admins.
struct AuditRoutes: Sendable {
    let database: any Database

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        let page = try Query(request).page()
        let listing = try await database.read(.long) { tx in
            Listing(items: try tx.auditEntries(page), total: try tx.auditCount(), page: page)
        }
        return .list("audit", listing) { $0.audit($1) }
    }
}
