/// How a practice is doing, and how a host is.
extension AccessRow {
    static let statistics: [AccessRow] = [("admin", 403), ("host", 200)].map { part, host in
        AccessRow(
            "GET /api/\(part)/statistics", "/api/\(part)/statistics?from=2026-01-01&to=2026-01-31", nil,
            [401, 403, 403, host, 200])
    }
}
