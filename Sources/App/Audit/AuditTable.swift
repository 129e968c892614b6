import Domain
import Foundation
import Storage

/// All SQL of the table `audit`.
extension Transaction {
    /// Records a change in the transaction that makes it. `actor` is nil where the server itself acted.
    func audit(
        _ action: String, by actor: UserID?, booking: BookingID? = nil, user: UserID? = nil,
        detail: [String: String] = [:]
    ) throws {
        try run(
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            VALUES (\(now), \(actor), \(action), \(booking), \(user), \(Self.text(of: detail)))
            """)
    }

    /// The same of many bookings, each with its client.
    func audit(
        _ action: String, by actor: UserID?, bookings: [(id: BookingID, client: UserID)], detail: [String: String]
    ) throws {
        guard !bookings.isEmpty else { return }
        let text = Self.text(of: detail)
        let rows = bookings.map {
            "(\(now), \(actor), \(action), \($0.id), \($0.client), \(text))" as SQL
        }
        try run(
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail) VALUES \(rows.joined(", "))
            """)
    }

    private static func text(of detail: [String: String]) -> String {
        var json = JSONText()
        json.object { json in
            for (name, value) in detail.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        }
        return json.text
    }

    /// Newest first, of one booking where one is named.
    func auditEntries(of booking: BookingID?, _ part: ListPart) throws -> Listing<AuditEntry> {
        try Listing.read(
            part,
            find: { part in
                let conditions = AuditEntry.about(booking) + (part.after.map { ["id < \($0.numbers[0])"] } ?? [])
                return try rows(
                    """
                    \(AuditEntry.select) \(SQL.only(conditions))
                    ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
                    """, AuditEntry.init(row:))
            }, place: { ListPlace($0.id) },
            count: {
                let which = SQL.only(AuditEntry.about(booking))
                return try count("SELECT COUNT(*) FROM (SELECT 1 FROM audit \(which) LIMIT \($0)) AS counted")
            })
    }

    /// What a person did, and what was done about them; oldest first, those after an id.
    func auditEntries(about user: UserID, after id: Int64, limit: Int) throws -> [AuditEntry] {
        try rows(
            """
            \(AuditEntry.select) WHERE id IN (
                SELECT id FROM (SELECT id FROM audit WHERE user_id = \(user) AND id > \(id)
                    ORDER BY id LIMIT \(limit)) AS about
                UNION SELECT id FROM (SELECT id FROM audit WHERE actor_id = \(user) AND id > \(id)
                    ORDER BY id LIMIT \(limit)) AS done)
            ORDER BY id LIMIT \(limit)
            """, AuditEntry.init(row:))
    }

    /// Forgets what is older than `instant`: of the oldest `limit` rows those that are. Looking at no others needs no
    /// index, because ids and moments grow together.
    func deleteOldAudit(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM audit WHERE id IN (
                SELECT id FROM (SELECT id, at FROM audit ORDER BY id LIMIT \(limit)) AS oldest WHERE at < \(instant))
            """)
    }
}

extension AuditEntry {
    static let select: SQL = "SELECT id, at, actor_id, action, booking_id, user_id, detail FROM audit"

    fileprivate static func about(_ booking: BookingID?) -> [SQL] {
        booking.map { ["booking_id = \($0)"] } ?? []
    }

    init(row: any Row) throws {
        self.init(
            id: try row.int(0), at: try row.date(1), actorID: try row.optionalID(2), action: try row.text(3),
            bookingID: try row.optionalID(4), userID: try row.optionalID(5), detail: try row.text(6))
    }
}
