import Domain
import Foundation
import Storage

/// What admins do with the branding.
struct PracticeBranding: Sendable {
    let database: any Database
    let present: PresentBranding

    /// As it is stored now, whoever changed it last.
    func read() async throws -> Branding { try await database.read { try $0.branding() } }

    /// Changes it for everybody; this server shows it at once, the others within a second.
    @discardableResult
    func change(by admin: User, _ body: @escaping @Sendable (inout Branding) -> Void) async throws -> Branding {
        let changed = try await database.write { tx in
            var branding = try tx.branding()
            body(&branding)
            // By the clock: a backup that is restored below a running server may have had as many changes as it had.
            branding.version = max(branding.version + 1, Int64(tx.now.timeIntervalSince1970))
            try tx.setBranding(branding)
            try tx.audit("branding.changed", by: admin.id)
            return branding
        }
        present.take(changed)
        return changed
    }
}
