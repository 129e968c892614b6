import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down the mails that a change of a booking causes: one to the client and one to the host, or a single one
    /// in the host's form where both are the same person.
    func announce(_ entry: BookingEntry, _ kind: Mail.Kind, now: Date, in tx: any Transaction) throws {
        let booking = entry.booking
        for (role, person) in entry.readers {
            try tx.post(
                NewMail(
                    kind: kind, role: role, userID: person.id, bookingID: booking.id,
                    scheduledAt: booking.scheduledAt, sequence: booking.sequence, token: Digest.hex(random(16))),
                now: now)
        }
        guard kind == .confirmation || kind == .rescheduling else { return }
        try planReminders(booking, now: now, in: tx)
    }

    /// A reminder whose time has passed already is not made.
    private func planReminders(_ booking: Booking, now: Date, in tx: any Transaction) throws {
        for seconds in reminderSeconds {
            let due = booking.scheduledAt.addingTimeInterval(-Double(seconds))
            guard due > now else { continue }
            try tx.addJob(
                .remind, subject: booking.id, detail: Reminder.detail(of: booking), dueAt: due, now: now)
        }
    }
}

extension BookingEntry {
    /// Who is written to, in which role.
    var readers: [(role: Mail.Role, person: Person)] {
        client.id == host.id ? [(.host, host)] : [(.client, client), (.host, host)]
    }
}
