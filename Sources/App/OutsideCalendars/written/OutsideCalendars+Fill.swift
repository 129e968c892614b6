import Domain
import Foundation
import Storage

extension OutsideCalendars {
    /// Bookings whose jobs are written at once.
    private static let mostInPart = 100
    /// How often it is looked whether a calendar that is unlinked is rid of what was ours, and for how long at most, in
    /// seconds.
    private static let (lookSeconds, patienceSeconds) = (60.0, 7 * 86_400.0)

    /// The handler of `calendar_fill` jobs: has everything brought into line that a calendar is to hold, or is to hold
    /// no more; part by part, behind the booking that its detail names.
    func fill(_ job: Job) async throws -> JobEnd {
        .decided { tx in
            guard let link = try tx.calendarLink(job.subject()) else { return nil }
            let last = BookingID(job.detail) ?? BookingID(rawValue: 0)
            let part =
                link.writing.isOn
                ? try wishes.coming(link.hostID, last, Self.mostInPart, tx)
                : try tx.bookings(writtenIn: link.id, after: last, limit: Self.mostInPart)
            guard let end = part.last else { return try link.isRemoved ? Self.endRemoval(of: link, in: tx) : nil }
            try tx.addJobs(part.map { .writing($0, of: link.hostID, dueAt: tx.now) })
            let isWhole = part.count < Self.mostInPart
            if isWhole, !link.isRemoved { return nil }
            let next = isWhole ? tx.now.addingTimeInterval(Self.lookSeconds) : tx.now
            try tx.addJob(NewJob(kind: .calendarFill, subject: link.id, detail: "\(end)", dueAt: next))
            return nil
        }
    }

    /// Forgets a calendar, with its password, once nothing of ours is there; or when its server has not let us for so
    /// long that nobody counts on it.
    private static func endRemoval(of link: CalendarLink, in tx: any Transaction) throws -> Date? {
        let isOver = link.removedAt.map { $0.addingTimeInterval(patienceSeconds) <= tx.now } ?? false
        guard try isOver || !tx.hasWrittenEvents(in: link.id) else { return tx.now.addingTimeInterval(lookSeconds) }
        try tx.deleteCalendarLink(link.id)
        return nil
    }
}

extension NewJob {
    /// Brings a booking's event into line. In a queue of its host's own, so that a calendar that hangs keeps no other
    /// host's from being written.
    static func writing(_ booking: BookingID, of host: UserID, dueAt: Date) -> NewJob {
        NewJob(kind: .calendarWrite, queue: host.rawValue, subject: booking, dueAt: dueAt)
    }
}
