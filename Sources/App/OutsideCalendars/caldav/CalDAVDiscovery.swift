import Foundation

/// What the search for calendars has found.
enum CalendarSearch: Sendable {
    case calendars([FoundCalendar])
    /// To go on it would have to ask another server, which its host is to name first.
    case otherServer(String)
    case trouble(CalendarTrouble)
}

/// Finds somebody's calendars by an address (RFC 6764, 6): of a server, of a person there, or of one calendar.
struct CalDAVDiscovery: Sendable {
    /// Where servers have it that are asked for by their name alone; the others are Nextcloud's, also in a folder.
    private static let usualPlaces = ["/.well-known/caldav", "/remote.php/dav/", "remote.php/dav/"]
    private static let mostCalendars = 100
    private static let mostHomes = 3
    private static let asked = [
        CalDAVNames.type, CalDAVNames.principal, CalDAVNames.home, CalDAVNames.name, CalDAVNames.colour,
        CalDAVNames.components, CalDAVNames.privileges,
    ]

    private struct OtherServer: Error {
        let name: String
    }

    private let client: CalDAVClient

    /// With a client whose home is the address.
    init(client: CalDAVClient) {
        var client = client
        client.refusal = { OtherServer(name: $0) }
        self.client = client
    }

    /// Throws `CancellationError`.
    func search() async throws -> CalendarSearch {
        do { return .calendars(try await calendars()) } catch let other as OtherServer {
            return .otherServer(other.name)
        } catch let trouble as CalendarTrouble { return .trouble(trouble) }
    }

    private func calendars() async throws -> [FoundCalendar] {
        var failure: any Error = CalendarTrouble.noCalendars
        for place in places {
            do { if let found = try await calendars(at: place) { return found } } catch let other as OtherServer {
                failure = other
            } catch CalendarTrouble.redirected {
                // Some servers lead elsewhere from where no calendar is, as from their first page.
                if !(failure is OtherServer) { failure = CalendarTrouble.redirected }
            }
        }
        throw failure
    }

    private var places: [String] {
        var places = [client.home]
        for place in Self.usualPlaces.compactMap({ FeedAddress.next($0, from: client.home) })
        where !places.contains(place) { places.append(place) }
        return places
    }

    /// Nil where an address leads to none.
    private func calendars(at place: String) async throws -> [FoundCalendar]? {
        let answer = try await client.propfind(place, .itself, Self.asked)
        // A wrong password that is shown again and again locks somebody out.
        guard answer.status != 401 else { throw CalendarTrouble.wrongPassword }
        guard answer.status == 207, let resource = try answer.resources().first else { return nil }
        if let own = FoundCalendar(resource) { return [own] }
        let homes = try await homes(of: resource)
        return homes.isEmpty ? nil : try await calendars(in: homes)
    }

    private func homes(of resource: DAVResource) async throws -> [String] {
        let homes = resource.urls(CalDAVNames.home)
        guard homes.isEmpty, let principal = resource.urls(CalDAVNames.principal).first else { return homes }
        let answer = try await client.propfind(principal, .itself, [CalDAVNames.home])
        return try answer.resources().first?.urls(CalDAVNames.home) ?? []
    }

    private func calendars(in homes: [String]) async throws -> [FoundCalendar] {
        var found: [FoundCalendar] = []
        for home in homes.prefix(Self.mostHomes) {
            found += try await client.propfind(home, .itsMembers, Self.asked).resources()
                .compactMap { FoundCalendar($0) }
        }
        // Calendars that another server has would be asked with this password too.
        let own = found.filter { client.mayAsk($0.url) }
        guard !own.isEmpty else { throw CalendarTrouble.noCalendars }
        return Array(own.prefix(Self.mostCalendars))
    }
}
