import Domain
import Foundation
import Storage

/// What is read of the table `bookings`; changes stand in BookingTable+Change.swift.
extension Transaction {
    func booking(_ id: BookingID) throws -> Booking? {
        try row("\(Booking.select) WHERE bookings.id = \(id)", Booking.init(row:)).map(knowingGenerations)
    }

    /// With the links that were taken back, where any was.
    func knowingGenerations(_ booking: Booking) throws -> Booking {
        guard let meeting = booking.meeting, meeting.generation > 0 else { return booking }
        var booking = booking
        booking.meeting?.generations = try entranceGenerations(of: booking.id)
        return booking
    }

    /// With the names that belong to it, which are three statements more; one less where `user`, who was read already,
    /// is among them.
    func bookingEntry(_ id: BookingID, knowing user: User? = nil) throws -> BookingEntry? {
        var names = BookingNames(knowing: user.map { [$0] } ?? [])
        return try booking(id).map { try names.entry($0, in: self) }
    }

    /// A part of a list with its names, of whom those of `people`, who were read already, are not read again.
    func uncountedBookingEntries(
        _ filter: BookingFilter, _ part: ListPart, knowing people: [User] = []
    ) throws -> [BookingEntry] {
        var names = BookingNames(knowing: people)
        return try uncountedBookings(filter, part).map { try names.entry($0, in: self) }
    }

    /// What the client of a cancelled booking was to get back in all; nil where a person decides.
    func owed(of booking: BookingID) throws -> Int64? {
        try row("SELECT owed_minor FROM bookings WHERE id = \(booking)") { try $0.optionalInt(0) } ?? nil
    }

    /// How many bookings a client has to come, counted in one look. Those that count together with another of
    /// `service` are of that service alone where it has a number of its own, else of all that have none.
    func comingBookings(ofClient user: UserID, alike service: Service, after instant: Date) throws -> ComingBookings {
        let alike: SQL =
            service.bookingsPerPerson == nil
            ? "service_id NOT IN (SELECT id FROM services WHERE bookings_per_person IS NOT NULL)"
            : "service_id = \(service.id)"
        let counts = try row(
            """
            SELECT COUNT(*) FILTER (WHERE status = \(BookingStatus.pending)),
                COUNT(*) FILTER (WHERE awaits_proof = 0), COUNT(*) FILTER (WHERE \(alike))
            FROM bookings WHERE user_id = \(user) AND scheduled_at > \(instant)
                AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled))
            """
        ) { ComingBookings(holds: Int(try $0.int(0)), beyondProof: Int(try $0.int(1)), alike: Int(try $0.int(2))) }
        guard let counts else { throw StorageError.noRow }
        return counts
    }

    /// How many bookings a client has made in all, and to how many they did not come.
    func bookingCounts(ofClient user: UserID) throws -> (all: Int, missed: Int) {
        let counts = try row(
            """
            SELECT COUNT(*), COUNT(*) FILTER (WHERE status = \(BookingStatus.noShow)) FROM bookings
            WHERE user_id = \(user)
            """
        ) { (all: Int(try $0.int(0)), missed: Int(try $0.int(1))) }
        guard let counts else { throw StorageError.noRow }
        return counts
    }

    /// A client's booking of a service at a time, where it is held or stands.
    func liveBooking(of service: ServiceID, ofClient user: UserID, at start: Date) throws -> Booking? {
        try row(
            """
            \(Booking.select) WHERE bookings.user_id = \(user) AND bookings.scheduled_at = \(start)
                AND bookings.service_id = \(service)
                AND bookings.status IN (\(BookingStatus.pending), \(BookingStatus.scheduled))
            """, Booking.init(row:))
    }

    /// Whether anybody ever booked a service.
    func hasBookings(ofService service: ServiceID) throws -> Bool {
        try exists("SELECT 1 FROM bookings WHERE service_id = \(service) LIMIT 1")
    }

    /// Bookings of a person that wait for the proof of the address.
    func bookingIDsAwaitingProof(ofClient user: UserID) throws -> [BookingID] {
        try rows(
            """
            SELECT id FROM bookings
            WHERE user_id = \(user) AND status = \(BookingStatus.pending) AND awaits_proof = 1 ORDER BY id
            """
        ) { try $0.id(0) }
    }

    /// Bookings whose payment only the payment company can end.
    func unpaidHoldCount() throws -> Int {
        try count("SELECT COUNT(*) FROM bookings WHERE status = \(BookingStatus.pending) AND awaits_proof = 0")
    }

    /// A person's bookings that are still to come and still stand.
    func liveBookingIDs(ofClient user: UserID, after instant: Date) throws -> [BookingID] {
        try rows(
            """
            SELECT id FROM bookings WHERE user_id = \(user) AND scheduled_at > \(instant)
            AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled)) ORDER BY id
            """
        ) { try $0.id(0) }
    }

    /// A host's firm bookings that are to come, behind one, in the order of their ids.
    func comingBookings(ofHost user: UserID, after last: BookingID, limit: Int) throws -> [BookingID] {
        try rows(
            """
            SELECT id FROM bookings
            WHERE host_id = \(user) AND status = \(BookingStatus.scheduled) AND scheduled_at > \(now) AND id > \(last)
            ORDER BY id LIMIT \(limit)
            """
        ) { try $0.id(0) }
    }

    /// Whether somebody has a booking with the host that stands and is not over.
    func hasClientsComing(toHost user: UserID) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM bookings
            WHERE host_id = \(user) AND scheduled_at > \(now.addingTimeInterval(-Booking.longestSeconds))
                AND scheduled_at + duration * 60 > \(now)
                AND status IN (\(BookingStatus.pending), \(BookingStatus.scheduled)) LIMIT 1
            """)
    }
}

extension Booking {
    /// From the booking to its meeting, whatever an engine would think best.
    static let select: SQL = """
        SELECT bookings.id, bookings.user_id, bookings.service_id, bookings.host_id, bookings.scheduled_at,
            bookings.duration, bookings.status, bookings.payment_status, bookings.amount_minor, bookings.currency,
            bookings.notes, meetings.room, meetings.server, bookings.first_cell, bookings.end_cell,
            bookings.sequence, bookings.change_notice, bookings.hold_expires_at, bookings.cancelled_at,
            bookings.cancel_reason, bookings.created_at, bookings.updated_at, bookings.refund_policy,
            bookings.refunded_minor, bookings.awaits_proof, bookings.waited_for_bank,
            bookings.cancelled_by, meetings.waiting_room, meetings.opened_at, meetings.closed_at, meetings.ends_at,
            meetings.late_minutes, meetings.generation, meetings.sequence, bookings.answers,
            meetings.manage_generation,
            bookings.tax_basis_points, bookings.tax_note, bookings.withdraw_until, bookings.early_start_at,
            bookings.withdrawn_at, bookings.private_notes
        FROM bookings LEFT JOIN meetings ON meetings.booking_id = bookings.id
        """

    /// By start and id.
    var placeInList: ListPlace { ListPlace(Int64(scheduledAt.timeIntervalSince1970), id.rawValue) }

    init(row: any Row) throws {
        self.init(
            id: try row.id(0), clientID: try row.id(1), serviceID: try row.id(2), hostID: try row.id(3),
            scheduledAt: try row.date(4), duration: Int(try row.int(5)),
            status: try row.value(6, as: BookingStatus.self), paymentStatus: try row.value(7, as: PaymentStatus.self),
            price: Money(minor: try row.int(8), currency: Currency(stored: try row.text(9))),
            notes: try row.optionalText(10),
            meeting: try Meeting(ofBooking: try row.id(0), row: row),
            cells: try row.int(13)..<row.int(14), sequence: try row.int(15), changeNotice: Int(try row.int(16)),
            refundPolicy: try row.value(22, as: RefundPolicy.self), refundedMinor: try row.int(23),
            holdExpiresAt: try row.optionalDate(17),
            awaitsProof: try row.flag(24), hasWaitedForBank: try row.flag(25),
            cancelledAt: try row.optionalDate(18),
            cancelReason: try row.optionalText(19),
            cancelledBy: try row.optionalText(26).flatMap(BookingActor.init(rawValue:)), createdAt: try row.date(20),
            updatedAt: try row.date(21))
        privateNotes = try row.optionalText(41)
        answers = try row.optionalValue(34, as: IntakeAnswers.self) ?? .none
        tax = Tax(basisPoints: try row.optionalInt(36), note: try row.optionalText(37))
        let (earlyStart, declared) = (try row.optionalDate(39), try row.optionalDate(40))
        withdrawal = try row.optionalDate(38).map {
            Withdrawal(until: $0, earlyStartAt: earlyStart, declaredAt: declared)
        }
    }
}

extension BookingPieces {
    /// The columns of `Booking.select`, for as long as the row is being read.
    init(row: any Row) throws {
        func text(_ column: Int) throws -> TextPiece { TextPiece(try row.utf8(column)) }
        func optional(_ column: Int) throws -> TextPiece? { row.isNull(column) ? nil : try text(column) }
        self.init(
            id: try row.int(0), clientID: try row.int(1), serviceID: try row.int(2), hostID: try row.int(3),
            scheduledAt: try row.int(4), duration: try row.int(5), changeNotice: try row.int(16),
            minor: try row.int(8), refundedMinor: try row.int(23), holdExpiresAt: try row.optionalInt(17),
            cancelledAt: try row.optionalInt(18), createdAt: try row.int(20), updatedAt: try row.int(21),
            status: try text(6), paymentStatus: try text(7), currency: try text(9), refundPolicy: try text(22),
            notes: try optional(10), privateNotes: try optional(41), cancelReason: try optional(19),
            cancelledBy: try optional(26),
            answers: try optional(34), withdrawUntil: try row.optionalInt(38),
            earlyStartAt: try row.optionalInt(39), withdrawnAt: try row.optionalInt(40),
            meeting: try RoomPieces(name: try optional(11), server: try optional(12)).map { room in
                MeetingPieces(
                    room: room, hasWaitingRoom: try row.flag(27), openedAt: try row.optionalInt(28),
                    closedAt: try row.optionalInt(29), endsAt: try row.int(30), generation: try row.int(32))
            })
    }
}
