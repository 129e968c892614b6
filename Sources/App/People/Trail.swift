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
            let ids = entries.items.flatMap { [$0.actorID, $0.userID] } + [filter.user, filter.actor]
            let people = try tx.users(Set(ids.compactMap(\.self)))
            return Part(
                entries: entries, names: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.name) }),
                actions: try tx.auditActions())
        }
    }
}
