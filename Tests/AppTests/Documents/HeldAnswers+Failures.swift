import Testing

extension HeldAnswers {
    /// What was not sent or done, what is wrong with the settings, and what is told of people.
    mutating func askFailures(_ practice: Practice, _ later: Asker) async throws {
        try await ask(later, "GET /api/admin/users/:id", id: practice.bossID)
        try await ask(later, "GET /api/admin/users/:id/export", id: practice.bossID)
        try await ask(later, "GET /api/admin/mails")
        let mail = try #require(try await practice.numbers("SELECT MIN(id) FROM mails").first)
        try await ask(later, "POST /api/admin/mails/:id/resend", id: mail)
        try await ask(later, "POST /api/admin/mails/:id/give-up", id: mail)
        for deed in ["resend", "give-up"] {
            try await ask(later, "POST /api/admin/mails/\(deed)", body: ["status": "parked", "kind": "reminder"])
        }
        for method in ["GET", "POST"] { try await ask(later, "\(method) /api/admin/check") }
        try await practice.addFailedJob("remind", "No.")
        let jobs = try await ask(later, "GET /api/admin/jobs").array("jobs")
        try await ask(later, "POST /api/admin/jobs/:id/retry", id: try #require(jobs.first).int("id"))
        try await ask(later, "POST /api/admin/jobs/retry", body: ["kind": "refund"])
        try await ask(later, "GET /api/admin/audit")
        for room in ["admin", "host"] {
            try await ask(later, "GET /api/\(room)/statistics", query: "?from=2026-01-01&to=2026-01-31")
        }
    }
}
