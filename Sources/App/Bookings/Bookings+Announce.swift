import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down the mails that a change of a booking causes: one to the client and one to the host, or a single one
    /// in the host's form where both are the same person.
    func announce(
        _ booking: Booking, _ kind: Mail.Kind, isWithdrawal: Bool = false, in tx: any Transaction
    ) throws {
        let mails = booking.readers.map { role, reader in
            var mail = mail(kind, role, to: reader, about: booking)
            mail.isAboutWithdrawal = isWithdrawal
            return mail
        }
        let told = Self.isToldToInvited(kind) ? try tx.participants(of: booking.id).filter(\.state.isExpected) : []
        let isNews = kind == .confirmation || kind == .rescheduling
        try tx.post(
            mails + told.map { mail(kind, to: $0, about: booking) },
            and: isNews ? reminders(of: booking, now: tx.now) : [])
    }

    /// Whoever is invited later learns all else by the invitation.
    private static func isToldToInvited(_ kind: Mail.Kind) -> Bool {
        [.reminder, .rescheduling, .cancellation].contains(kind)
    }

    /// Writes down a mail that only the client gets.
    func tellClient(_ kind: Mail.Kind, about booking: Booking, in tx: any Transaction) throws {
        try tx.post([mail(kind, .client, to: booking.clientID, about: booking)])
    }

    /// Tells the client of a booking that is off, where a bank took days over its payment: anybody else saw it happen.
    func tellWhoWaitsForBank(_ kind: Mail.Kind, about booking: Booking, in tx: any Transaction) throws {
        guard booking.hasWaitedForBank else { return }
        try tellClient(kind, about: booking, in: tx)
    }

    /// Tells other programs, where any want to hear of it, and the calendars of hosts into which bookings are written.
    func publish(_ news: BookingNews, ofHost host: UserID, in tx: any Transaction) throws {
        try tx.publish(news, eventID: eventID())
        if news.event.concernsCalendars { try Self.writeInCalendars([news.bookingID], ofHost: host, in: tx) }
    }

    func eventID() -> String { "evt_" + Digest.hex(random(16)) }

    func mail(_ kind: Mail.Kind, _ role: Mail.Role, to user: UserID, about booking: Booking) -> NewMail {
        NewMail(
            kind: kind, role: role, userID: user, bookingID: booking.id, scheduledAt: booking.scheduledAt,
            sequence: booking.sequence, token: Digest.hex(random(16)))
    }

    /// A reminder whose time has passed already is not made.
    private func reminders(of booking: Booking, now: Date) -> [NewJob] {
        reminderSeconds.map { booking.scheduledAt.addingTimeInterval(-Double($0)) }.filter { $0 > now }
            .map { NewJob(kind: .remind, subject: booking.id, detail: Reminder.detail(of: booking), dueAt: $0) }
    }
}

extension Booking {
    /// Who is written to, in which role.
    fileprivate var readers: [(role: Mail.Role, reader: UserID)] {
        clientID == hostID ? [(.host, hostID)] : [(.client, clientID), (.host, hostID)]
    }
}
