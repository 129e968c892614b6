import Domain
import Foundation
import Storage

extension OutsideCalendars {
    /// Has a calendar that was linked, or changed from `old`, hold what it is to hold from now on. `isMoved` where it
    /// is at another address, in which nothing of ours is yet; what was written at the old one stays there.
    static func beginWriting(
        _ new: CalendarLink, insteadOf old: CalendarLink? = nil, isMoved: Bool = false, in tx: any Transaction
    ) throws {
        let before = old?.writing ?? CalendarWriting()
        guard new.writing.isOn || before.isOn, new.writing != before || new.access != old?.access else { return }
        if isMoved { try tx.forgetWrittenEvents(in: new.id) }
        if new.writing.titles != before.titles { try tx.outdateWrittenEvents(in: new.id) }
        try tx.fill(new.id)
    }

    /// How a calendar is written; nil where its address cannot be opened.
    func writingCalendar(of link: CalendarLink) -> WritingCalendar? {
        seal.access(of: link).map { access in
            WritingCalendar(
                client: CalDAVClient(sender: sender, credentials: access.credentials, home: access.url),
                url: access.url)
        }
    }

    /// Unlinks a calendar from which ours is taken away before it is forgotten.
    static func removeWithEvents(_ link: CalendarLink, in tx: any Transaction) throws {
        try tx.noteRemoval(of: link.id)
        try tx.forgetCalendarReading(of: link.id)
        try tx.freeElsewhere(of: link.hostID, by: link.id)
        _ = try tx.takeJob(.calendar, subject: link.id)
        try tx.fill(link.id)
    }
}

extension Transaction {
    /// Has a calendar brought into line, and what was wrong with it forgotten: its host may have mended that.
    fileprivate func fill(_ link: CalendarLinkID) throws {
        try noteWritten(link)
        try addJob(NewJob(kind: .calendarFill, subject: link, dueAt: now))
    }
}
