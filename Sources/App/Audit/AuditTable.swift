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
        try audit([AuditNote(action, by: actor, booking: booking, user: user, detail: detail)])
    }

    /// The same of many bookings, each with its client.
    func audit(
        _ action: String, by actor: UserID?, bookings: [(id: BookingID, client: UserID)], detail: [String: String]
    ) throws {
        try audit(bookings.map { AuditNote(action, by: actor, booking: $0.id, user: $0.client, detail: detail) })
    }

    /// Several lines, in the order in which they are read.
    func audit(_ notes: [AuditNote]) throws {
        guard !notes.isEmpty else { return }
        let rows = notes.map { note in
            let detail = Self.text(of: note.detail)
            return "(\(now), \(note.actor), \(note.action), \(note.booking), \(note.user), \(detail))" as SQL
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

    /// Newest first.
    func auditEntries(_ filter: AuditFilter, _ part: ListPart) throws -> Listing<AuditEntry> {
        let wanted = try conditions(of: filter)
        return try Listing.read(
            part,
            find: { part in
                let conditions = wanted + (part.after.map { ["id < \($0.numbers[0])"] } ?? [])
                return try rows(
                    """
                    \(AuditEntry.select) \(SQL.only(conditions))
                    ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
                    """, AuditEntry.init(row:))
            }, place: { ListPlace($0.id) },
            count: {
                try count("SELECT COUNT(*) FROM (SELECT 1 FROM audit \(SQL.only(wanted)) LIMIT \($0)) AS counted")
            })
    }

    private func conditions(of filter: AuditFilter) throws -> [SQL] {
        var conditions = [
            filter.booking.map { "booking_id = \($0)" as SQL }, filter.user.map { "user_id = \($0)" },
            filter.actor.map { "actor_id = \($0)" }, filter.action.map { "action = \($0)" },
        ].compactMap(\.self)
        // Entries that were written side by side may have ids and moments in another order.
        if let from = filter.from {
            conditions += ["id >= \(try auditID(at: from - AuditFilter.slackSeconds))", "at >= \(from)"]
        }
        if let to = filter.to {
            conditions += ["id < \(try auditID(at: to + AuditFilter.slackSeconds))", "at < \(to)"]
        }
        return conditions
    }

    /// The id of the first entry that was written then or later; ids and moments grow together, so that no index of
    /// moments is needed.
    private func auditID(at instant: Date) throws -> Int64 {
        let ends = try row("SELECT MIN(id), MAX(id) FROM audit") { (try $0.optionalInt(0), try $0.optionalInt(1)) }
        guard var low = ends?.0, let last = ends?.1 else { return 0 }
        var high = last + 1
        // Each step halves what is left.
        for _ in 0..<Int64.bitWidth where low < high {
            let middle = low + (high - low) / 2
            let found = try row("SELECT id, at FROM audit WHERE id >= \(middle) ORDER BY id LIMIT 1") {
                (id: try $0.int(0), at: try $0.date(1))
            }
            if let found, found.at < instant { low = found.id + 1 } else { high = middle }
        }
        return low
    }

    /// What was ever done, in order: from one to the next by the index.
    func auditActions() throws -> [String] {
        try rows(
            """
            WITH RECURSIVE actions (action) AS (
                SELECT MIN(action) FROM audit
                UNION ALL
                SELECT (SELECT MIN(action) FROM audit WHERE action > actions.action)
                FROM actions WHERE actions.action IS NOT NULL
            )
            SELECT action FROM actions WHERE action IS NOT NULL LIMIT \(AuditFilter.mostActions)
            """
        ) { try $0.text(0) }
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

    init(row: any Row) throws {
        self.init(
            id: try row.int(0), at: try row.date(1), actorID: try row.optionalID(2), action: try row.text(3),
            bookingID: try row.optionalID(4), userID: try row.optionalID(5), detail: try row.text(6))
    }
}
