import Foundation

/// What a calendar of elsewhere (iCalendar, RFC 5545) says of somebody's time: when they are busy, and no more.
///
/// Nothing that was written into an event leaves this reader: no title, no place, no guest, no UID.
package struct OutsideCalendar: Sendable, Equatable {
    /// Times at which something blocks, in whole seconds, ascending and apart from each other; within the window.
    package var busy: [Range<Date>]
    /// How many events the calendar has, whenever they are; a series and each change to it count one.
    package var events: Int
    /// How many of them were not understood altogether. A rule that is not understood blocks its first time alone; a
    /// zone that nobody knows is taken for the calendar's own.
    package var unread: Int
    /// What the calendar calls itself.
    package var name: String?

    /// Reads one whole calendar, or several after each other. The work and the memory that it may take are bounded
    /// whatever the bytes are; what is cut short, or passes a bound, gives no half of an answer.
    ///
    /// Times are told for `window` alone. Throws `Failure`.
    package static func read(
        _ bytes: [UInt8], by rules: Rules, over window: Range<Date>, within bounds: Bounds = Bounds()
    ) throws(Failure) -> OutsideCalendar {
        let window = window.lowerBound.wholeSeconds..<max(window.lowerBound, window.upperBound).wholeSeconds
        var content = CalendarContent(rules: rules, window: window, bounds: bounds)
        try content.read(bytes)
        var expansion = try CalendarExpansion(of: content, window: window, bounds: bounds)
        try expansion.expand(content.events)
        let busy = try expansion.busy.merged()
        return OutsideCalendar(
            busy: busy.map { Date(wholeSeconds: $0.lowerBound)..<Date(wholeSeconds: $0.upperBound) },
            events: content.count, unread: content.unread + expansion.unread, name: content.name)
    }
}

extension OutsideCalendar {
    /// Why a calendar was not read; what was known of it before is better than what it says now.
    package enum Failure: Error, Sendable, Equatable {
        /// It does not begin as a calendar does: a page that asks to sign in, for instance.
        case notACalendar
        /// It begins, and does not end.
        case cutShort
        /// More bytes, events, exceptions or busy times than the bounds allow.
        case tooLarge
        /// Series that take more reckoning than the bounds allow.
        case tooMuchWork
        /// This machine's files of time zones cannot be read.
        case noZones
    }

    /// What is read as busy, which is the owner's to say.
    package struct Rules: Sendable {
        /// Of all-day events, and of times that name no zone.
        package var zone: Zone
        /// Addresses under which the owner is invited, however they are spelt.
        package var ownAddresses: Set<String>
        /// UIDs of events that are bookings of ours, and so are no news.
        package var ownUIDs: Set<String>
        /// Whether what may take place blocks.
        package var tentativeBlocks: Bool
        /// Whether invitations block to which the owner has said nothing yet.
        package var unansweredBlocks: Bool
        /// Whether events block that say they are free, because the program cannot say busy.
        package var allBusy: Bool

        package init(
            zone: Zone, ownAddresses: Set<String> = [], ownUIDs: Set<String> = [], tentativeBlocks: Bool = true,
            unansweredBlocks: Bool = false, allBusy: Bool = false
        ) {
            self.zone = zone
            self.ownAddresses = ownAddresses
            self.ownUIDs = ownUIDs
            self.tentativeBlocks = tentativeBlocks
            self.unansweredBlocks = unansweredBlocks
            self.allBusy = allBusy
        }
    }

    /// What reading may take. A step is a day or a time that is looked at: a million take some 0.1 s.
    package struct Bounds: Sendable {
        package var bytes = 32 << 20
        /// Of events that may matter to the window, changes to series included.
        package var events = 50_000
        /// Of RDATE and EXDATE of all events together; an RRULE counts four.
        package var dates = 300_000
        package var steps = 2_000_000
        package var stepsOfSeries = 100_000
        package var busyTimes = 20_000

        package init() {}
    }
}
