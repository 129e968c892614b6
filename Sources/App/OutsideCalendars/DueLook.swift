import Domain
import Foundation

/// A calendar that is to be looked at, with all that says how it is read.
struct DueLook: Sendable {
    let link: CalendarLink
    let reading: CalendarReading
    let host: User
    /// In which whole days are meant.
    let zone: Zone
    /// How far ahead the host can be booked.
    let horizonDays: Int
    let now: Date

    /// How long after their start bookings may still be in what is read, in seconds.
    static let ownEventSeconds = 3 * 86_400.0
    /// A calendar that had more than so many events, and none now, was rather lost than emptied.
    static let manyEvents = 20
    private static let day = 86_400.0
    /// Days that are read at least, also where no service is offered: those who run the practice book for themselves.
    private static let leastDays = 90
    /// Days beyond the horizon that are read, and that may be left of them before all is read anew.
    private static let (beyond, least) = (31, 7)

    /// What is read: from yesterday on, so that a look back at the day is whole in every zone.
    var window: Range<Date> {
        let today = (now.timeIntervalSince1970 / Self.day).rounded(.down) * Self.day
        return Date(timeIntervalSince1970: today - Self.day)..<ahead(Self.beyond)
    }

    /// The cell with which it begins.
    var firstCell: Int64 { Cells.touching(window).lowerBound }

    /// Whether what was read still says all that is asked: then an answer that nothing has changed is enough.
    var mayStay: Bool {
        guard let until = reading.readUntil, reading.rulesHash == rulesHash else { return false }
        return until >= ahead(Self.least)
    }

    /// What to ask by whether it has changed; none where it is to be read anew in any case.
    var tags: CalendarTags { mayStay ? reading.tags : .none }

    /// By which rules it is read, in short.
    var rulesHash: String {
        let rules = link.rules
        let flags = [rules.tentativeBlocks, rules.unansweredBlocks, rules.allBusy].map { $0 ? "1" : "0" }.joined()
        let addresses = ([host.email] + rules.ownAddresses).joined(separator: "\n")
        return Digest.hex("\(zone.identifier)\n\(flags)\n\(addresses)")
    }

    private func ahead(_ days: Int) -> Date {
        now.addingTimeInterval(Double(max(horizonDays, Self.leastDays) + days) * Self.day)
    }
}

/// What a look at a calendar has found.
enum FoundFeed: Sendable {
    case unchanged(CalendarTags)
    case read(ReadFeed)
    case trouble(CalendarTrouble)
}

/// A calendar as it was read.
struct ReadFeed: Sendable {
    /// Cells in ascending order that do not touch.
    let taken: [Range<Int64>]
    let events: Int
    let unreadEvents: Int
    let tags: CalendarTags
    let bodyHash: String
    let rulesHash: String
    /// The first cell that was read, and the moment to which it was.
    let first: Int64
    let until: Date
}
