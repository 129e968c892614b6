import CLibpq

/// A failure of PostgreSQL, and what it means for the transaction in which it happened.
struct PostgreSQLFailure: Error {
    enum Kind {
        /// Others were in the way; the same body may succeed when it is run again.
        case conflict
        /// The connection, or the server behind it, is gone or of no use.
        case lost
        /// Another attempt would end alike.
        case final
    }

    let kind: Kind
    let error: StorageError

    static func lost(_ reason: String) -> PostgreSQLFailure {
        PostgreSQLFailure(kind: .lost, error: .unavailable(reason))
    }

    init(kind: Kind, error: StorageError) {
        self.kind = kind
        self.error = error
    }

    /// What an SQLSTATE means (https://www.postgresql.org/docs/15/errcodes-appendix.html). `reason` is the message
    /// without its detail, which would hold values; `routine` is the server's that raised it.
    init(state: String, reason: String, routine: String?, sql: String, isReading: Bool) {
        let told = "\(reason) (SQLSTATE \(state))"
        switch state {
        case "40001", "40P01": self.init(kind: .conflict, error: .busy)
        // A read tried to write; a write found that its server has become a standby.
        case "25006" where isReading: self.init(kind: .final, error: .readOnly)
        case "25006": self.init(kind: .lost, error: .unavailable(told))
        case "57014", "55P03": self.init(kind: .final, error: .busy)
        case "53100": self.init(kind: .final, error: .full)
        case "26000", "42P05":
            let advice = "\(told): behind a pooler that shares connections, set DATABASE_STATEMENTS=unnamed"
            self.init(kind: .lost, error: .unavailable(advice))
        // Another program changed a table: the statement that is kept here gives columns of other types now.
        case "0A000" where routine == "RevalidateCachedQuery": self.init(kind: .lost, error: .unavailable(told))
        // A value that COPY brings is shorter than a number.
        case "08P01" where routine == "pq_copymsgbytes":
            self.init(kind: .final, error: .refused(reason: "a value is refused (SQLSTATE \(state))", sql: sql))
        default:
            switch state.prefix(2) {
            // Connection, resources, operator's intervention, the system itself.
            case "08", "53", "57", "58", "XX": self.init(kind: .lost, error: .unavailable(told))
            // About a value, which such a message often quotes.
            case "22":
                self.init(kind: .final, error: .refused(reason: "a value is refused (SQLSTATE \(state))", sql: sql))
            default: self.init(kind: .final, error: .refused(reason: reason, sql: sql))
            }
        }
    }
}

extension PostgreSQLResult {
    /// Why the server refused, or nil where it did not.
    func failure(sql: String, isReading: Bool) -> PostgreSQLFailure? {
        switch status {
        // What stood behind a failure was passed over, and says nothing of its own.
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_ABORTED: return nil
        default:
            return PostgreSQLFailure(
                // libpq's own errors, a connection that broke for instance, have no state.
                state: field("C") ?? "08000", reason: field("M") ?? "no reason given", routine: field("R"), sql: sql,
                isReading: isReading)
        }
    }
}
