import Domain
import Foundation
import Storage

/// What is counted of one host's day: all SQL that fills the tables `booked_days` and `paid_days`, and `counting`.
extension Transaction {
    /// How far the counting has come. Whoever else counts waits here until this transaction is over: what it reads
    /// from here on is newer than whatever was counted before.
    func beginCounting() throws -> Counting {
        let counting = try row(
            """
            INSERT INTO counting (id, time_zone, counted_to) VALUES (1, \(Counting.notBegun.zone), 0)
            ON CONFLICT (id) DO UPDATE SET time_zone = counting.time_zone RETURNING time_zone, counted_to
            """, Counting.init(row:))
        guard let counting else { throw StorageError.noRow }
        return counting
    }

    func counting() throws -> Counting {
        try row("SELECT time_zone, counted_to FROM counting WHERE id = 1", Counting.init(row:)) ?? .notBegun
    }

    func setCounting(_ counting: Counting) throws {
        try run(
            "UPDATE counting SET time_zone = \(counting.zone), counted_to = \(counting.countedTo) WHERE id = 1")
    }

    func forgetSums() throws {
        try run("DELETE FROM booked_days")
        try run("DELETE FROM paid_days")
    }

    /// Where bookings stand, in the order of their ids, and the last of them; nil where none follows.
    func places(after id: Int64, limit: Int) throws -> (places: [CountedPlace], last: Int64?) {
        var last: Int64?
        let places = try rows(
            "SELECT host_id, scheduled_at, user_id, id FROM bookings WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ) { row in
            last = try row.int(3)
            return try CountedPlace(row: row)
        }
        return (places, last)
    }

    /// Whose these bookings are, and where they stand.
    func places(of bookings: [BookingID]) throws -> [CountedPlace] {
        guard !bookings.isEmpty else { return [] }
        return try rows(
            """
            SELECT host_id, scheduled_at, user_id FROM bookings
            WHERE id IN (\(list: bookings))
            """, CountedPlace.init(row:))
    }

    /// Where the first consultation of a client stands, those left out.
    func firstPlace(of client: UserID, without bookings: [BookingID]) throws -> CountedPlace? {
        try row(
            """
            SELECT host_id, scheduled_at, user_id FROM bookings
            WHERE user_id = \(client) AND status IN (\(Self.standing))
                AND id NOT IN (\(list: bookings))
            ORDER BY scheduled_at, id LIMIT 1
            """, CountedPlace.init(row:))
    }

    /// Counts a host's bookings of a day, and what was paid for them, anew.
    func count(_ day: HostDay, _ span: Range<Date>) throws {
        try run("DELETE FROM booked_days WHERE day = \(day.day) AND host_id = \(day.host)")
        try run("DELETE FROM paid_days WHERE day = \(day.day) AND host_id = \(day.host)")
        try countBookings(day, span)
        try countMoney(day, span)
    }

    /// A client is new where none of their consultations stands before.
    private func countBookings(_ day: HostDay, _ span: Range<Date>) throws {
        let (week, oneDay) = (7 * 86_400, 86_400)
        try run(
            """
            INSERT INTO booked_days (day, host_id, service_id, scheduled, completed, missed, cancelled_week,
                cancelled_day, cancelled_late, minutes, new_clients)
            SELECT \(day.day), \(day.host), service_id,
                COUNT(*) FILTER (WHERE status = \(BookingStatus.scheduled)),
                COUNT(*) FILTER (WHERE status = \(BookingStatus.completed)),
                COUNT(*) FILTER (WHERE status = \(BookingStatus.noShow)),
                COUNT(*) FILTER (WHERE notice >= \(week)),
                COUNT(*) FILTER (WHERE notice >= \(oneDay) AND notice < \(week)),
                COUNT(*) FILTER (WHERE notice < \(oneDay)),
                COALESCE(SUM(minutes), 0), COUNT(*) FILTER (WHERE minutes > 0 AND comes_again = 0)
            FROM (
                SELECT service_id, status,
                    CASE WHEN status = \(BookingStatus.cancelled)
                        THEN scheduled_at - COALESCE(cancelled_at, scheduled_at) END AS notice,
                    CASE WHEN status IN (\(Self.standing)) THEN duration ELSE 0 END AS minutes,
                    CASE WHEN EXISTS (
                        SELECT 1 FROM bookings AS earlier
                        WHERE earlier.user_id = bookings.user_id AND earlier.scheduled_at <= bookings.scheduled_at
                            AND (earlier.scheduled_at < bookings.scheduled_at OR earlier.id < bookings.id)
                            AND earlier.status IN (\(Self.standing))
                    ) THEN 1 ELSE 0 END AS comes_again
                FROM bookings
                WHERE host_id = \(day.host) AND status IN (\(Self.standing), \(BookingStatus.cancelled))
                    AND scheduled_at >= \(span.lowerBound) AND scheduled_at < \(span.upperBound)
            ) AS counted GROUP BY service_id
            """)
    }

    private func countMoney(_ day: HostDay, _ span: Range<Date>) throws {
        func sum(_ kind: LedgerKind, less other: LedgerKind? = nil) -> SQL {
            let taken: SQL = other.map { "WHEN \($0) THEN -ledger.amount_minor" } ?? ""
            return "SUM(CASE ledger.kind WHEN \(kind) THEN ledger.amount_minor \(taken) ELSE 0 END)"
        }
        // Whatever became of it: the index has the status before the time.
        try run(
            """
            INSERT INTO paid_days (day, host_id, service_id, currency, charged, refunded, disputed, fees)
            SELECT \(day.day), \(day.host), bookings.service_id, ledger.currency, \(sum(.charge)),
                \(sum(.refund, less: .refundFailed)), \(sum(.dispute, less: .disputeWon)), \(sum(.fee))
            FROM bookings JOIN ledger ON ledger.booking_id = bookings.id
            WHERE bookings.host_id = \(day.host) AND bookings.status IN (\(list: BookingStatus.allCases))
                AND bookings.scheduled_at >= \(span.lowerBound) AND bookings.scheduled_at < \(span.upperBound)
            GROUP BY bookings.service_id, ledger.currency
            """)
    }

    /// What takes the time of its host.
    private static var standing: SQL {
        "\(BookingStatus.scheduled), \(BookingStatus.completed), \(BookingStatus.noShow)"
    }
}

extension Counting {
    fileprivate init(row: any Row) throws {
        self.init(zone: try row.text(0), countedTo: try row.optionalInt(1))
    }
}

extension CountedPlace {
    fileprivate init(row: any Row) throws {
        self.init(host: try row.id(0), start: try row.date(1), client: try row.id(2))
    }
}
