import Domain
import Foundation
import Storage

/// Fields of a person that are to change; nil leaves a field as it is, `.some(nil)` empties it.
struct ProfileChange: Sendable {
    var firstName: String??
    var lastName: String??
    var displayName: String??
    var timeZone: String?
    var locale: String?
    var isAdmin: Bool?
    var isHost: Bool?

    func applied(to user: User) -> User {
        var user = user
        if let firstName { user.firstName = firstName }
        if let lastName { user.lastName = lastName }
        if let displayName { user.displayName = displayName }
        if let timeZone { user.timeZone = timeZone }
        if let locale { user.locale = locale }
        if let isAdmin { user.isAdmin = isAdmin }
        if let isHost { user.isHost = isHost }
        return user
    }

    /// The names of what differs, never the values: the audit trail holds no names.
    static func changed(_ old: User, _ new: User) -> String {
        var names: [String] = []
        if old.firstName != new.firstName { names.append("first_name") }
        if old.lastName != new.lastName { names.append("last_name") }
        if old.displayName != new.displayName { names.append("display_name") }
        if old.timeZone != new.timeZone { names.append("time_zone") }
        if old.locale != new.locale { names.append("locale") }
        if old.isAdmin != new.isAdmin { names.append(new.isAdmin ? "is_admin:true" : "is_admin:false") }
        if old.isHost != new.isHost { names.append(new.isHost ? "is_host:true" : "is_host:false") }
        return names.joined(separator: ",")
    }
}

extension Accounts {
    /// Changes a person, by themselves or by an admin; what changes nothing writes nothing. Throws `not_found`,
    /// `last_admin`, and for one's own profile `too_many_requests`.
    func change(_ id: Int64, _ change: ProfileChange, by actor: User) async throws -> User {
        let moment = now()
        return try await database.write { tx in
            guard let old = try tx.user(id) else { throw Problem(.notFound) }
            let new = change.applied(to: old)
            guard new != old else { return old }
            if actor.id == id { try limit(.profileByUser, of: actor, now: moment, in: tx) }
            try tx.updateUser(new)
            if old.isAdmin, !new.isAdmin, try tx.adminCount() == 0 { throw Problem(.lastAdmin) }
            try tx.audit(
                "user.changed", by: actor.id, at: moment, user: id,
                detail: ["changed": ProfileChange.changed(old, new)])
            return new
        }
    }

    func users(search: String?, _ page: Page) async throws -> Listing<User> {
        try await database.read(.long) { try $0.users(search: search, page) }
    }
}
