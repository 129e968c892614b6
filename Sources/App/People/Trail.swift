import Domain
import Foundation
import Storage

/// The audit trail with the names of those whom it is about, as its page shows it.
struct Trail: Sendable {
    let database: any Database

    /// A part of the trail.
    struct Part: Sendable {
        let entries: Listing<AuditEntry>
        /// Also of those who are asked for.
        let names: [UserID: String]
        /// What was ever done, to choose from.
        let actions: [String]
    }

    /// Newest first.
    func read(_ filter: AuditFilter, _ part: ListPart) async throws -> Part {
        try await database.read(.long) { tx in
            let entries = try tx.auditEntries(filter, part)
            let people = entries.items.flatMap { [$0.actorID, $0.userID] } + [filter.user, filter.actor]
            return Part(
                entries: entries, names: try tx.names(of: Set(people.compactMap(\.self)).sorted()),
                actions: try tx.auditActions())
        }
    }
}
