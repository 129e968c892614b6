import Domain
import Foundation
import Storage

/// A host's hours as they are kept: the week, and the dates that have others.
struct KeptHours: Sendable {
    let host: User
    /// Between whom the asker may choose; nobody but the host for a host.
    let hosts: [User]
    let hours: HostHours
    let overrides: [LocalDate: [HoursRange]]
    let today: LocalDate
    /// The Monday of the week that is shown.
    let week: LocalDate
    let now: Date

    /// The first day of the month in which most of that week lies.
    var month: LocalDate { week.adding(days: 3).firstOfMonth }
}

extension Calendars {
    /// Between so many an admin can choose on a page.
    static let mostHosts = 100
    /// How many days ahead exceptions are shown.
    static let overrideDays = 731
    /// Days around a week in which the month that is shown with it lies.
    private static let daysAround = 45

    /// The hours of a host, of the asker where none is named; nil where nobody is a host. Throws `forbidden` for
    /// whoever may not keep them, and `not_found`.
    func kept(of named: UserID?, week: LocalDate?, for asker: User) async throws -> KeptHours? {
        try asker.requireStaff()
        return try await database.read { tx in
            guard let (host, hosts) = try Self.choice(named, for: asker, in: tx) else { return nil }
            let id = host.id
            let zone = try tx.calendarZone(of: host)
            let today = try Zone.stored(zone).local(tx.now).date
            let monday = (week ?? today).monday
            let overrides = try tx.overrides(
                of: id, from: min(monday.adding(days: -Self.daysAround), today.adding(days: -1)),
                to: max(monday.adding(days: Self.daysAround), today.adding(days: Self.overrideDays)))
            return KeptHours(
                host: host, hosts: hosts,
                hours: HostHours(zoneIdentifier: zone, weekly: try tx.weeklyHours(of: id)),
                overrides: Dictionary(uniqueKeysWithValues: overrides), today: today, week: monday, now: tx.now)
        }
    }

    /// The host of this id, or else the asker, with all between whom the asker may choose; nil where nobody is one.
    /// Throws `forbidden` for whoever may not keep that host's calendar, and `not_found`.
    static func choice(
        _ named: UserID?, for asker: User, in tx: any Transaction
    ) throws -> (host: User, hosts: [User])? {
        let hosts = asker.isAdmin ? try tx.hosts(most: mostHosts) : [asker]
        let id = named ?? (asker.isHost ? asker.id : hosts.first?.id)
        guard let id else { return nil }
        try require(asker, keepsHoursOf: id)
        guard let host = hosts.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        return (host, hosts)
    }

    /// Admins keep everybody's hours, hosts their own. Throws `forbidden`.
    static func require(_ asker: User, keepsHoursOf host: UserID) throws {
        guard asker.isAdmin || asker.isHost && asker.id == host else { throw Problem(.forbidden) }
    }

    /// Takes the exceptions between two dates away, both included.
    func deleteOverrides(of host: UserID, from first: LocalDate, to last: LocalDate, by actor: User) async throws {
        try await database.write { tx in
            guard try tx.deleteOverrides(of: host, from: first, to: last) > 0 else { return }
            try tx.audit(
                "override.deleted", by: actor.id, user: host,
                detail: ["date": first.description, "to": last.description])
        }
    }
}

extension LocalDate {
    var monday: LocalDate { adding(days: 1 - weekday) }
}
