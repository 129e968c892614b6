import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down the mails that a change of a booking causes: one to the client and one to the host, or a single one
    /// in the host's form where both are the same person.
    func announce(_ entry: BookingEntry, _ kind: Mail.Kind, now: Date, in tx: any Transaction) throws {
        let booking = entry.booking
        let mails = entry.readers.map { role, person in
            NewMail(
                kind: kind, role: role, userID: person.id, bookingID: booking.id, scheduledAt: booking.scheduledAt,
                sequence: booking.sequence, token: Digest.hex(random(16)))
        }
        let isNews = kind == .confirmation || kind == .rescheduling
        try tx.post(mails, and: isNews ? reminders(of: booking, now: now) : [], now: now)
    }

    /// A reminder whose time has passed already is not made.
    private func reminders(of booking: Booking, now: Date) -> [NewJob] {
        reminderSeconds.map { booking.scheduledAt.addingTimeInterval(-Double($0)) }.filter { $0 > now }
            .map { NewJob(kind: .remind, subjectID: booking.id, detail: Reminder.detail(of: booking), dueAt: $0) }
    }
}

extension BookingEntry {
    /// Who is written to, in which role.
    var readers: [(role: Mail.Role, person: Person)] {
        client.id == host.id ? [(.host, host)] : [(.client, client), (.host, host)]
    }
}
