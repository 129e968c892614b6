import Domain
import Foundation
import Storage

/// Where a booking stands in a list.
struct BookingPlace: Sendable {
    let scheduledAt: Date
    let id: Int64

    init(_ booking: Booking) {
        scheduledAt = booking.scheduledAt
        id = booking.id
    }
}

/// Which bookings of a list are wanted.
struct BookingFilter: Sendable {
    enum When: String, CaseIterable, Sendable { case upcoming, past }

    var clientID: Int64?
    var hostID: Int64?
    var status: BookingStatus?
    /// Relative to `now`: what has not ended yet is upcoming, so that a running consultation can be found.
    var when: When?
    var now = Date.distantPast
    /// Half-open.
    var from: Date?
    var to: Date?
    /// Looked for in the client's names and e-mail address.
    var search: String?
    /// Only what follows this place, newest start first: a list that is read on by it neither skips nor repeats a
    /// booking because others were made meanwhile.
    var before: BookingPlace?

    /// What stands behind `FROM bookings`.
    var source: SQL {
        var conditions: [SQL] = []
        if let clientID { conditions.append("bookings.user_id = \(clientID)") }
        if let hostID { conditions.append("bookings.host_id = \(hostID)") }
        if let status { conditions.append("bookings.status = \(status)") }
        if let from { conditions.append("bookings.scheduled_at >= \(from)") }
        if let to { conditions.append("bookings.scheduled_at < \(to)") }
        if let search {
            // Not joined: SQLite would look up the client of every booking. Only the people are read one by one.
            conditions.append(
                """
                bookings.user_id IN (
                    SELECT id FROM users WHERE search_text LIKE \(likePattern(search)) ESCAPE '!')
                """)
        }
        if let before {
            conditions.append("(bookings.scheduled_at, bookings.id) < (\(before.scheduledAt), \(before.id))")
        }
        switch when {
        case .upcoming:
            // The first condition lets the index skip the past; no booking is longer than a day.
            conditions.append("bookings.scheduled_at > \(now.addingTimeInterval(-86_400))")
            conditions.append("bookings.scheduled_at + bookings.duration * 60 > \(now)")
        case .past:
            conditions.append("bookings.scheduled_at <= \(now)")
            conditions.append("bookings.scheduled_at + bookings.duration * 60 <= \(now)")
        case nil: break
        }
        return conditions.isEmpty ? "" : "WHERE \(conditions.joined(" AND "))"
    }
}
