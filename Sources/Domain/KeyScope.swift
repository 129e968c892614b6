/// What a program may do by an API key; never more than the key's owner may.
package enum KeyScope: String, CaseIterable, Sendable {
    /// Free times, also those that only the practice may book.
    case slotsRead = "slots:read"
    case bookingsRead = "bookings:read"
    case bookingsWrite = "bookings:write"
    /// What the owner does as a host.
    case host
    /// What admins see.
    case adminRead = "admin:read"
    /// What admins see and do.
    case admin

    /// Those that are of use to somebody.
    package static func open(to user: User) -> [KeyScope] {
        allCases.filter { scope in
            switch scope {
            case .slotsRead, .bookingsRead, .bookingsWrite: true
            case .host: user.isHost
            case .adminRead, .admin: user.isAdmin
            }
        }
    }
}

extension User {
    /// With those rights alone that a key's scopes hold, for a request that only reads or for any.
    package func narrowed(to scopes: Set<KeyScope>, onlyReads: Bool) -> User {
        var user = self
        user.isAdmin = isAdmin && (scopes.contains(.admin) || onlyReads && scopes.contains(.adminRead))
        user.isHost = isHost && scopes.contains(.host)
        return user
    }
}
