import Domain
import Foundation
import Storage

/// Everything that is stored about a person, for themselves (GDPR, article 15).
struct PersonExport: Sendable {
    let user: User
    let bookings: [BookingEntry]
    let payments: [PaymentRecord]
    let mails: [Mail]
    let sessions: [SessionRecord]
    let audit: [AuditEntry]

    /// Bookings and mails of one person that are exported at most.
    private static let most = ListPart(limit: 100_000)

    static func of(_ user: User, in database: any Database) async throws -> PersonExport {
        try await database.read(.long) { tx in
            let bookings = try tx.bookingEntries(BookingFilter(clientID: user.id), most)
            return PersonExport(
                user: user, bookings: bookings,
                payments: try bookings.filter { $0.booking.price.minor > 0 }
                    .map { try PaymentRecord.of($0.booking.id, in: tx) }.filter { !$0.isEmpty },
                mails: try tx.mails(toUser: user.id, limit: most.limit), sessions: try tx.sessions(of: user.id),
                audit: try tx.auditEntries(about: user.id, limit: most.limit))
        }
    }

    func json(_ links: Links) -> JSONText {
        let view = BookingView.own(user, links)
        return .object(capacity: 4_096) { json in
            json.field("user", user: user)
            json.field("bookings", each: bookings) { $0.booking($1, view) }
            json.field("payments", each: payments) { json, record in json.object { $0.fields(record) } }
            json.field("mails", each: mails) { json, mail in
                json.object { json in
                    json.field("kind", mail.kind.rawValue)
                    json.field("booking_id", mail.bookingID)
                    json.field("role", mail.role.rawValue)
                    json.field("state", mail.state.rawValue)
                    json.field("error", mail.error)
                    json.field("created_at", mail.createdAt)
                    json.field("sent_at", mail.sentAt)
                    json.field("address", mail.address)
                }
            }
            json.field("audit", each: audit) { $0.audit($1) }
            json.field("sessions", each: sessions) { json, session in
                json.object { json in
                    json.field("created_at", session.createdAt)
                    json.field("expires_at", session.expiresAt)
                    json.field("revoked_at", session.revokedAt)
                    json.field("last_used_at", session.lastUsedAt)
                    json.field("device", session.device)
                }
            }
        }
    }
}
