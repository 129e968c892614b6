import Domain
import Foundation
import Storage

/// What was done, by whom and when, as admins read it.
struct AuditTrail: Sendable {
    let database: any Database

    /// Newest first, of one booking where one is named.
    func list(of booking: BookingID?, _ part: ListPart) async throws -> Listing<AuditEntry> {
        try await database.read(.long) { try $0.auditEntries(of: booking, part) }
    }
}
