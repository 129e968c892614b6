import Domain
import Foundation
import Storage

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

    var sql: SQL {
        var conditions: [SQL] = []
        if let clientID { conditions.append("bookings.user_id = \(clientID)") }
        if let hostID { conditions.append("bookings.host_id = \(hostID)") }
        if let status { conditions.append("bookings.status = \(status)") }
        if let from { conditions.append("bookings.scheduled_at >= \(from)") }
        if let to { conditions.append("bookings.scheduled_at < \(to)") }
        if let search { conditions.append("client.search_text LIKE \(likePattern(search)) ESCAPE '!'") }
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
