import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down the mails that a change of a booking causes: one to the client and one to the host, or a single one
    /// in the host's form where both are the same person.
    func announce(_ entry: BookingEntry, _ kind: Mail.Kind, now: Date, in tx: any Transaction) throws {
        let mails = entry.readers.map { role, person in mail(kind, role, to: person.id, about: entry.booking) }
        let isNews = kind == .confirmation || kind == .rescheduling
        try tx.post(mails, and: isNews ? reminders(of: entry.booking, now: now) : [], now: now)
    }

    /// Writes down a mail that only the client gets.
    func tellClient(_ kind: Mail.Kind, about entry: BookingEntry, now: Date, in tx: any Transaction) throws {
        try tx.post([mail(kind, .client, to: entry.client.id, about: entry.booking)], now: now)
    }

    /// Tells the client of a booking that is off, where a bank took days over its payment: anybody else saw it happen.
    func tellWhoWaitsForBank(
        _ kind: Mail.Kind, about entry: BookingEntry, now: Date, in tx: any Transaction
    ) throws {
        guard try tx.hasAudit("payment.processing", of: entry.booking.id) else { return }
        try tellClient(kind, about: entry, now: now, in: tx)
    }

    /// Tells every admin that the money of a booking wants to be looked at by a person. Of a cause that many bookings
    /// may share they hear three times an hour: false where they are not told again. `said` is what the payment company
    /// says of it.
    @discardableResult
    func tellAdmins(
        of entry: BookingEntry, ofCause cause: String? = nil, saying said: String? = nil, now: Date,
        in tx: any Transaction
    ) throws -> Bool {
        if let cause, try tx.attempt(.noticeByCause, by: cause, now: now) != nil { return false }
        let mails = try tx.adminIDs().map { admin in
            var mail = mail(.notice, .host, to: admin, about: entry.booking)
            mail.note = said
            return mail
        }
        if !mails.isEmpty { try tx.post(mails, now: now) }
        return true
    }

    /// Tells the client that money has gone back, and other programs too. That of a late payment was told before.
    func tellOfRefund(
        _ amount: BookingNews.Amount, of booking: Booking, token: String?, now: Date, in tx: any Transaction
    ) throws {
        let refund = try tx.refunds(of: booking.id).first { $0.token == token }
        let actor = booking.actor(refund?.actorID)
        try publish(
            BookingNews(.paymentRefunded, of: booking.id, by: actor, refund: amount), now: now, in: tx)
        guard refund?.reason != .late, let entry = try tx.booking(booking.id) else { return }
        try tellClient(.paymentRefunded, about: entry, now: now, in: tx)
    }

    /// Tells other programs, where any want to hear of it.
    func publish(_ news: BookingNews, now: Date, in tx: any Transaction) throws {
        try tx.publish(news, eventID: "evt_" + Digest.hex(random(16)), now: now)
    }

    private func mail(_ kind: Mail.Kind, _ role: Mail.Role, to user: Int64, about booking: Booking) -> NewMail {
        NewMail(
            kind: kind, role: role, userID: user, bookingID: booking.id, scheduledAt: booking.scheduledAt,
            sequence: booking.sequence, token: Digest.hex(random(16)))
    }

    /// A reminder whose time has passed already is not made.
    private func reminders(of booking: Booking, now: Date) -> [NewJob] {
        reminderSeconds.map { booking.scheduledAt.addingTimeInterval(-Double($0)) }.filter { $0 > now }
            .map { NewJob(kind: .remind, subjectID: booking.id, detail: Reminder.detail(of: booking), dueAt: $0) }
    }
}

extension Booking {
    /// Who somebody is to the booking; nobody is the server itself.
    fileprivate func actor(_ id: Int64?) -> BookingNews.Actor {
        switch id {
        case nil: .system
        case userID: .client
        case hostID: .host
        default: .admin
        }
    }
}

extension BookingEntry {
    /// Who is written to, in which role.
    var readers: [(role: Mail.Role, person: Person)] {
        client.id == host.id ? [(.host, host)] : [(.client, client), (.host, host)]
    }
}
