import Domain
import Foundation

/// Something of a calendar elsewhere that stands over a booking, as those see it who run the practice.
package struct BookingClash: Sendable, Equatable {
    let calendarID: CalendarLinkID
    /// As its host calls it.
    let calendar: String
    let startsAt: Date
    let endsAt: Date
    let seenAt: Date

    /// As JSON; of what it is nobody knows.
    var json: [UInt8] {
        var json = JSONText()
        json.object { json in
            json.field("calendar", calendar)
            json.field("starts_at", startsAt)
            json.field("ends_at", endsAt)
            json.field("seen_at", seenAt)
        }
        return json.bytes
    }
}

/// What of one calendar is known to stand over a booking.
struct KnownClash: Sendable, Equatable {
    let cells: Range<Int64>
    let isGone: Bool
}

extension Booking {
    /// The cells of the consultation itself: what is busy in its buffers alone is no other appointment.
    var ownCells: Range<Int64> { Cells.touching(scheduledAt..<endsAt) }

    /// Whether something elsewhere could still be made way for.
    func mayClash(at now: Date) -> Bool { status.isLive && now < scheduledAt }
}

extension BookingEntry {
    /// With what stands over it, among all that is open.
    func knowing(_ clashes: [BookingID: BookingClash], at now: Date) -> BookingEntry {
        guard let clash = clashes[booking.id], booking.mayClash(at: now) else { return self }
        var entry = self
        entry.clash = clash
        return entry
    }
}
