import Storage

extension Schema {
    static let webhooks: [SQL] = [
        """
        CREATE TABLE webhooks (
            id \(SQL.identity),
            url TEXT NOT NULL,
            active BIGINT NOT NULL CHECK (active IN (0, 1)),
            secret_generation BIGINT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE webhook_events (
            webhook_id BIGINT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            type TEXT NOT NULL,
            PRIMARY KEY (webhook_id, type)
        )
        """,
        """
        CREATE TABLE webhook_deliveries (
            id \(SQL.identity),
            webhook_id BIGINT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
            event_id TEXT NOT NULL,
            type TEXT NOT NULL,
            booking_id BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'parked', 'dropped')),
            attempts BIGINT NOT NULL,
            status_code BIGINT,
            error TEXT,
            sent_at BIGINT
        )
        """,
        "CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id)",
        "CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at)",
    ]
}
