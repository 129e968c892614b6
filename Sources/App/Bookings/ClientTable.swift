import Domain
import Storage

/// The SQL of who is whose client (`bookings`).
extension Transaction {
    /// Those whom a search finds among the people for whom somebody may book: an admin's are all, a host's those who
    /// have ever booked with them.
    func clients(matching search: String, of staff: User, most: Int) throws -> [User] {
        try uncountedUsers(
            search: search, ListPart(limit: most), and: staff.isAdmin ? nil : User.isClient(of: staff.id))
    }

    /// One of them by their id; nil for everybody else.
    func client(_ id: UserID, of staff: User) throws -> User? {
        guard let user = try user(id), user.deletedAt == nil else { return nil }
        return try staff.isAdmin || isClient(id, of: staff.id) ? user : nil
    }

    /// Whether somebody has ever booked with a host.
    func isClient(_ client: UserID, of host: UserID) throws -> Bool {
        try exists("SELECT 1 FROM bookings WHERE bookings.user_id = \(client) AND bookings.host_id = \(host)")
    }
}

extension User {
    fileprivate static func isClient(of host: UserID) -> SQL {
        "EXISTS (SELECT 1 FROM bookings WHERE bookings.user_id = users.id AND bookings.host_id = \(host))"
    }
}
