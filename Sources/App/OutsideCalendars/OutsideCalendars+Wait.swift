import Domain
import Storage
import Wire

/// What a host tells, so that calendars are found.
struct CalendarSearchDraft: Sendable {
    let access: CalendarAccess
    /// Other servers to which the password may go.
    let agreedServers: Set<String>
}

extension OutsideCalendars {
    /// So long anybody waits for a look or a search in all.
    private static let patience = Duration.seconds(20)

    /// Looks for calendars of a host, who waits. Throws `not_found` for whoever is no host.
    func discover(_ draft: CalendarSearchDraft, for host: UserID) async throws -> CalendarSearch {
        _ = try await database.read { try Self.host(host, in: $0) }
        let client = CalDAVClient(
            sender: sender, credentials: draft.access.credentials, home: draft.access.url,
            agreedServers: draft.agreedServers)
        let question = SharedQuestion(patience: Self.patience) {
            try? await CalDAVDiscovery(client: client).search()  // try? is fine: cut short, it has found nothing
        }
        return (await question.answer() ?? nil) ?? .trouble(.unreachable)
    }

    /// Looks at a calendar while its host waits. Throws `not_found`.
    func check(_ id: CalendarLinkID, of host: UserID) async throws -> ShownCalendar {
        _ = try await database.read { try Self.require(id, of: host, in: $0) }
        if let due = try await load(id) {
            let question = SharedQuestion(patience: Self.patience) { () -> Result<FoundFeed, any Error> in
                do { return .success(try await find(due, isHurried: false)) } catch { return .failure(error) }
            }
            let found = try await question.answer()?.get() ?? .trouble(.unreachable)
            try await database.write { _ = try note(found, of: due, in: $0) }
        }
        return try await database.read { try shown(try Self.require(id, of: host, in: $0), in: $0) }
    }
}
