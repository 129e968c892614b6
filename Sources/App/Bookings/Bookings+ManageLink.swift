import Domain
import Storage

extension Bookings {
    /// Ends the link by which the client manages a booking without signing in; later mails carry another. For the
    /// client, the host and admins. Throws `not_found`.
    func revokeManageLink(_ id: BookingID, by asker: User) async throws -> BookingEntry {
        try await change(id, .visible(to: asker)) { tx, entry, _ in
            try limit(.changeByUser, asker, in: tx)
            try tx.revokeManageLink(of: id)
            try tx.audit("booking.manage_link_revoked", by: asker.id, booking: id, user: entry.booking.clientID)
        }
    }
}
