import Domain
import Foundation
import Storage

extension Meetings {
    /// How long after the start somebody waits before the host is told by mail.
    private static let patienceSeconds = 120.0
    /// How long until it is looked again whether whoever had left is back.
    private static let lookSeconds = 60.0

    /// The host is told once that somebody waits, where nobody has opened the meeting two minutes after its start.
    func planNotice(of booking: Booking, in tx: any Transaction) throws {
        guard try !tx.hasJob(.waiting, subject: booking.id), try !tx.hasMail(.somebodyWaits, about: booking) else {
            return
        }
        let due = max(tx.now, booking.scheduledAt.addingTimeInterval(Self.patienceSeconds))
        try tx.addJob(
            NewJob(kind: .waiting, subject: booking.id, detail: Reminder.detail(of: booking), dueAt: due))
    }

    /// Looks whether the host is to be told. Ends where the meeting was opened, moved or ended, or where everybody was
    /// let in; whoever has left may come back.
    func tellHost(_ job: Job) async throws -> JobEnd {
        .decided { tx in
            guard let booking = try tx.booking(job.subject()), Reminder.detail(of: booking) == job.detail,
                state(of: booking, at: tx.now) == .closed, try !tx.hasMail(.somebodyWaits, about: booking)
            else { return nil }
            let people = try tx.waitingPeople(of: booking.id).filter { $0.admittedAt == nil }
            guard people.contains(where: { $0.isWaiting(at: tx.now) }) else {
                return people.isEmpty ? nil : tx.now.addingTimeInterval(Self.lookSeconds)
            }
            try tx.post([bookings.mail(.somebodyWaits, .host, to: booking.hostID, about: booking)])
            return nil
        }
    }

    /// Tells the client and those who are expected beside them once that it will be later, unless the meeting is open
    /// already. Whoever is invited after that sees it at their entrance.
    func tellLateness(of booking: Booking, in tx: any Transaction) throws {
        let isOpen = booking.meeting?.times(from: booking.scheduledAt).isOpenedByHost ?? false
        guard !isOpen, try !tx.hasMail(.runningLate, about: booking) else { return }
        let client = booking.clientID == booking.hostID ? nil : booking.clientID
        let invited = try tx.participants(of: booking.id).filter(\.state.isExpected)
        var mails = invited.map { bookings.mail(.runningLate, to: $0, about: booking) }
        if let client { mails.insert(bookings.mail(.runningLate, .client, to: client, about: booking), at: 0) }
        guard !mails.isEmpty else { return }
        try tx.post(mails)
    }
}
