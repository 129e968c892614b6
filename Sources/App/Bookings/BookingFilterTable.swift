import Domain
import Foundation
import Storage

/// Where a booking stands in a list.
struct BookingPlace: Sendable {
    let scheduledAt: Date
    let id: BookingID

    init(_ booking: Booking) {
        scheduledAt = booking.scheduledAt
        id = booking.id
    }
}

/// The order of a list of bookings.
enum BookingSort: String, CaseIterable, Sendable {
    case earliestFirst = "scheduled_at"
    case latestFirst = "-scheduled_at"

    /// What stands behind `ORDER BY`: bookings of one start follow each other by their ids, so that parts neither
    /// repeat nor miss one.
    var order: SQL {
        switch self {
        case .earliestFirst: "bookings.scheduled_at, bookings.id"
        case .latestFirst: "bookings.scheduled_at DESC, bookings.id DESC"
        }
    }

    fileprivate func follows(_ place: BookingPlace) -> SQL {
        switch self {
        case .earliestFirst: "(bookings.scheduled_at, bookings.id) > (\(place.scheduledAt), \(place.id))"
        case .latestFirst: "(bookings.scheduled_at, bookings.id) < (\(place.scheduledAt), \(place.id))"
        }
    }
}

/// Which bookings of a list are wanted, and in which order.
struct BookingFilter: Sendable {
    enum When: String, CaseIterable, Sendable { case upcoming, past }

    var clientID: UserID?
    var hostID: UserID?
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
    /// Only what follows this place in the order: a list that is read on by it neither skips nor repeats a booking
    /// because others were made meanwhile.
    var after: BookingPlace?

    /// What stands behind `FROM bookings`.
    var source: SQL {
        let conditions = ids + states + times + places
        return conditions.isEmpty ? "" : "WHERE \(conditions.joined(" AND "))"
    }

    private var ids: [SQL] {
        var conditions: [SQL] = []
        if let clientID { conditions.append("bookings.user_id = \(clientID)") }
        if let hostID { conditions.append("bookings.host_id = \(hostID)") }
        if let serviceID { conditions.append("bookings.service_id = \(serviceID)") }
        return conditions
    }

    private var states: [SQL] {
        var conditions: [SQL] = []
        let wanted = statuses.isEmpty && when == .upcoming ? [.pending, .scheduled] : statuses
        if wanted == [.pending] {
            // Word for word as in the index `bookings_pending`: with a bound value no engine could go by it.
            conditions.append("bookings.status = 'pending'")
        } else if !wanted.isEmpty {
            conditions.append(Self.isOne("bookings.status", of: wanted))
        }
        if !paymentStatuses.isEmpty { conditions.append(Self.isOne("bookings.payment_status", of: paymentStatuses)) }
        return conditions
    }

    private static func isOne(_ column: SQL, of values: [some Storable]) -> SQL {
        if values.count == 1 { return "\(column) = \(values[0])" }
        return "\(column) IN (\(values.map { "\($0)" as SQL }.joined(", ")))"
    }

    private var times: [SQL] {
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

    private var places: [SQL] {
        var conditions: [SQL] = []
        if let search {
            // Not joined: SQLite would look up the client of every booking. Only the people are read one by one.
            conditions.append(
                """
                bookings.user_id IN (
                    SELECT id FROM users WHERE search_text LIKE \(likePattern(search)) ESCAPE '!')
                """)
        }
        if let after { conditions.append(sort.follows(after)) }
        return conditions
    }
}
