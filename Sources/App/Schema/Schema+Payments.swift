import Storage

extension Schema {
    /// None of these tables refers to its booking by a foreign key: the key's check would read the page of the index
    /// where every other booking is being inserted (see `contention`). Bookings are never deleted.
    static let payments: [SQL] = promises + money + papers + ledgerOfThePast

    /// What a service promises, and what each booking was promised, as JSON; and how much of it has gone back.
    private static let promises: [SQL] = [
        """
        ALTER TABLE services ADD COLUMN refund_policy TEXT NOT NULL DEFAULT '[{"notice":0,"percent":100}]'
        """,
        """
        ALTER TABLE bookings ADD COLUMN refund_policy TEXT NOT NULL DEFAULT '[{"notice":0,"percent":100}]'
        """,
        "ALTER TABLE bookings ADD COLUMN refunded_minor BIGINT NOT NULL DEFAULT 0",
    ]

    private static let money: [SQL] = [
        """
        CREATE TABLE payments (
            intent_id TEXT NOT NULL PRIMARY KEY,
            booking_id BIGINT NOT NULL,
            status TEXT NOT NULL
                CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing',
                    'requires_capture', 'canceled', 'succeeded')),
            failure TEXT,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX payments_by_booking ON payments (booking_id)",
        """
        CREATE TABLE ledger (
            id \(SQL.identity),
            booking_id BIGINT NOT NULL,
            kind TEXT NOT NULL
                CHECK (kind IN ('charge', 'refund', 'refund_failed', 'dispute', 'dispute_won', 'fee')),
            amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
            currency TEXT NOT NULL,
            intent_id TEXT,
            reference TEXT NOT NULL,
            at BIGINT NOT NULL,
            UNIQUE (kind, reference)
        )
        """,
        "CREATE INDEX ledger_by_booking ON ledger (booking_id)",
        """
        CREATE TABLE refunds (
            id \(SQL.identity),
            booking_id BIGINT NOT NULL,
            intent_id TEXT,
            amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
            currency TEXT NOT NULL,
            reason TEXT NOT NULL
                CHECK (reason IN ('policy', 'practice', 'late', 'cancelled', 'wrong_amount', 'twice', 'admin')),
            state TEXT NOT NULL CHECK (state IN ('due', 'pending', 'succeeded', 'failed')),
            token TEXT NOT NULL UNIQUE,
            company_id TEXT UNIQUE,
            error TEXT,
            actor_id BIGINT,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX refunds_by_booking ON refunds (booking_id)",
    ]

    /// What an admin marked as paid before there was a ledger.
    package static let ledgerOfThePast: [SQL] = [
        """
        INSERT INTO ledger (booking_id, kind, amount_minor, currency, intent_id, reference, at)
        SELECT id, 'charge', amount_minor, currency, NULL, 'by-hand-' || CAST(id AS TEXT), updated_at
        FROM bookings WHERE payment_status = 'succeeded' ORDER BY id
        """
    ]

    /// What a client was to get back in all when a booking was cancelled, in minor units; NULL where a person decides.
    static let owed: [SQL] = ["ALTER TABLE bookings ADD COLUMN owed_minor BIGINT"] + receiptsOfThePast

    /// How often the payment company has refused a refund.
    static let refusals: [SQL] = ["ALTER TABLE refunds ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0"]

    /// Bookings of which a bank took time over the payment. Of those that are still held the audit trail tells; how the
    /// others ended was told.
    static let waitedForBank: [SQL] = [
        "ALTER TABLE bookings ADD COLUMN waited_for_bank BIGINT NOT NULL DEFAULT 0 CHECK (waited_for_bank IN (0, 1))",
        """
        UPDATE bookings SET waited_for_bank = 1
        WHERE status = 'pending' AND EXISTS (
            SELECT 1 FROM audit WHERE audit.booking_id = bookings.id AND audit.action = 'payment.processing')
        """,
    ]

    /// For what an admin marked as paid before there were receipts.
    package static let receiptsOfThePast: [SQL] = [
        """
        INSERT INTO receipts (number, booking_id, reference, issued_at)
        SELECT (SELECT COALESCE(MAX(number), 0) FROM receipts) + ROW_NUMBER() OVER (ORDER BY id), booking_id,
            reference, at
        FROM ledger
        WHERE kind = 'charge' AND reference NOT IN (SELECT reference FROM receipts)
        """
    ]

    private static let papers: [SQL] = [
        """
        CREATE TABLE stripe_events (
            id TEXT NOT NULL PRIMARY KEY,
            type TEXT NOT NULL,
            intent_id TEXT,
            created_at BIGINT NOT NULL,
            received_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX stripe_events_by_age ON stripe_events (received_at)",
        """
        CREATE TABLE receipts (
            number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
            booking_id BIGINT NOT NULL,
            reference TEXT NOT NULL UNIQUE,
            issued_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX receipts_by_booking ON receipts (booking_id)",
    ]
}
