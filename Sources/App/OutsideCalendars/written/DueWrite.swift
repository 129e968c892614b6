import Domain
import Foundation
import Storage

/// What is to be done next for a booking in the calendars of hosts.
enum DueWrite: Sendable {
    /// All is as it should be.
    case nothing
    /// Somebody else is at it, or the calendar's server is to be left alone until then.
    case later(Date)
    case put(OwnEvent, over: WrittenEvent, in: CalendarLink)
    case takeAway(WrittenEvent, uid: String, from: CalendarLink)

    /// How long somebody who has it in hand is waited for, in seconds.
    private static let handSeconds = 5.0

    /// Read in a write, because what is about to be put is written down before: whoever comes later knows that the
    /// event may stand there. One job for a booking at a time, on however many servers: an older state must not be
    /// written over a younger one.
    static func next(_ job: Job, by wishes: WantedEvents, in tx: any Transaction) throws -> DueWrite {
        guard try tx.standsAlone(job) else { return .later(tx.now.addingTimeInterval(handSeconds)) }
        let booking: BookingID = job.subject()
        guard let wanted = try wishes.event(booking, tx) else { return .nothing }
        let link = wanted.stands ? try tx.writingCalendar(of: wanted.hostID) : nil
        let known = try tx.writtenEvent(of: booking)
        if let known, known.linkID != link?.id {
            return try takeAway(known, uid: wanted.event.uid, in: tx)
        }
        guard let link, known?.says(wanted) != true else { return .nothing }
        // What is over is not told for the first time.
        guard known != nil || wanted.event.end > tx.now else { return .nothing }
        if let rest = try tx.writeStanding(of: link.id).rest(at: tx.now) { return .later(rest) }
        let event = wanted.event(titled: link.writing.titles)
        if let known { return .put(event, over: known, in: link) }
        let begun = WrittenEvent(wanted, of: booking, in: link.id)
        try tx.addWrittenEvent(begun)
        return .put(event, over: begun, in: link)
    }

    private static func takeAway(_ known: WrittenEvent, uid: String, in tx: any Transaction) throws -> DueWrite {
        guard let link = try tx.calendarLink(known.linkID) else { return .nothing }
        // What is over stays where it is, unless its host wants nothing of ours there any more.
        if known.endsAt <= tx.now, !link.isRemoved {
            try tx.forgetWrittenEvent(known)
            return .nothing
        }
        if let rest = try tx.writeStanding(of: link.id).rest(at: tx.now) { return .later(rest) }
        return .takeAway(known, uid: uid, from: link)
    }
}
