import Storage

extension Schema {
    /// Jobs stand in queues; failures are counted apart from claims, and so are ends that could not be written. Jobs
    /// that stand for a delivery that is gone have nothing to do.
    static let queues: [SQL] = [
        "ALTER TABLE jobs ADD COLUMN queue BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN failures BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN unwritten BIGINT NOT NULL DEFAULT 0",
        "UPDATE jobs SET failures = attempt WHERE kind IN ('mail', 'webhook')",
        """
        UPDATE jobs SET queue = COALESCE((
            SELECT CASE WHEN mails.kind = 'reminder' THEN 2 WHEN mails.booking_id IS NULL THEN 0 ELSE 1 END
            FROM mails WHERE mails.id = jobs.subject_id), 0)
        WHERE kind = 'mail'
        """,
        """
        DELETE FROM jobs WHERE kind = 'webhook' AND subject_id NOT IN (SELECT id FROM webhook_deliveries)
        """,
        """
        UPDATE jobs SET queue = COALESCE((
            SELECT webhook_id FROM webhook_deliveries WHERE webhook_deliveries.id = jobs.subject_id), 0)
        WHERE kind = 'webhook'
        """,
        "DROP INDEX jobs_by_turn",
        "CREATE INDEX jobs_by_turn ON jobs (kind, queue, due_at, id)",
        "CREATE INDEX jobs_unwritten ON jobs (unwritten) WHERE unwritten > 0",
    ]

    /// How a webhook's receiver does, why the server switched it off, and the mail that says so.
    static let receivers: [SQL] = [
        "ALTER TABLE webhooks ADD COLUMN failures BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE webhooks ADD COLUMN failing_since BIGINT",
        "ALTER TABLE webhooks ADD COLUMN switched_off_at BIGINT",
        "ALTER TABLE webhooks ADD COLUMN switched_off_because TEXT",
        "ALTER TABLE mails ADD COLUMN webhook_id BIGINT",
    ]

    /// What an event itself must remember, because the booking no longer tells it when it is sent.
    static let news: [SQL] = [
        "ALTER TABLE webhook_deliveries ADD COLUMN actor TEXT",
        "ALTER TABLE webhook_deliveries ADD COLUMN previous_start BIGINT",
        "ALTER TABLE webhook_deliveries ADD COLUMN refund_minor BIGINT",
        "ALTER TABLE webhook_deliveries ADD COLUMN refund_currency TEXT",
    ]

    /// Why a job waits that failed; NULL for all others. What failed is looked for by it, deliveries by their state.
    static let whyJobsWait: [SQL] = [
        "ALTER TABLE jobs ADD COLUMN error TEXT",
        "CREATE INDEX jobs_failing ON jobs (id) WHERE error IS NOT NULL",
        "CREATE INDEX webhook_deliveries_by_state ON webhook_deliveries (state, id)",
    ]
}
