import Hummingbird

extension Routes {
    /// The names that the query of a route under /api may have; a route that does not stand here has none.
    static let queryNames: [String: Set<String>] = {
        let page: Set = ["limit", "offset"]
        let bookings: Set = ["user_id", "status", "from", "to", "q"]
        let names: [(path: String, names: Set<String>)] = [
            ("/api/services/:id/slots", ["from", "to", "time_zone"]),
            ("/api/bookings", page.union(["status", "when"])),
            ("/api/host/bookings", page.union(bookings)),
            ("/api/admin/bookings", page.union(bookings)),
            ("/api/admin/bookings.csv", bookings),
            ("/api/admin/hosts/:id/overrides", ["from", "to"]),
            ("/api/admin/users", page.union(["q"])),
            ("/api/admin/mails", page.union(["state"])),
            ("/api/admin/webhooks/:id/deliveries", page.union(["state"])),
            ("/api/admin/audit", page),
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ("GET \(RouterPath($0.path))", $0.names) })
    }()
}
