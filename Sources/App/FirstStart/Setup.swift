import Domain
import Storage

/// The set-up of a new practice: which steps are open, and what is set by its own page, by the use cases by which it is
/// later changed.
struct Setup: Sendable {
    let accounts: Accounts
    let branding: PracticeBranding
    let calendars: Calendars
    let services: Services

    /// How far it has come, and what is set.
    struct Look: Sendable {
        let state: SetupState
        let facts: SetupFacts
    }

    private var database: any Database { accounts.database }

    /// Nil where it is done, or there was none. A step that is proved by what is set counts as done from now on, also
    /// where that is taken back: the set-up never comes back.
    func look(for admin: UserID) async throws -> Look? {
        let seen = try await database.read { tx in
            try tx.setupState().map { Look(state: $0, facts: try SetupFacts(of: admin, in: tx)) }
        }
        guard let seen else { return nil }
        let proved = seen.state.open.filter(seen.facts.prove)
        guard !proved.isEmpty else { return seen }
        return try await finish(proved).map { Look(state: $0, facts: seen.facts) }
    }

    /// Says that a step is done; nil is returned where it was the last.
    @discardableResult
    func finish(_ step: SetupStep) async throws -> SetupState? { try await finish([step]) }

    private func finish(_ steps: Set<SetupStep>) async throws -> SetupState? {
        try await database.write { tx in
            for step in steps { try tx.finishSetup(step) }
            return try tx.setupState()
        }
    }

    func leave() async throws { try await database.write { try $0.leaveSetup() } }

    /// Gives the admin a password of their own, and notes the address that they want to have. Throws as
    /// `Accounts.makeOwn`.
    func makeOwn(email: String, password: String, from current: String?, _ caller: Caller) async throws {
        try await accounts.makeOwn(email: email, password: password, from: current, caller)
        try await finish(.account)
    }

    /// Names the practice and its zone. An admin who had the practice's zone has it from now on too, and so have their
    /// hours: nine o'clock stays nine o'clock. Throws as `Accounts.change`.
    func name(_ name: String?, zone: String?, by admin: User) async throws {
        let old = accounts.zone.now
        let changed = try await branding.change(by: admin) { ($0.name, $0.timeZone) = (name, zone) }
        if let zone = changed.timeZone, zone != old {
            if admin.timeZone == old {
                _ = try await accounts.change(admin.id, ProfileChange(timeZone: zone), by: admin)
            }
            if admin.isHost { try await moveHours(of: admin, from: old, to: zone) }
        }
        try await finish(.practice)
    }

    private func moveHours(of admin: User, from old: String, to zone: String) async throws {
        var hours = try await calendars.hours(of: admin.id)
        guard hours.zoneIdentifier == old else { return }
        hours.zoneIdentifier = zone
        _ = try await calendars.setHours(of: admin.id, hours, by: admin)
    }

    /// Sets the admin's week, in the zone that their hours have. Throws `not_found` where they give no consultations.
    func setWeek(_ weekly: [Int: [HoursRange]], by admin: User) async throws {
        let zone = try await calendars.hours(of: admin.id).zoneIdentifier
        _ = try await calendars.setHours(of: admin.id, HostHours(zoneIdentifier: zone, weekly: weekly), by: admin)
        try await finish(.hours)
    }

    /// Changes the first service. Throws as `Services.change`, and what `change` throws.
    func changeService(
        by admin: User, _ change: @escaping @Sendable (ServiceDraft) throws -> ServiceDraft
    ) async throws {
        guard let first = try await services.list(onlyActive: false).first else { throw Problem(.notFound) }
        _ = try await services.change(first.service.id, by: admin, change)
        try await finish(.service)
    }

    /// Sends the mail whose arrival proves the address. Throws as `Accounts.sendProof`.
    func sendProof(to admin: User) async throws { try await accounts.sendProof(to: admin.id) }
}
