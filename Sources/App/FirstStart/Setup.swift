import Domain
import Storage

/// The set-up of a new practice: which steps are open, and what is set by its own page. All others are set where they
/// are later changed.
struct Setup: Sendable {
    let accounts: Accounts
    let branding: PracticeBranding

    private var database: any Database { accounts.database }

    /// Nil where it is done, or there was none.
    func state() async throws -> SetupState? { try await database.read { try $0.setupState() } }

    /// Says that a step is done; nil is returned where it was the last.
    func finish(_ step: SetupStep) async throws -> SetupState? {
        try await database.write { tx in
            try tx.finishSetup(step)
            return try tx.setupState()
        }
    }

    func leave() async throws { try await database.write { try $0.leaveSetup() } }

    /// Names the practice and its zone. An admin who had the practice's zone has it from now on too, and with it their
    /// hours. Throws as `Accounts.change`.
    func name(_ name: String?, zone: String?, by admin: User) async throws -> SetupState? {
        let old = accounts.zone.now
        let changed = try await branding.change(by: admin) { ($0.name, $0.timeZone) = (name, zone) }
        if admin.timeZone == old, let zone = changed.timeZone, zone != old {
            _ = try await accounts.change(admin.id, ProfileChange(timeZone: zone), by: admin)
        }
        return try await finish(.practice)
    }
}
