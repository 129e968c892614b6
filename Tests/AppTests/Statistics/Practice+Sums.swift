import App
import Domain
import Foundation
import Storage
import Testing

extension Practice {
    /// Whose sums they are.
    struct SumPlace: Hashable, Comparable, CustomStringConvertible {
        let day: Int
        let host: Int64
        let service: Int64
        var currency = ""

        var description: String { "\(LocalDate(dayNumber: day)) host \(host) service \(service) \(currency)" }
        static func < (left: Self, right: Self) -> Bool { left.description < right.description }
    }

    typealias Sums = [SumPlace: [Int64]]

    /// Sums that are not what the bookings and the ledger say, once everything is counted.
    func wrongSums() async throws -> [String] {
        while try await !app.statistics.catchUp() {}
        let zone = try Zone(app.settings.standardZone)
        return try await app.database.read { tx in
            Self.differences(try Self.keptCounts(in: tx), try Self.countedAnew(in: zone, tx))
                + Self.differences(try Self.keptMoney(in: tx), try Self.moneyAnew(in: zone, tx))
        }
    }

    private static func differences(_ kept: Sums, _ anew: Sums) -> [String] {
        Set(kept.keys).union(anew.keys).sorted().filter { kept[$0] != anew[$0] }.map { place in
            "\(place): kept \(kept[place] ?? []), but \(anew[place] ?? [])"
        }
    }

    private static func keptCounts(in tx: any Transaction) throws -> Sums {
        let rows = try tx.rows(
            """
            SELECT day, host_id, service_id, scheduled, completed, missed, cancelled_week, cancelled_day,
                cancelled_late, minutes, new_clients FROM booked_days
            """
        ) { row in
            (
                SumPlace(day: Int(try row.int(0)), host: try row.int(1), service: try row.int(2)),
                try (3...10).map { try row.int($0) }
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private static func keptMoney(in tx: any Transaction) throws -> Sums {
        let rows = try tx.rows(
            "SELECT day, host_id, service_id, currency, charged, refunded, disputed, fees FROM paid_days"
        ) { row in
            (
                SumPlace(
                    day: Int(try row.int(0)), host: try row.int(1), service: try row.int(2), currency: try row.text(3)),
                try (4...7).map { try row.int($0) }
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// In Swift, booking by booking, in the order of their beginnings.
    private static func countedAnew(in zone: Zone, _ tx: any Transaction) throws -> Sums {
        var (sums, known): (Sums, Set<Int64>) = ([:], [])
        _ = try tx.rows(
            """
            SELECT host_id, service_id, scheduled_at, user_id, status, duration, cancelled_at FROM bookings
            ORDER BY scheduled_at, id
            """
        ) { row in
            let (start, status) = (try row.int(2), try row.text(4))
            let date = zone.local(Date(timeIntervalSince1970: Double(start))).date
            let place = SumPlace(day: date.dayNumber, host: try row.int(0), service: try row.int(1))
            let notice = start - (try row.optionalInt(6) ?? start)
            let column =
                switch status {
                case "scheduled": 0
                case "completed": 1
                case "no_show": 2
                case "cancelled": notice >= 604_800 ? 3 : notice >= 86_400 ? 4 : 5
                default: -1
                }
            guard column >= 0 else { return }
            sums[place, default: Array(repeating: 0, count: 8)][column] += 1
            guard column < 3 else { return }
            sums[place]?[6] += try row.int(5)
            if known.insert(try row.int(3)).inserted { sums[place]?[7] += 1 }
        }
        return sums
    }

    private static func moneyAnew(in zone: Zone, _ tx: any Transaction) throws -> Sums {
        let columns = ["charge": 0, "refund": 1, "refund_failed": 1, "dispute": 2, "dispute_won": 2, "fee": 3]
        var sums: Sums = [:]
        _ = try tx.rows(
            """
            SELECT bookings.host_id, bookings.service_id, bookings.scheduled_at, ledger.currency, ledger.kind,
                ledger.amount_minor
            FROM ledger JOIN bookings ON bookings.id = ledger.booking_id
            """
        ) { row in
            let date = zone.local(Date(timeIntervalSince1970: Double(try row.int(2)))).date
            let place = SumPlace(
                day: date.dayNumber, host: try row.int(0), service: try row.int(1), currency: try row.text(3))
            let kind = try row.text(4)
            let isBack = ["refund_failed", "dispute_won"].contains(kind)
            let column = try #require(columns[kind])
            let amount = try row.int(5)
            sums[place, default: [0, 0, 0, 0]][column] += isBack ? -amount : amount
        }
        return sums
    }
}
