import Foundation

/// One look at a calendar by CalDAV: first whether it has changed, and all its events only if it has.
struct CalDAVLook: Sendable {
    let client: CalDAVClient
    /// What the server gave with the state that is known.
    let tags: CalendarTags
    /// What is to be read of it.
    let window: Range<Date>

    private static let ctag = XMLName("getctag", in: "http://calendarserver.org/ns/")
    private static let syncToken = XMLName.dav("sync-token")
    private static let mostBytes = 32 << 20
    private static let mostAddresses = 20
    /// What is whole by itself, so that a calendar without events is one too.
    private static let empty = Array("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8)

    /// Throws `CalendarTrouble`, and `CancellationError`.
    func send() async throws -> AnsweredLook {
        let asked = [Self.ctag, Self.syncToken, CalDAVNames.principal]
        guard let state = try await client.propfind(client.home, .itself, asked).resources().first else {
            throw CalendarTrouble.gone
        }
        // Of before the events, so that what changes meanwhile is seen the next time.
        let found = CalendarTags(ctag: state.text(Self.ctag), syncToken: state.text(Self.syncToken))
        if found != .none, found == tags { return .unchanged(found) }
        return .events(try await events(), found, hostAddresses: try await addresses(told: state))
    }

    /// Whole events, and none of what servers make of them: some know no series by a window, some drop series as they
    /// expand them. So all of the window are asked for, and all that recur.
    private func events() async throws -> [UInt8] {
        var byURL: [String: [UInt8]] = [:]
        for filter in [DAVQuestion.Filter.within(window), .having("RRULE"), .having("RDATE")] {
            let answer = try await client.report(client.home, filter)
            // Whoever knows no such filter finds series by the window, as all should.
            if case .having = filter, answer.refusesFilter { continue }
            for event in try answer.resources() {
                guard let text = event[.caldav("calendar-data")]?.text else { continue }
                byURL[event.url] = text
            }
        }
        var all = Self.empty
        // In one order, so that the same events are known by their hash.
        for (_, text) in byURL.sorted(by: { $0.key < $1.key }) {
            guard all.count + text.count <= Self.mostBytes else { throw CalendarTrouble.tooLarge }
            all += text
            all += [13, 10]
        }
        return all
    }

    /// Those under which the host is invited, where the same server tells them.
    private func addresses(told state: DAVResource) async throws -> Set<String> {
        guard let principal = state.urls(CalDAVNames.principal).first,
            FeedAddress.server(principal) == FeedAddress.server(client.home)
        else { return [] }
        let answer = try await client.propfind(principal, .itself, [CalDAVNames.addresses])
        guard answer.status == 207, let person = try answer.resources().first else { return [] }
        let hrefs = person[CalDAVNames.addresses]?.children.map(\.line) ?? []
        return Set(hrefs.prefix(Self.mostAddresses).compactMap { CalDAVNames.mailbox($0) })
    }
}
