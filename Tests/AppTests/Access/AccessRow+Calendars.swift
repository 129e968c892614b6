/// Calendars elsewhere, of which there is none here.
extension AccessRow {
    static let calendars: [AccessRow] =
        rows(under: "/api/host/calendars", "/api/host/calendars", ":id", [401, 403, 403])
        + rows(
            under: "/api/admin/hosts/:id/calendars", "/api/admin/hosts/{boss}/calendars", ":calendar",
            [401, 403, 403, 403])

    /// All routes of a folder; `refused` are the statuses of those roles that are not let in.
    private static func rows(
        under folder: String, _ path: String, _ name: String, _ refused: [Int]
    ) -> [AccessRow] {
        func row(
            _ method: String, _ status: Int, _ ending: String = "", body: [String: any Sendable]? = nil
        ) -> AccessRow {
            let allowed = Array(repeating: status, count: AccessRole.allCases.count - refused.count)
            let place = ending.replacing(name, with: "999999")
            return AccessRow("\(method) \(folder)\(ending)", "\(path)\(place)", body, refused + allowed)
        }
        return [
            row("GET", 200), row("POST", 422), row("POST", 422, "/discover"),
            row("PATCH", 404, "/\(name)", body: ["name": "Private"]),
            row("DELETE", 404, "/\(name)"), row("POST", 404, "/\(name)/check"),
        ]
    }
}
