import Domain
import Foundation
import Storage

/// A filter as the database is asked by it: which of its conditions leads to the bookings is decided here. All others
/// are written so that no index begins with them, because SQLite, which is not told how many rows share a value,
/// would as soon go by a status as by a person.
struct BookingQuery {
    /// By which index the bookings are found. Those of a client and those of all times are in the order of the lists;
    /// the others are for each status, and merged.
    enum Lead { case client, service, host, states, time }

    /// Beyond so many rows before a part, these are passed over in the index alone: with their meetings each costs ten
    /// times as much.
    private static let mostPassedWhole = 100

    /// How it is found out whether a booking's client is one of those who are many.
    enum Walk { case inOrder, counting, peopleFirst }

    let filter: BookingFilter
    /// Whom `filter.search` found.
    let people: SoughtPeople?
    let lead: Lead

    init(_ filter: BookingFilter, _ people: SoughtPeople?, lead: Lead? = nil) {
        self.filter = filter
        self.people = people
        self.lead = lead ?? Self.lead(filter, people)
    }

    private static func lead(_ filter: BookingFilter, _ people: SoughtPeople?) -> Lead {
        if case .few = people { return .client }
        if filter.clientID != nil { return .client }
        if filter.serviceID != nil { return .service }
        if filter.hostID != nil { return .host }
        return filter.statuses.isEmpty && filter.paymentStatuses.isEmpty ? .time : .states
    }

    /// One part in its order.
    func part(_ part: ListPart) -> SQL {
        let after = part.after.map { [filter.sort.follows($0)] } ?? []
        let branches = branches.map { SQL.only($0 + after) }
        let cut: SQL = "ORDER BY \(filter.sort.order) LIMIT \(part.limit) OFFSET \(part.offset)"
        if branches.count == 1, isServedWhole, part.offset <= Self.mostPassedWhole {
            return "\(Booking.select) \(branches[0]) \(cut)"
        }
        // First the ids, by the index alone, and then only the rows of the part.
        return """
            \(Booking.select) WHERE id IN (
                \(branches.count == 1 ? "SELECT id FROM bookings \(branches[0])" : ids(branches, part)) \(cut))
            ORDER BY \(filter.sort.order)
            """
    }

    /// The ids of several branches: of each no more than the part may need.
    private func ids(_ branches: [SQL], _ part: ListPart) -> SQL {
        let most = part.offset + part.limit
        let each = branches.map { branch -> SQL in
            """
            SELECT id, scheduled_at FROM (
                SELECT id, scheduled_at FROM bookings \(branch) ORDER BY \(filter.sort.order) LIMIT \(most)) AS branch
            """
        }
        return "SELECT id FROM (\(each.joined(" UNION ALL "))) AS branches"
    }

    /// How many there are, up to a number.
    func count(upTo most: Int, _ walk: Walk = .counting) -> SQL {
        let people: SQL =
            if case .many(let search) = people, walk == .peopleFirst {
                "(\(User.found(search))) AS sought CROSS JOIN "
            } else {
                ""
            }
        return """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM \(people)bookings \(SQL.only(unordered(walk))) LIMIT \(most)) AS counted
            """
    }

    /// What was paid for them and has not gone back, by currency; of so many at most.
    func paid(upTo most: Int) -> SQL {
        let states: [PaymentStatus] = [.succeeded, .partiallyRefunded]
        let conditions = unordered(.counting) + beside("payment_status", states)
        return """
            SELECT currency, CAST(SUM(amount_minor - refunded_minor) AS BIGINT) FROM (
                SELECT bookings.currency, bookings.amount_minor, bookings.refunded_minor
                FROM bookings \(SQL.only(conditions)) LIMIT \(most)) AS paid
            GROUP BY currency ORDER BY currency
            """
    }

    /// Whether the leading index serves all that is asked for. A person's own bookings are few, whatever else is asked.
    private var isServedWhole: Bool {
        guard people == nil else { return false }
        return switch lead {
        case .client, .states, .time: true
        case .host: filter.paymentStatuses.isEmpty
        case .service: filter.hostID == nil && filter.paymentStatuses.isEmpty
        }
    }

    /// The conditions; several lists of them where the bookings of several states are merged, none of which meets two.
    private var branches: [[SQL]] {
        let rest = filter.times + clients(.inOrder)
        switch lead {
        case .client, .time: return [unordered(.inOrder)]
        case .host, .service:
            let payments = beside("payment_status", filter.paymentStatuses)
            return eachStatus.map { ids + ["bookings.status = \($0)"] + payments + rest }
        case .states:
            if filter.paymentStatuses.isEmpty { return eachStatus.map { ["bookings.status = \($0)"] + rest } }
            return filter.paymentStatuses.flatMap { payment in
                eachStatus.map { ["bookings.payment_status = \(payment)", "bookings.status = \($0)"] + rest }
            }
        }
    }

    /// The conditions in one list, for what needs no order.
    private func unordered(_ walk: Walk) -> [SQL] {
        let (statuses, payments) = (filter.wantedStatuses, filter.paymentStatuses)
        let states =
            switch lead {
            case .client where walk == .peopleFirst: amongTwo(statuses) + beside("payment_status", payments)
            case .client, .time: beside("status", statuses) + beside("payment_status", payments)
            case .host, .service: isOne("bookings.status", statuses) + beside("payment_status", payments)
            case .states: isOne("bookings.payment_status", payments) + isOne("bookings.status", statuses)
            }
        return ids + states + filter.times + clients(walk)
    }

    private var eachStatus: [BookingStatus] {
        filter.wantedStatuses.isEmpty ? BookingStatus.allCases : filter.wantedStatuses
    }

    private var ids: [SQL] {
        var conditions: [SQL] = []
        if let id = filter.serviceID {
            conditions.append(lead == .service ? "bookings.service_id = \(id)" : "bookings.service_id + 0 = \(id)")
        }
        if let id = filter.hostID {
            conditions.append(lead == .host ? "bookings.host_id = \(id)" : "bookings.host_id + 0 = \(id)")
        }
        if !filter.hosts.isEmpty {
            conditions.append("bookings.host_id + 0 IN (\(list: filter.hosts))")
        }
        if let id = filter.clientID {
            conditions.append(isOneOfFew ? "bookings.user_id + 0 = \(id)" : "bookings.user_id = \(id)")
        }
        return conditions
    }

    private var isOneOfFew: Bool {
        if case .few = people { true } else { false }
    }

    /// Beside what leads: no index can begin with what is put together.
    private func beside(_ column: SQL, _ values: [some Storable]) -> [SQL] {
        isOne("bookings.\(column) || ''", values)
    }

    /// One status is named twice: SQLite goes by a person rather than by such a list, and PostgreSQL, which knows how
    /// many share a status, may go by either.
    private func amongTwo(_ statuses: [BookingStatus]) -> [SQL] {
        isOne("bookings.status", statuses.count == 1 ? statuses + statuses : statuses)
    }

    private func isOne(_ text: SQL, _ values: [some Storable]) -> [SQL] {
        switch values.count {
        case 0: []
        case 1: ["\(text) = \(values[0])"]
        default: ["\(text) IN (\(list: values))"]
        }
    }

    private func clients(_ walk: Walk) -> [SQL] {
        switch people {
        case nil: return []
        case .few(let ids):
            let ids = SoughtPeople.padded(ids).map { "\($0)" as SQL }
            return ["bookings.user_id IN (\(ids.joined(", ")))"]
        case .many(let search):
            switch walk {
            case .inOrder: return [User.isFound(search, id: "bookings.user_id")]
            case .counting: return [User.isAmongFound(search, id: "bookings.user_id")]
            case .peopleFirst: return ["bookings.user_id = sought.id"]
            }
        }
    }
}
