import Domain
import Hummingbird

extension Routes {
    /// What may be asked with an API key, and by which scopes. A route that does not stand here may not, but for
    /// routes of hosts and admins, which `KeyScopes` opens by their path.
    static let keyScopes: KeyScopes = {
        let routes: [(scopes: Set<KeyScope>, routes: [String])] = [
            (Set(KeyScope.allCases), ["GET /api/users/me"]),
            (
                [.bookingsRead],
                [
                    "GET /api/bookings", "GET /api/bookings/:id", "GET /api/bookings/:id/calendar.ics",
                    "GET /api/bookings/:id/participants", "GET /api/bookings/:id/receipt",
                    "GET /api/meetings/:id/link",
                ]
            ),
            ([.bookingsRead, .bookingsWrite, .slotsRead], ["GET /api/bookings/:id/slots"]),
            (
                [.bookingsWrite],
                [
                    "POST /api/bookings", "POST /api/bookings/:id/cancel", "POST /api/bookings/:id/withdraw",
                    "POST /api/bookings/:id/reschedule", "POST /api/bookings/:id/participants",
                    "PATCH /api/bookings/:id/participants/:participant",
                    "DELETE /api/bookings/:id/participants/:participant",
                ]
            ),
            (
                [.host, .admin],
                [
                    "GET /api/meetings/:id", "POST /api/meetings/:id/open", "POST /api/meetings/:id/close",
                    "POST /api/meetings/:id/admit", "POST /api/meetings/:id/late",
                ]
            ),
        ]
        let known = routes.flatMap { group in group.routes.map { (Self.written($0), group.scopes) } }
        return KeyScopes(
            known: Dictionary(uniqueKeysWithValues: known),
            // Their answers hold a secret.
            never: Set(["POST /api/admin/webhooks", "POST /api/admin/webhooks/:id/rotate-secret"].map(Self.written)))
    }()

    /// A route as the router writes it.
    private static func written(_ route: String) -> String {
        let parts = route.split(separator: " ").map(String.init)
        return "\(parts[0]) \(RouterPath(parts[1]))"
    }
}
