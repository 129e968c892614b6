import Domain
import Foundation

/// What the list of the practice's bookings is asked for: its filters stand in its address, as they were typed.
struct BookingListQuery: Sendable {
    static let names = ["q", "status", "from", "to", "host_id", "service_id", "payment_status", "sort"]
    /// Rows of one page.
    static let pageRows = 30

    private let query: Query
    /// In which days are meant.
    let zone: Zone
    let typed: [String: String]

    init(_ query: Query, in zone: Zone) {
        (self.query, self.zone) = (query, zone)
        let pairs = Self.names.compactMap { name in query.text(name).map { (name, $0) } }
        typed = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Throws `validation_failed` that names each field which cannot be read.
    func filter() throws -> BookingFilter {
        let (search, statuses, payments, from, to, host, service, sort) = try Form.gather(
            Form.answer { try query.search("q") }, Form.answer { try query.choices("status", BookingStatus.self) },
            Form.answer { try query.choices("payment_status", PaymentStatus.self) },
            Form.answer { try query.date("from") }, Form.answer { try query.date("to") },
            Form.answer { try query.id("host_id", UserID.self) },
            Form.answer { try query.id("service_id", ServiceID.self) },
            Form.answer { try query.choice("sort", BookingSort.self) })
        return BookingFilter(
            hostID: host, serviceID: service, statuses: statuses, paymentStatuses: payments,
            from: from.map { zone.firstInstant($0) }, to: to.map { zone.firstInstant($0.adding(days: 1)) },
            search: search, sort: sort ?? .latestFirst)
    }

    /// In which order it is shown; what cannot be read is told by `filter`.
    var sort: BookingSort { typed["sort"].flatMap { BookingSort(rawValue: $0) } ?? .latestFirst }

    func part() throws -> ListPart {
        ListPart(limit: Self.pageRows, offset: try query.part().offset)
    }

    /// The address of the list, or of another form of it, with the same filters; in the same order, where no other is
    /// named.
    func address(_ path: String, offset: Int = 0, sort: BookingSort? = nil) -> String {
        var asked = typed
        if let sort { asked["sort"] = sort == .latestFirst ? nil : sort.rawValue }
        let filters = Self.names.compactMap { name in asked[name].map { (name: name, value: $0) } }
        let place = offset > 0 ? [(name: "offset", value: String(offset))] : []
        return PagePath(path: path, query: filters + place).text
    }
}
