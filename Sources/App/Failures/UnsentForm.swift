import Domain

/// Which of what was not sent, or not done, is meant, as JSON and pages send it.
enum UnsentForm {
    static func unsent(_ text: String, _ field: String) throws -> Unsent { try Form.choice(text, field) }

    static func mailKind(_ text: String, _ field: String) throws -> Mail.Kind? { try Form.choice(text, field) }

    static func jobKind(_ text: String, _ field: String) throws -> Job.Kind? { try Form.choice(text, field) }

    static func webhook(_ number: Int64, _ field: String) throws -> WebhookID? { WebhookID(rawValue: number) }
}
