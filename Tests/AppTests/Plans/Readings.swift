/// Which indexes serve which statements, and what may be read whole: the claims that the plans are held against.
/// Statements are named by a part of their text, which ends with a semicolon.
enum Readings {
    /// Tables that stay small, however long the practice goes on, and what statements themselves make and bound.
    static let smallTables: Set<String> = [
        "services", "offerings", "other", "working_hours", "date_overrides", "calendars", "calendar_versions",
        "calendar_links", "calendar_states", "booking_clashes", "booking_events", "participants", "webhooks",
        "webhook_events", "signing_secrets", "branding", "setup_steps", "migrations", "changed_bookings", "queues",
        "branch", "branches", "counted", "places", "about", "done", "oldest", "counting",
    ]

    /// A statement that reads a table or an index from end to end, or at least begins to.
    struct Whole {
        let statement: String
        let table: String
        /// The only engine that does so; nil for both.
        var engine: Engine?
        let reason: String
    }

    static let wholes = [
        Whole(
            statement: "FROM users WHERE is_host = 1 AND deleted_at IS NULL ORDER BY id LIMIT", table: "users",
            reason: "a practice's hosts, for the choice of one on a page and for their hours in the statistics"),
        Whole(
            statement: "bookings.id ORDER BY scheduled_at DESC", table: "bookings",
            reason: "the newest of all: follows bookings_by_time from its end, and ends with the page"),
        Whole(
            statement: "WHERE id IN ( SELECT id FROM bookings ORDER BY", table: "bookings",
            reason: "far within all: follows bookings_by_time alone up to the page, and reads the rows of that"),
        Whole(
            statement: "bookings.id ORDER BY scheduled_at, id", table: "bookings",
            reason: "the oldest of all: follows bookings_by_time from its beginning, and ends with the page"),
        Whole(
            statement: "FROM mails ORDER BY id DESC LIMIT", table: "mails",
            reason: "the newest of all: follows the ids from their end, and ends with the page"),
        Whole(
            statement: "FROM audit ORDER BY id DESC LIMIT", table: "audit",
            reason: "the newest of all: follows the ids from their end, and ends with the page"),
        Whole(
            statement: "SELECT 1 FROM bookings LIMIT ?", table: "bookings",
            reason: "the total of all bookings, in an admin's list without a filter: up to 10,000"),
        Whole(
            statement: "SELECT 1 FROM mails LIMIT ?", table: "mails",
            reason: "the total of all mails, in an admin's list without a filter: up to 10,000"),
        Whole(
            statement: "SELECT 1 FROM audit LIMIT ?", table: "audit",
            reason: "the total of an admin's list: up to 10,000"),
        Whole(
            statement: "SELECT 1 FROM bookings WHERE bookings.status = ? LIMIT ?", table: "bookings",
            engine: .postgresql,
            reason: "up to 10,000 of a status: where many have it, it finds them soonest in the table itself"),
        Whole(
            statement: "SELECT 1 FROM bookings WHERE bookings.status IN (?, ?) LIMIT ?", table: "bookings",
            engine: .postgresql, reason: "the same"),
        Whole(
            statement: "SELECT 1 FROM mails WHERE state = ? LIMIT ?", table: "mails", engine: .postgresql,
            reason: "the same of a state: nearly all were sent"),
        Whole(
            statement: "SELECT 1 FROM webhook_deliveries WHERE state = ? LIMIT ?", table: "webhook_deliveries",
            engine: .postgresql, reason: "the same of deliveries"),
        Whole(
            statement: "SELECT 1 FROM jobs WHERE error IS NOT NULL", table: "jobs",
            reason: "all of the partial index jobs_failing, which holds those that failed: up to a hundred"),
        Whole(
            statement: "SELECT id, email FROM users WHERE id IN (", table: "users", engine: .postgresql,
            reason: "the addresses of a page of mails: of thousands of people sixty at once are sooner found so"),
        Whole(
            statement: "FROM users WHERE deleted_at IS NULL", table: "users",
            reason: "an admin's list of people and its total: thousands, beside hundred thousands of bookings"),
        Whole(
            statement: "search_text LIKE", table: "users",
            reason: "what is too short for a trigram, or has common ones alone, is looked for in everybody's names"),
        Whole(
            statement: "search_text LIKE", table: "bookings",
            reason: "where many people are found it goes through the bookings in their order, until there are enough"),
        Whole(
            statement: "search_text LIKE", table: "sought", engine: .sqlite, reason: "the people of such a search"),
        Whole(
            statement: "FROM services JOIN offerings", table: "users", engine: .postgresql,
            reason: "where hosts were the first to come, it goes through the ids of users, up to the last host's"),
        Whole(
            statement: "DELETE FROM sessions", table: "sessions", engine: .postgresql,
            reason: "an hourly sweep of up to a thousand: where there are but thousands, it looks at all of them"),
        Whole(
            statement: "DELETE FROM refresh_tokens", table: "refresh_tokens", engine: .postgresql, reason: "the same"),
        Whole(
            statement: "DELETE FROM idempotency_keys", table: "idempotency_keys", engine: .postgresql,
            reason: "the same"),
        Whole(
            statement: "DELETE FROM attempts", table: "attempts", engine: .postgresql, reason: "the same"),
        Whole(
            statement: "DELETE FROM sign_in_codes", table: "sign_in_codes", engine: .postgresql, reason: "the same"),
        Whole(
            statement: "FROM webhook_deliveries WHERE webhook_id = ?", table: "webhook_deliveries", engine: .postgresql,
            reason: "where a webhook has a good part of them, it follows the ids from their end until a page is full"),
        Whole(
            statement: "DELETE FROM stripe_events", table: "stripe_events", engine: .postgresql, reason: "the same"),
        Whole(
            statement: "DELETE FROM webhook_deliveries", table: "webhook_deliveries", engine: .postgresql,
            reason: "the same"),
        Whole(
            statement: "FROM audit ORDER BY id LIMIT", table: "audit",
            reason: "a sweep looks at the oldest thousand: follows the ids from their beginning"),
        Whole(
            statement: "FROM mails WHERE state = ? ORDER BY id LIMIT", table: "mails", engine: .postgresql,
            reason: "the same of each state: nearly all were sent, so that their ids are soonest followed"),
        Whole(
            statement: "SELECT 1 FROM bookings WHERE bookings.service_id = ? LIMIT ?", table: "bookings",
            engine: .postgresql, reason: "up to 10,000 of a service: in the table itself where it has many"),
        Whole(
            statement: "FROM bookings WHERE bookings.user_id IN (", table: "bookings", engine: .postgresql,
            reason: "of people who book much it finds a page soonest in the order of time"),
        Whole(
            statement: "FROM booked_days WHERE day >= ?", table: "booked_days", engine: .postgresql,
            reason: "the sums of a good part of all days are soonest found in the table itself"),
        Whole(
            statement: "FROM paid_days WHERE day >= ?", table: "paid_days", engine: .postgresql, reason: "the same"),
        Whole(
            statement: "INSERT INTO paid_days", table: "ledger", engine: .postgresql,
            reason: "where nobody has paid yet: a ledger without rows is soonest read whole"),
        Whole(
            statement: "UPDATE sessions SET expires_at = ? WHERE expires_at > ?", table: "sessions",
            engine: .postgresql, reason: "once at the start of a server, after a clock that was ahead"),
        Whole(
            statement: "UPDATE jobs SET due_at = ? WHERE kind = ? AND due_at > ?", table: "jobs", engine: .postgresql,
            reason: "the same"),
        Whole(
            statement: "UPDATE jobs SET leased_until = 0 WHERE leased_until > 0", table: "jobs", engine: .sqlite,
            reason: "once at the start of a server that is alone on its SQLite file"),
    ]

    /// A part of a statement, and the indexes without one of which it would read too much.
    static let indexes: [(statement: String, indexes: [String])] = [
        // Lists
        ("WHERE bookings.user_id = ? ORDER BY", ["bookings_by_client"]),
        ("WHERE bookings.user_id = ? AND bookings.status || '' = ? ORDER BY", ["bookings_by_client"]),
        (
            "WHERE bookings.user_id = ? AND bookings.status || '' IN (?, ?) AND bookings.scheduled_at > ? AND",
            ["bookings_by_client"]
        ),
        ("WHERE bookings.user_id = ? AND bookings.scheduled_at <= ? AND", ["bookings_by_client"]),
        ("SELECT 1 FROM bookings WHERE bookings.user_id = ? LIMIT ?", ["bookings_by_client"]),
        // PostgreSQL may go through all in their order until a page is full, as it judges by what it knows of people.
        (
            "FROM bookings WHERE bookings.user_id IN (",
            ["bookings_by_client", "Index Only Scan Backward using bookings_by_time"]
        ),
        ("WHERE bookings.host_id = ? AND bookings.status = ? ORDER BY", ["bookings_by_host"]),
        ("WHERE bookings.host_id = ? AND bookings.status = ? AND bookings.scheduled_at >= ?", ["bookings_by_host"]),
        ("SELECT 1 FROM bookings WHERE bookings.host_id = ? LIMIT ?", ["bookings_by_host"]),
        ("bookings.id ORDER BY scheduled_at DESC", ["bookings_by_time"]),
        ("WHERE id IN ( SELECT id FROM bookings ORDER BY scheduled_at DESC", ["bookings_by_time"]),
        ("WHERE bookings.scheduled_at >= ? AND bookings.scheduled_at < ? ORDER BY", ["bookings_by_time"]),
        (
            "bookings.scheduled_at < ? AND (bookings.scheduled_at, bookings.id) < (?, ?) ORDER BY",
            ["bookings_by_time"]
        ),
        ("WHERE (bookings.scheduled_at, bookings.id) < (?, ?) ORDER BY", ["bookings_by_time"]),
        ("WHERE bookings.status = ? ORDER BY", ["bookings_by_status"]),
        ("WHERE bookings.status = ? AND (bookings.scheduled_at", ["bookings_by_status"]),
        ("SELECT 1 FROM bookings WHERE bookings.status = ? LIMIT ?", ["bookings_by_status", "Seq Scan on bookings"]),
        (
            "WHERE bookings.payment_status = ? AND bookings.status = ? ORDER BY",
            ["bookings_by_payment_status", "bookings_by_status"]
        ),
        ("bookings.id ORDER BY scheduled_at, id", ["bookings_by_time"]),
        ("WHERE bookings.service_id = ? AND bookings.status = ? ORDER BY", ["bookings_by_service"]),
        ("FROM user_trigrams WHERE trigram = ? LIMIT", ["user_trigrams_1", "user_trigrams_pkey"]),
        ("DELETE FROM user_trigrams WHERE user_id = ?", ["user_trigrams_by_user"]),
        ("FROM audit WHERE booking_id = ? ORDER BY", ["audit_by_booking"]),
        ("SELECT id FROM audit WHERE user_id = ? AND id > ?", ["audit_by_user", "audit_pkey"]),
        ("FROM mails WHERE state = ? ORDER BY id DESC", ["mails_by_state"]),
        ("SELECT 1 FROM mails WHERE state = ? LIMIT ?", ["mails_by_state", "Seq Scan on mails"]),
        (
            "FROM webhook_deliveries WHERE webhook_id = ? ORDER BY id DESC",
            ["webhook_deliveries_by_webhook", "webhook_deliveries_pkey"]
        ),
        // The rail of the practice's pages
        ("SELECT 1 FROM jobs WHERE error IS NOT NULL", ["jobs_failing"]),
        ("FROM entrances WHERE entrances.booking_id = bookings.id", ["bookings_by_status", "bookings_by_host"]),
        ("bookings.user_id = users.id AND bookings.host_id = ?", ["bookings_by_client", "bookings_by_host"]),
        // Bookings
        ("FROM bookings WHERE user_id = ? AND scheduled_at > ? AND status IN (?, ?);", ["bookings_by_client"]),
        // Slots
        ("SELECT first_cell, end_cell FROM stretches", ["sqlite_autoindex_stretches_1", "stretches_pkey"]),
        ("SELECT 1 FROM stretches WHERE host_id = ?", ["stretches_elsewhere", "sqlite_autoindex_stretches_1"]),
        // The worker, and those who ask for its health
        ("WITH RECURSIVE queues (queue) AS", ["jobs_by_turn"]),
        ("SELECT 1 FROM jobs WHERE kind = ? ORDER BY", ["jobs_by_turn"]),
        ("UPDATE jobs SET due_at = ? WHERE kind = ? AND due_at > ?", ["jobs_by_turn", "Seq Scan on jobs"]),
        ("UPDATE sessions SET expires_at = ? WHERE expires_at > ?", ["sessions_by_end", "Seq Scan on sessions"]),
        ("UPDATE bookings SET hold_expires_at = ?", ["bookings_by_status"]),
        ("UPDATE jobs SET leased_until = ?, attempt = attempt + 1", ["jobs_by_turn"]),
        ("SELECT COUNT(*) FROM jobs WHERE kind IN (?) AND queue IN", ["jobs_by_turn"]),
        ("SELECT COUNT(*) FROM jobs WHERE kind IN (?, ?,", ["jobs_by_turn"]),
        ("SELECT COUNT(*) FROM jobs WHERE unwritten > 0", ["jobs_unwritten"]),
        ("SELECT COUNT(*) FROM jobs WHERE kind = ? AND subject_id = ?", ["jobs_by_subject"]),
        ("SELECT COUNT(*) FROM mails WHERE state = ?", ["mails_by_state"]),
        // The last where hardly any mail is newer: by their ids it reads just those.
        ("SELECT 1 FROM mails WHERE booking_id = ? AND kind = ?", ["mails_by_booking", "mails_by_user", "mails_pkey"]),
        ("DELETE FROM idempotency_keys", ["idempotency_keys_by_age"]),
        ("DELETE FROM taken_cells WHERE host_id = ?", ["sqlite_autoindex_taken_cells_1", "taken_cells_pkey"]),
        ("DELETE FROM stretches WHERE host_id = ?", ["sqlite_autoindex_stretches_1", "stretches_pkey"]),
        ("DELETE FROM sessions", ["sessions_by_end"]),
        ("DELETE FROM refresh_tokens", ["refresh_tokens_by_use"]),
        ("DELETE FROM attempts WHERE subject IN", ["attempts_by_end"]),
        ("DELETE FROM stripe_events", ["stripe_events_by_age"]),
        ("DELETE FROM webhook_deliveries", ["webhook_deliveries_by_age"]),
        // What is counted: a day of a host
        ("INSERT INTO booked_days", ["bookings_by_host", "bookings_by_time"]),
        ("INSERT INTO paid_days", ["bookings_by_host", "bookings_by_time", "bookings_pkey"]),
        ("SELECT host_id, scheduled_at, user_id FROM bookings WHERE user_id = ?", ["bookings_by_client"]),
        ("DELETE FROM booked_days WHERE day = ?", ["sqlite_autoindex_booked_days_1", "booked_days_pkey"]),
        ("FROM booked_days WHERE day >= ?", ["sqlite_autoindex_booked_days_1", "booked_days_pkey", "Seq Scan"]),
        ("FROM paid_days WHERE day >= ?", ["sqlite_autoindex_paid_days_1", "paid_days_pkey", "Seq Scan"]),
        ("DELETE FROM paid_days WHERE day = ?", ["sqlite_autoindex_paid_days_1", "paid_days_pkey"]),
        // People who leave
        ("UPDATE sessions SET revoked_at = ? WHERE user_id = ?", ["sessions_by_user"]),
        ("SELECT COUNT(*) FROM sessions WHERE user_id = ?", ["sessions_by_user"]),
        ("UPDATE mails SET error = NULL, address = NULL WHERE user_id = ?", ["mails_by_user"]),
        ("UPDATE mails SET state = ? WHERE user_id = ?", ["mails_by_user", "mails_by_state"]),
        ("FROM mails WHERE user_id = ? AND id > ? ORDER BY id", ["mails_by_user"]),
    ]

    /// Lists that put in order what they have found: the rows of a part that was found by its ids, and all that there
    /// is of those who were sought; second factors and outside calendars, of which there are as many as staff, and
    /// bookings that something stands over, or that were entered elsewhere, in tables nobody counted; and for a
    /// person's export their codes of a day, and whom they invited.
    static let sorted = [
        "WHERE id IN ( SELECT id FROM", "search_text LIKE", "FROM second_factors WHERE user_id > ?",
        "FROM calendar_links WHERE id > ?",
        "FROM sign_in_codes WHERE email = ? ORDER BY", "FROM participants WHERE booking_id IN (SELECT id FROM bookings",
        "FROM participants WHERE mailbox = ? AND id > ?", "FROM booking_clashes JOIN calendar_links",
        "FROM booking_clashes WHERE end_cell < ?", "FROM booking_events WHERE ends_at < ?",
    ]
}
