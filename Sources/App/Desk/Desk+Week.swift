import Domain
import Foundation
import Storage

/// Calendars to look at: seven days of one host, or one day of several hosts side by side.
struct DeskWeek: Sendable {
    /// Whose it is; nil where several stand side by side.
    let host: User?
    /// Between whom the asker may choose; nobody else for a host.
    let hosts: [User]
    let first: LocalDate
    let now: Date
    let zone: Zone
    let columns: [DeskColumn]
}

/// One day of one host.
struct DeskColumn: Sendable {
    let host: User
    let date: LocalDate
    let from: Date
    let to: Date
    /// What takes place on it, in whole or in part.
    let entries: [BookingEntry]
    /// What bookings own of it, buffers included; also those that take place on the days beside it.
    let owned: [Range<Date>]
    /// When the host works.
    let hours: [Range<Date>]
    /// What is taken, buffers included, by bookings and by calendars elsewhere.
    let taken: [Range<Date>]
}

/// What a reader wants to see.
enum WeekChoice: Sendable {
    case own
    case host(UserID)
    case all
}

extension Desk {
    /// So many hosts have room side by side.
    static let mostSideBySide = 7

    /// The week in which `date` lies, or that day of several hosts. Throws `forbidden` where an asker may not look.
    func week(_ choice: WeekChoice, _ date: LocalDate?, for asker: User, in zone: Zone) async throws -> DeskWeek {
        try asker.requireStaff()
        return try await database.read { tx in
            let hosts = asker.isAdmin ? try tx.hosts(most: Calendars.mostHosts) : [asker]
            let today = date ?? zone.local(tx.now).date
            guard let host = try Self.chosen(choice, asker, hosts) else {
                let shown = Array(hosts.prefix(Self.mostSideBySide))
                return DeskWeek(
                    host: nil, hosts: hosts, first: today, now: tx.now, zone: zone,
                    columns: try Self.columns(of: shown, today...today, zone, in: tx))
            }
            let days = today.monday...today.monday.adding(days: 6)
            return DeskWeek(
                host: host, hosts: hosts, first: today.monday, now: tx.now, zone: zone,
                columns: try Self.columns(of: [host], days, zone, in: tx))
        }
    }

    private static func chosen(_ choice: WeekChoice, _ asker: User, _ hosts: [User]) throws -> User? {
        switch choice {
        case .own: return asker.isHost ? asker : hosts.count == 1 ? hosts.first : nil
        case .all:
            guard asker.isAdmin else { throw Problem(.forbidden) }
            return nil
        case .host(let id):
            guard asker.isAdmin || asker.id == id else { throw Problem(.forbidden) }
            guard let host = hosts.first(where: { $0.id == id }) else { throw Problem(.notFound) }
            return host
        }
    }
}
