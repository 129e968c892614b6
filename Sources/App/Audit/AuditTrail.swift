import Domain
import Foundation
import Storage

/// What was done, by whom and when, as admins read it.
struct AuditTrail: Sendable {
    let database: any Database

    /// Newest first.
    func list(_ filter: AuditFilter, _ part: ListPart) async throws -> Listing<AuditEntry> {
        try await database.read(.long) { try $0.auditEntries(filter, part) }
    }
}
