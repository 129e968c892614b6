import Domain
import Foundation
import Storage

/// Calendars elsewhere in which hosts are busy: linked by their addresses, looked at again and again, and subtracted
/// from what is offered.
struct OutsideCalendars: Sendable {
    let database: any Database
    /// A number in 0..<1, for jitter.
    let chance: @Sendable () -> Double
    let random: @Sendable (Int) -> [UInt8]
    let sender: CalendarSender
    let seal: Seal
    /// Whether an address may be one without encryption, as in a network of one's own.
    let allowsPlain: Bool
    /// The names that a host's bookings from a moment on have in calendars, of which rooms above know.
    let ownEvents: @Sendable (UserID, Date, any Transaction) throws -> Set<String>
    /// What rooms above make of a calendar that is busy then by now, or as it was, in the write that notes it.
    let overBookings: @Sendable (CalendarLink, [Range<Int64>]?, any Transaction) throws -> Void
    /// How bookings are to stand in calendars that are written.
    let wishes: WantedEvents
    let looks: SharedLooks
    let desk = ReadingDesk()

    /// How often a calendar is looked at, in seconds, and how long after so many failures in a row.
    private static let pollSeconds = 600.0
    /// The same where a question of a kilobyte tells whether anything has changed.
    private static let quickSeconds = 90.0
    private static let failureSeconds = [60.0, 300, 900, 3_600]

    /// The handler of `calendar` jobs: there is one for each calendar that blocks.
    func run(_ job: Job) async throws -> JobEnd {
        guard let due = try await load(job.subject()) else { return .done { _ in } }
        let found = try await find(due, isHurried: false)
        return .decided { tx in try note(found, of: due, in: tx) }
    }

    /// What is to be looked at; nil where there is no such calendar any more, or it does not block.
    func load(_ id: CalendarLinkID) async throws -> DueLook? {
        try await database.read { tx in
            guard let link = try tx.calendarLink(id), link.rules.blocks, let reading = try tx.calendarReading(of: id),
                let host = try tx.user(link.hostID)
            else { return nil }
            let services = try tx.offerings(onlyActive: true).filter { $0.host.id == host.id }
            return DueLook(
                link: link, reading: reading, host: host,
                zone: try Zone.stored(try link.rules.timeZone ?? tx.calendarZone(of: host)),
                horizonDays: services.map(\.service.bookingHorizon).max() ?? 0, now: tx.now)
        }
    }

    /// Asks the calendar's server, outside of any transaction, and reads what it answers. Throws what has nothing to do
    /// with the calendar.
    func find(_ due: DueLook, isHurried: Bool) async throws -> FoundFeed {
        do { return try await ask(due, isHurried: isHurried) } catch let trouble as CalendarTrouble {
            return .trouble(trouble)
        }
    }

    private func ask(_ due: DueLook, isHurried: Bool) async throws -> FoundFeed {
        guard let access = seal.access(of: due.link) else { throw CalendarTrouble.unreadable }
        let answer =
            switch due.link.kind {
            case .feed:
                try await FeedCall(url: access.url, tags: due.tags, isHurried: isHurried).send(by: sender)
            case .caldav:
                try await CalDAVLook(
                    client: CalDAVClient(
                        sender: sender, credentials: access.credentials, home: access.url, isHurried: isHurried),
                    tags: due.tags, window: due.window
                ).send()
            }
        switch answer {
        case .unchanged(let tags): return .unchanged(tags)
        case .events(let events, let tags, let addresses): return try await read(events, tags, addresses, for: due)
        }
    }

    private func read(
        _ body: [UInt8], _ tags: CalendarTags, _ hostAddresses: Set<String>, for due: DueLook
    ) async throws -> FoundFeed {
        let hash = Digest.hash(of: body)
        if due.mayStay, due.reading.bodyHash == hash { return .unchanged(tags) }
        let own = try await database.read { tx in
            try ownEvents(due.host.id, tx.now.addingTimeInterval(-DueLook.ownEventSeconds), tx)
        }
        let content = try await desk.read(body, for: due, invitedAs: hostAddresses, but: own)
        if content.events == 0, due.reading.events > DueLook.manyEvents { throw CalendarTrouble.emptied }
        return .read(
            ReadFeed(
                taken: content.cells, events: content.events, unreadEvents: content.unread, tags: tags,
                bodyHash: hash, rulesHash: due.rulesHash, first: due.firstCell, until: due.window.upperBound))
    }

    /// Writes down what was found, together with what slots are read from. Returns when to look again.
    func note(_ found: FoundFeed, of due: DueLook, in tx: any Transaction) throws -> Date? {
        guard try tx.calendarLink(due.link.id) != nil else { return nil }
        let (id, version) = (due.link.id, due.reading.version)
        var wait = due.link.kind == .feed ? Self.pollSeconds : Self.quickSeconds
        let isOurs: Bool
        switch found {
        case .unchanged(let tags):
            isOurs = try tx.noteUnchanged(id, version: version, tags)
            if tags == .none { wait = Self.pollSeconds }
            if isOurs { try overBookings(due.link, nil, tx) }
        case .read(let read):
            if read.tags == .none { wait = Self.pollSeconds }
            isOurs = try tx.noteRead(id, version: version, read)
            if isOurs {
                try tx.takeElsewhere(read.taken, from: read.first, of: due.link.hostID, by: id)
                try overBookings(due.link, read.taken, tx)
            }
        case .trouble(let trouble):
            isOurs = try tx.noteFailure(id, version: version, trouble)
            if isOurs { try tellTrouble(of: due.link, in: tx) }
            let waits = Self.failureSeconds
            wait = trouble.needsPeople ? waits[waits.count - 1] : waits[min(due.reading.failures, waits.count - 1)]
        }
        // What somebody else has written down meanwhile is younger than what was read before the question.
        return isOurs ? tx.now.addingTimeInterval((wait * (1 + chance() / 5)).rounded()) : tx.now
    }
}
