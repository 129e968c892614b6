import Domain

/// Bookings, counted on the day of their consultation. Holds, and those that have ended, are none.
struct BookedSums: Sendable, Equatable {
    /// Still to come, or over and nobody has said whether it took place.
    var scheduled: Int64 = 0
    var completed: Int64 = 0
    var missed: Int64 = 0
    /// Cancelled a week before their start or earlier; a day or earlier; later than that.
    var (cancelledWeek, cancelledDay, cancelledLate): (Int64, Int64, Int64) = (0, 0, 0)
    /// How long those take that were not cancelled.
    var minutes: Int64 = 0
    /// Those of clients who had none before.
    var newClients: Int64 = 0

    var cancelled: Int64 { cancelledWeek + cancelledDay + cancelledLate }
    /// All that were not cancelled.
    var standing: Int64 { scheduled + completed + missed }
    /// Those of clients who had one before.
    var returning: Int64 { standing - newClients }
    var isEmpty: Bool { standing + cancelled == 0 }

    static func + (left: BookedSums, right: BookedSums) -> BookedSums {
        BookedSums(
            scheduled: left.scheduled + right.scheduled, completed: left.completed + right.completed,
            missed: left.missed + right.missed, cancelledWeek: left.cancelledWeek + right.cancelledWeek,
            cancelledDay: left.cancelledDay + right.cancelledDay,
            cancelledLate: left.cancelledLate + right.cancelledLate, minutes: left.minutes + right.minutes,
            newClients: left.newClients + right.newClients)
    }
}

/// What was paid for the consultations of some days, in one currency and its minor units.
struct PaidSums: Sendable, Equatable {
    let currency: Currency
    var charged: Int64 = 0
    /// What went back to clients for good.
    var refunded: Int64 = 0
    /// What banks hold back or have taken.
    var disputed: Int64 = 0
    /// What the payment company kept of it.
    var fees: Int64 = 0

    /// What the practice has of it, before fees.
    var kept: Int64 { charged - refunded - disputed }

    func money(_ minor: Int64) -> Money { Money(minor: minor, currency: currency) }

    /// Each currency's together, in the order of their codes.
    static func joined(_ sums: some Sequence<PaidSums>) -> [PaidSums] {
        Dictionary(grouping: sums, by: \.currency).map { currency, all in
            all.reduce(PaidSums(currency: currency)) { left, right in
                PaidSums(
                    currency: currency, charged: left.charged + right.charged,
                    refunded: left.refunded + right.refunded, disputed: left.disputed + right.disputed,
                    fees: left.fees + right.fees)
            }
        }.sorted { $0.currency.code < $1.currency.code }
    }
}

/// Sums of one host and service, over a day or over a week.
struct SumLine<Sums: Sendable>: Sendable {
    /// Days since 1970-01-01; of a week its Monday.
    let day: Int
    let host: UserID
    let service: ServiceID
    let sums: Sums
}
