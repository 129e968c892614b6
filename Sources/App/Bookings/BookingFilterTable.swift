import Domain
import Foundation
import Storage

/// The order of a list of bookings.
enum BookingSort: String, CaseIterable, Sendable {
    case earliestFirst = "scheduled_at"
    case latestFirst = "-scheduled_at"

    /// What stands behind `ORDER BY`: bookings of one start follow each other by their ids, so that parts neither
    /// repeat nor miss one.
    var order: SQL {
        switch self {
        case .earliestFirst: "scheduled_at, id"
        case .latestFirst: "scheduled_at DESC, id DESC"
        }
    }

    func follows(_ place: ListPlace) -> SQL {
        let (start, id) = (place.numbers[0], place.numbers[1])
        return switch self {
        case .earliestFirst: "(bookings.scheduled_at, bookings.id) > (\(start), \(id))"
        case .latestFirst: "(bookings.scheduled_at, bookings.id) < (\(start), \(id))"
        }
    }
}

/// Which bookings of a list are wanted, and in which order.
struct BookingFilter: Sendable {
    enum When: String, CaseIterable, Sendable { case upcoming, past }

    var clientID: UserID?
    var hostID: UserID?
    /// Any of these few hosts; empty for all.
    var hosts: [UserID] = []
    var serviceID: ServiceID?
    /// Any of these; empty for all. What is `upcoming` has not been called off, unless they say otherwise.
    var statuses: [BookingStatus] = []
    var paymentStatuses: [PaymentStatus] = []
    /// Relative to `now`: what has not ended yet is upcoming, so that a running consultation can be found.
    var when: When?
    var now = Date.distantPast
    /// Half-open.
    var from: Date?
    var to: Date?
    /// Looked for in the client's names and e-mail address.
    var search: String?
    var sort = BookingSort.latestFirst

    /// What takes place within a stretch of time, in whole or in part, with some hosts; none named means with any.
    static func touching(
        _ span: Range<Date>, of hosts: [UserID], _ statuses: [BookingStatus]
    ) -> BookingFilter {
        BookingFilter(
            hostID: hosts.count == 1 ? hosts[0] : nil, hosts: hosts.count > 1 ? hosts : [], statuses: statuses,
            when: .upcoming, now: span.lowerBound, to: span.upperBound, sort: .earliestFirst)
    }

    var wantedStatuses: [BookingStatus] { statuses.isEmpty && when == .upcoming ? [.pending, .scheduled] : statuses }

    /// What the times must be, as an index has them.
    var times: [SQL] {
        var conditions: [SQL] = []
        if let from { conditions.append("bookings.scheduled_at >= \(from)") }
        if let to { conditions.append("bookings.scheduled_at < \(to)") }
        switch when {
        case .upcoming:
            // The first condition lets the index skip the past; no booking is longer than a day.
            conditions.append("bookings.scheduled_at > \(now.addingTimeInterval(-Booking.longestSeconds))")
            conditions.append("bookings.scheduled_at + bookings.duration * 60 > \(now)")
        case .past:
            conditions.append("bookings.scheduled_at <= \(now)")
            conditions.append("bookings.scheduled_at + bookings.duration * 60 <= \(now)")
        case nil: break
        }
        return conditions
    }
}
