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
        var json = JSONText()
        json.object { json in
            for (name, value) in detail.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        }
        try run(
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            VALUES (\(now), \(actor), \(action), \(booking), \(user), \(json.text))
            """)
    }

    /// Newest first, of one booking where one is named.
    func auditEntries(of booking: BookingID?, _ part: ListPart) throws -> [AuditEntry] {
        try rows(
            """
            \(AuditEntry.select) \(AuditEntry.about(booking)) ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
            """, AuditEntry.init(row:))
    }

    /// What a person did, and what was done about them; oldest first.
    func auditEntries(about user: UserID, limit: Int) throws -> [AuditEntry] {
        try rows(
            "\(AuditEntry.select) WHERE user_id = \(user) OR actor_id = \(user) ORDER BY id LIMIT \(limit)",
            AuditEntry.init(row:))
    }

    func hasAudit(_ action: String, of booking: BookingID) throws -> Bool {
        try exists("SELECT 1 FROM audit WHERE booking_id = \(booking) AND action = \(action)")
    }

    /// Who did to a booking what is done once at most; nil also where the server itself acted.
    func actor(of action: String, booking: BookingID) throws -> UserID? {
        try row("SELECT actor_id FROM audit WHERE booking_id = \(booking) AND action = \(action)") {
            try $0.optionalID(0)
        } ?? nil
    }

    func auditCount(of booking: BookingID?) throws -> Int {
        try count("SELECT COUNT(*) FROM audit \(AuditEntry.about(booking))")
    }
}

extension AuditEntry {
    static let select: SQL = "SELECT id, at, actor_id, action, booking_id, user_id, detail FROM audit"

    fileprivate static func about(_ booking: BookingID?) -> SQL {
        booking.map { "WHERE booking_id = \($0)" } ?? ""
    }

    init(row: any Row) throws {
        self.init(
            id: try row.int(0), at: try row.date(1), actorID: try row.optionalID(2), action: try row.text(3),
            bookingID: try row.optionalID(4), userID: try row.optionalID(5), detail: try row.text(6))
    }
}
