import Domain
import Foundation
import Storage

/// All SQL of the tables `services` and `offerings`, which say who offers them.
extension Transaction {
    /// The service with the host who offers it.
    func offering(of id: ServiceID) throws -> Offering? {
        try row("\(Offering.select) WHERE services.id = \(id)", Offering.init(row:))
    }

    /// The same by the service's name in URLs.
    func offering(named slug: String) throws -> Offering? {
        try row("\(Offering.select) WHERE services.slug = \(slug)", Offering.init(row:))
    }

    /// Whether clients of any service's new bookings are to wait until the host lets them in.
    func hasServicesWithWaitingRoom() throws -> Bool {
        try exists("SELECT 1 FROM services WHERE waiting_room = 1 LIMIT 1")
    }

    /// In the order in which they were made; those that are not offered are for admins only.
    func offerings(onlyActive: Bool) throws -> [Offering] {
        let which: SQL = onlyActive ? "WHERE \(Offering.whetherOffered)" : ""
        // By the key of offerings, in which SQLite reads them: by services.id it would sort whole rows.
        let order: SQL = "ORDER BY offerings.service_id, offerings.host_id"
        return try rows("\(Offering.select) \(which) \(order)", Offering.init(row:))
    }

    /// An id for a service that this write is going to add.
    func nextServiceID() throws -> ServiceID {
        try insert("SELECT \(SQL.nextID(of: "services"))")
    }

    /// Adds a service that a host offers. False where the slug is taken.
    func addService(_ service: Service, of host: UserID) throws -> Bool {
        let added = try run(
            """
            INSERT INTO services (id, slug, title, description, duration, amount_minor, currency, buffer_before,
                buffer_after, slot_step, minimum_notice, booking_horizon, change_notice, refund_policy,
                active, created_at, bookings_per_person, bookings_per_address, waiting_room, questions, last_question,
                tax_basis_points, tax_note, right_of_withdrawal, withdrawal_days, withdrawal_reason)
            VALUES (\(service.id), \(service.slug), \(service.title), \(service.description), \(service.duration),
                \(service.price.minor), \(service.price.currency.code), \(service.bufferBefore),
                \(service.bufferAfter), \(service.slotStep), \(service.minimumNotice), \(service.bookingHorizon),
                \(service.changeNotice), \(service.refundPolicy), \(service.isActive), \(service.createdAt),
                \(service.bookingsPerPerson), \(service.bookingsPerAddress), \(service.hasWaitingRoom),
                \(service.questions), \(service.lastQuestionID), \(service.tax?.basisPoints), \(service.tax?.note),
                \(service.withdrawal.isGiven), \(service.withdrawal.days), \(service.withdrawal.reason))
            ON CONFLICT (slug) DO NOTHING
            """)
        guard added == 1 else { return false }
        return try run("INSERT INTO offerings (service_id, host_id) VALUES (\(service.id), \(host))") == 1
    }

    /// Lets another host offer a service.
    func moveOffering(of service: ServiceID, from old: UserID, to new: UserID) throws {
        try run("UPDATE offerings SET host_id = \(new) WHERE service_id = \(service) AND host_id = \(old)")
    }

    /// False where another service has the slug.
    func updateService(_ service: Service) throws -> Bool {
        try run(
            """
            UPDATE services SET slug = \(service.slug), title = \(service.title), description = \(service.description),
                duration = \(service.duration), amount_minor = \(service.price.minor),
                currency = \(service.price.currency.code), buffer_before = \(service.bufferBefore),
                buffer_after = \(service.bufferAfter), slot_step = \(service.slotStep),
                minimum_notice = \(service.minimumNotice), booking_horizon = \(service.bookingHorizon),
                change_notice = \(service.changeNotice), refund_policy = \(service.refundPolicy),
                active = \(service.isActive), bookings_per_person = \(service.bookingsPerPerson),
                bookings_per_address = \(service.bookingsPerAddress), waiting_room = \(service.hasWaitingRoom),
                questions = \(service.questions), last_question = \(service.lastQuestionID),
                tax_basis_points = \(service.tax?.basisPoints), tax_note = \(service.tax?.note),
                right_of_withdrawal = \(service.withdrawal.isGiven), withdrawal_days = \(service.withdrawal.days),
                withdrawal_reason = \(service.withdrawal.reason)
            WHERE id = \(service.id)
                AND NOT EXISTS (SELECT 1 FROM services other WHERE other.slug = \(service.slug)
                    AND other.id <> \(service.id))
            """) == 1
    }

    /// A service that was booked cannot be deleted: its bookings refer to it.
    func deleteService(_ id: ServiceID) throws {
        try run("DELETE FROM services WHERE id = \(id)")
    }

    /// What tells whether slots that were worked out before are still true: the host, and the host's calendar version.
    func calendarState(ofService id: ServiceID) throws -> CalendarState? {
        try row(
            """
            SELECT offerings.host_id, (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT)
                FROM calendar_versions WHERE calendar_versions.host_id = offerings.host_id)
            FROM services JOIN offerings ON offerings.service_id = services.id
            JOIN users ON users.id = offerings.host_id
            WHERE services.id = \(id) AND \(Offering.whetherOffered)
            """
        ) { CalendarState(hostID: try $0.id(0), version: try $0.int(1)) }
    }
}

extension Transaction {
    /// The same for every host who offers something.
    func calendarStates() throws -> [UserID: CalendarState] {
        let states = try rows(
            """
            SELECT offerings.host_id, (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT)
                FROM calendar_versions WHERE calendar_versions.host_id = offerings.host_id)
            FROM offerings GROUP BY offerings.host_id ORDER BY offerings.host_id
            """
        ) { CalendarState(hostID: try $0.id(0), version: try $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: states.map { ($0.hostID, $0) })
    }
}

/// The state of a host's calendar; equal states give equal slots.
package struct CalendarState: Sendable, Equatable {
    let hostID: UserID
    let version: Int64

    package init(hostID: UserID, version: Int64) {
        self.hostID = hostID
        self.version = version
    }
}

extension Offering {
    static let select: SQL = """
        SELECT services.id, services.slug, services.title, services.description, services.duration,
            services.amount_minor, services.currency, offerings.host_id, services.buffer_before, services.buffer_after,
            services.slot_step, services.minimum_notice, services.booking_horizon, services.change_notice,
            services.active, services.created_at,
            users.id, users.email, users.first_name, users.last_name, users.display_name, users.is_admin,
            users.is_host, users.email_verified_at, users.time_zone, users.locale, users.password_generation,
            users.created_at, users.deleted_at, users.vouched_for,
            COALESCE(calendars.time_zone, users.time_zone), services.refund_policy,
            services.bookings_per_person, services.bookings_per_address, services.waiting_room,
            services.questions, services.last_question, services.tax_basis_points, services.tax_note,
            services.right_of_withdrawal, services.withdrawal_days, services.withdrawal_reason
        FROM services JOIN offerings ON offerings.service_id = services.id
        JOIN users ON users.id = offerings.host_id
        LEFT JOIN calendars ON calendars.host_id = offerings.host_id
        """

    /// As `isOffered`: a service whose host has left, or is no host any more, is offered to nobody.
    static let whetherOffered: SQL = "services.active = 1 AND users.is_host = 1 AND users.deleted_at IS NULL"

    init(row: any Row) throws {
        var service = Service(
            id: try row.id(0), slug: try row.text(1), title: try row.text(2), description: try row.optionalText(3),
            duration: Int(try row.int(4)),
            price: Money(minor: try row.int(5), currency: Currency(stored: try row.text(6))),
            bufferBefore: Int(try row.int(8)), bufferAfter: Int(try row.int(9)),
            slotStep: Int(try row.int(10)), minimumNotice: Int(try row.int(11)), bookingHorizon: Int(try row.int(12)),
            changeNotice: Int(try row.int(13)), refundPolicy: try row.value(31, as: RefundPolicy.self),
            bookingsPerPerson: try row.optionalInt(32).map { Int($0) },
            bookingsPerAddress: try row.optionalInt(33).map { Int($0) }, isActive: try row.flag(14),
            createdAt: try row.date(15))
        service.hasWaitingRoom = try row.flag(34)
        service.questions = try row.value(35, as: IntakeQuestions.self)
        service.lastQuestionID = try row.id(36)
        service.tax = Tax(basisPoints: try row.optionalInt(37), note: try row.optionalText(38))
        service.withdrawal.isGiven = try row.flag(39)
        service.withdrawal.days = Int(try row.int(40))
        service.withdrawal.reason = try row.optionalText(41)
        self.init(service: service, host: try User(row: row, from: 16), zoneIdentifier: try row.text(30))
    }
}
