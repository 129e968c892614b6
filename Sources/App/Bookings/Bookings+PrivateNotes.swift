import Domain
import Storage

extension Bookings {
    /// Keeps what the practice notes about a booking for itself, in place of what it had; nil for nothing. Throws
    /// `not_found`.
    func keepPrivateNotes(_ text: String?, of id: BookingID, _ scope: BookingScope) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _ in
            guard entry.booking.privateNotes != text else { return }
            try tx.setPrivateNotes(text, of: id)
            // Without the client, whose export would tell of it.
            try tx.audit("booking.notes_changed", by: scope.asker.id, booking: id)
        }
    }
}
