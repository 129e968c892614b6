import Domain
import Foundation
import Storage

/// Turns a reminder that is due into mails, if it is still true.
struct Reminder: Sendable {
    let bookings: Bookings

    /// What the job remembers: the start it was made for. A booking that has moved has jobs of its own.
    static func detail(of booking: Booking) -> String { String(Int(booking.scheduledAt.timeIntervalSince1970)) }

    /// Nothing goes out for a booking that was cancelled, moved or has begun; after a downtime, in which several fell
    /// due, only one does.
    func run(_ job: Job) async throws -> JobEnd {
        return .done { [bookings] tx in
            guard let entry = try tx.bookingEntry(job.subject()) else { return }
            let booking = entry.booking
            guard booking.status == .scheduled, Self.detail(of: booking) == job.detail, booking.scheduledAt > tx.now,
                try !isFollowedByAnother(booking, in: tx)
            else { return }
            try bookings.announce(entry.booking, .reminder, in: tx)
        }
    }

    /// A later reminder of the same start that is due as well takes this one's place.
    private func isFollowedByAnother(_ booking: Booking, in tx: any Transaction) throws -> Bool {
        try tx.dueJobCount(.remind, subject: booking.id, detail: Self.detail(of: booking)) > 0
    }
}
