import Hummingbird

extension Routes {
    /// The names that the query of a route under /api may have; a route that does not stand here has none.
    static let queryNames: [String: Set<String>] = {
        let page: Set = ["limit", "offset", "after"]
        let bookings: Set = [
            "user_id", "host_id", "service_id", "status", "payment_status", "from", "to", "q", "sort",
        ]
        let names: [(path: String, names: Set<String>)] = [
            ("/api/services/:id/slots", ["from", "to", "time_zone", "practice"]),
            ("/api/bookings/:id/slots", ["from", "to", "time_zone"]),
            ("/api/bookings", page.union(["status", "when", "sort"])),
            ("/api/admin/services/:id/explain", ["date", "time_zone"]),
            ("/api/host/services/:id/explain", ["date", "time_zone"]),
            ("/api/host/bookings", page.union(bookings)),
            ("/api/admin/bookings", page.union(bookings)),
            ("/api/admin/bookings.csv", bookings.union(["bom"])),
            ("/api/host/bookings.csv", bookings.union(["bom"])),
            ("/api/admin/hosts/:id/overrides", ["from", "to"]), ("/api/host/overrides", ["from", "to"]),
            ("/api/admin/users", page.union(["q"])),
            ("/api/admin/mails", page.union(["state", "status"])),
            ("/api/admin/webhooks/:id/deliveries", page.union(["state", "status"])),
            ("/api/admin/webhook-deliveries", page.union(["state", "status"])), ("/api/admin/jobs", page),
            ("/api/admin/statistics", ["from", "to", "host_id", "service_id"]),
            ("/api/host/statistics", ["from", "to", "service_id"]),
            ("/api/admin/audit", page.union(["booking_id", "user_id", "actor_id", "action", "from", "to"])),
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ("GET \(RouterPath($0.path))", $0.names) })
    }()
}
