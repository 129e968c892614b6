import Domain
import Foundation
import Storage

/// A host's calendars elsewhere, for whoever keeps them.
struct KeptCalendars: Sendable {
    let host: User
    /// Between whom the asker may choose; nobody but the host for a host.
    let hosts: [User]
    /// The oldest first.
    let calendars: [ShownCalendar]
    /// Of the host's hours, in which whole days are meant where a calendar has none of its own.
    let zone: Zone
    let now: Date

    /// How many more there may be.
    var room: Int { max(0, CalendarLink.most - calendars.count) }
    var mayHaveMore: Bool { room > 0 }
}

extension OutsideCalendars {
    /// Those of a host, of the asker where none is named; nil where nobody is a host. Throws `forbidden` for whoever
    /// may not keep them, and `not_found`.
    func kept(of named: UserID?, for asker: User) async throws -> KeptCalendars? {
        try asker.requireStaff()
        return try await database.read { tx in
            guard let (host, hosts) = try Calendars.choice(named, for: asker, in: tx) else { return nil }
            return KeptCalendars(
                host: host, hosts: hosts, calendars: try tx.calendarLinks(of: host.id).map { try shown($0, in: tx) },
                zone: try Zone.stored(tx.calendarZone(of: host)), now: tx.now)
        }
    }

    /// The addresses of a host's calendars, as far as they can be opened.
    func addresses(of host: UserID) async throws -> Set<String> {
        try await database.read { tx in Set(try tx.calendarLinks(of: host).compactMap { seal.access(of: $0)?.url }) }
    }

    /// The host whose calendar it is. Throws `not_found`, also for whoever may not keep it: which there are is nobody
    /// else's business.
    func host(of id: CalendarLinkID, for asker: User) async throws -> UserID {
        try asker.requireStaff()
        return try await database.read { tx in
            guard let link = try tx.calendarLink(id), asker.isAdmin || asker.isHost && asker.id == link.hostID else {
                throw Problem(.notFound)
            }
            return link.hostID
        }
    }
}
