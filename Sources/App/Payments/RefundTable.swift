import Domain
import Foundation
import Storage

/// All SQL of the table `refunds`.
extension Transaction {
    /// Writes a refund down together with the job that sends it; one without a payment at the company is over already.
    @discardableResult
    func addRefund(_ refund: NewRefund) throws -> RefundID {
        let state: Refund.State = refund.intentID == nil ? .succeeded : .due
        let id: RefundID = try insert(
            """
            INSERT INTO refunds (booking_id, intent_id, amount_minor, currency, reason, state, token, actor_id,
                created_at, updated_at)
            VALUES (\(refund.bookingID), \(refund.intentID), \(refund.money.minor), \(refund.money.currency.code),
                \(refund.reason), \(state), \(refund.token), \(refund.actorID), \(now), \(now))
            RETURNING id
            """)
        if state.isOpen { try addJob(NewJob(kind: .refund, subject: id, dueAt: now)) }
        return id
    }

    func refund(_ id: RefundID) throws -> Refund? {
        try row("SELECT \(Refund.columns) FROM refunds WHERE id = \(id)", Refund.init(row:))
    }

    /// In the order in which they were decided.
    package func refunds(of booking: BookingID) throws -> [Refund] {
        try rows("SELECT \(Refund.columns) FROM refunds WHERE booking_id = \(booking) ORDER BY id", Refund.init(row:))
    }

    /// The company has taken it under this id, also where it had been thought not to.
    func sendRefund(token: String, companyID: String) throws {
        try run(
            """
            UPDATE refunds SET state = \(Refund.State.pending), company_id = \(companyID), error = NULL,
                updated_at = \(now)
            WHERE token = \(token) AND state IN (\(Refund.State.due), \(Refund.State.failed))
            """)
    }

    /// The end of a refund, known by the token that the company was given or by the company's own id, because metadata
    /// can be changed at its pages; false where it had ended so already, or is none of ours.
    func endRefund(
        token: String?, companyID: String? = nil, as state: Refund.State, error: String? = nil
    ) throws -> Bool {
        try run(
            """
            UPDATE refunds SET state = \(state), error = \(error), updated_at = \(now)
            WHERE (token = \(token) OR company_id = \(companyID)) AND state <> \(state)
            """) == 1
    }

    /// Notes what hinders it; nil where nothing does any more.
    func noteRefund(_ id: RefundID, error: String?, isRefusal: Bool = false) throws {
        try run(
            """
            UPDATE refunds SET error = \(error), refusals = refusals + \(isRefusal ? 1 : 0), updated_at = \(now)
            WHERE id = \(id)
            """)
    }

    /// Of which bookings these refunds are.
    func bookings(ofRefunds ids: [RefundID]) throws -> [RefundID: BookingID] {
        guard !ids.isEmpty else { return [:] }
        let pairs = try rows(
            "SELECT id, booking_id FROM refunds WHERE id IN (\(list: ids))"
        ) { (try $0.id(0) as RefundID, try $0.id(1) as BookingID) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Bookings with refunds that something hinders, for the doctor.
    func bookingsWithHinderedRefunds() throws -> [BookingID] {
        try rows(
            """
            SELECT DISTINCT booking_id FROM refunds
            WHERE error IS NOT NULL AND state IN (\(Refund.State.due), \(Refund.State.pending)) ORDER BY booking_id
            """
        ) { try $0.id(0) }
    }
}

extension Refund {
    static let columns: SQL =
        """
        id, booking_id, intent_id, amount_minor, currency, reason, state, token, error, refusals, created_at, actor_id
        """

    init(row: any Row) throws {
        self.init(
            id: try row.id(0), bookingID: try row.id(1), intentID: try row.optionalText(2),
            money: Money(minor: try row.int(3), currency: Currency(stored: try row.text(4))),
            reason: try row.value(5, as: Reason.self),
            state: try row.value(6, as: State.self), token: try row.text(7), error: try row.optionalText(8),
            refusals: try row.int(9), createdAt: try row.date(10),
            actorID: try row.optionalID(11))
    }
}
