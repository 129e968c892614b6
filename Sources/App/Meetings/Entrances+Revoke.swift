import Domain
import Foundation
import Storage

extension Entrances {
    /// Ends the link that somebody has into a meeting, and sends them another; for its host and admins. Throws
    /// `not_found`, `forbidden` for the client, and `illegal_move` where there is nothing to be taken back.
    func revoke(_ entrant: Entrant?, of id: BookingID, by asker: User) async throws -> BookingEntry {
        try await meetings.database.write { tx in
            let (entry, role) = try Bookings.require(id, .visible(to: asker), in: tx)
            guard role.runsPractice || asker.isAdmin else { throw Problem(.forbidden) }
            let booking = entry.booking
            guard let entrant, let meeting = booking.meeting, Self.isSent(entrant),
                let person = try tx.entrancePerson(entrant, of: booking)
            else { throw Problem(.notFound) }
            try meetings.requireGoingOn(booking, in: tx)
            guard person.invited != nil || links.useEntrances(withWaitingRoom: meeting.hasWaitingRoom) else {
                throw Problem.illegalMove(.directLinks)
            }
            try tx.revokeEntrance(of: entrant, into: id)
            // Whoever has the client's mails has both links.
            if entrant == .client { try tx.revokeManageLink(of: id) }
            try tx.audit(
                "meeting.link_revoked", by: asker.id, booking: id, user: person.account?.id,
                detail: ["entrant": entrant.description])
            if let user = person.account {
                let form: Mail.Role = entrant == .host ? .host : .client
                try tx.post([meetings.bookings.mail(.newLink, form, to: user.id, about: booking)])
            }
            if let invited = person.invited {
                try tx.post([meetings.bookings.mail(.newLink, to: invited, about: booking)])
            }
            return try Bookings.require(id, .visible(to: asker), in: tx).entry
        }
    }

    /// An admin's link is shown to that one alone, and sent by nobody.
    private static func isSent(_ entrant: Entrant) -> Bool {
        if case .admin = entrant { false } else { true }
    }
}
