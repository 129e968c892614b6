import Storage

extension Schema {
    /// What is counted of bookings and their money, by days of the practice's zone (days since 1970-01-01), and which
    /// bookings have changed since. Nothing here refers to a booking by a foreign key (see `contention`), and a booking
    /// only ever adds a row to `changed_bookings`: no two of them wait for each other at a sum.
    static let statistics: [SQL] = [
        """
        CREATE TABLE changed_bookings (
            id \(SQL.identity),
            booking_id BIGINT NOT NULL,
            host_id BIGINT,
            scheduled_at BIGINT
        )
        """,
        """
        CREATE TABLE booked_days (
            day BIGINT NOT NULL CHECK (day >= 0),
            host_id BIGINT NOT NULL,
            service_id BIGINT NOT NULL,
            scheduled BIGINT NOT NULL,
            completed BIGINT NOT NULL,
            missed BIGINT NOT NULL,
            cancelled_week BIGINT NOT NULL,
            cancelled_day BIGINT NOT NULL,
            cancelled_late BIGINT NOT NULL,
            minutes BIGINT NOT NULL,
            new_clients BIGINT NOT NULL,
            PRIMARY KEY (day, host_id, service_id)
        )
        """,
        """
        CREATE TABLE paid_days (
            day BIGINT NOT NULL CHECK (day >= 0),
            host_id BIGINT NOT NULL,
            service_id BIGINT NOT NULL,
            currency TEXT NOT NULL,
            charged BIGINT NOT NULL,
            refunded BIGINT NOT NULL,
            disputed BIGINT NOT NULL,
            fees BIGINT NOT NULL,
            PRIMARY KEY (day, host_id, service_id, currency)
        )
        """,
        // By which zone is counted, and behind which booking the counting of all of them goes on; NULL once it is done.
        """
        CREATE TABLE counting (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            time_zone TEXT NOT NULL,
            counted_to BIGINT
        )
        """,
    ]
}
