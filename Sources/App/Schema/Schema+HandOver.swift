import Storage

extension Schema {
    /// The host before a hand-over, of which mails and webhooks tell.
    static let handOver: [SQL] = [
        "ALTER TABLE mails ADD COLUMN previous_host_id BIGINT",
        "ALTER TABLE webhook_deliveries ADD COLUMN previous_host_id BIGINT",
    ]
}
