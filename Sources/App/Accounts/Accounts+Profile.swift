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
    /// Only an admin changes it here, and only while nobody has proved the old one.
    var email: String?

    func applied(to user: User) -> User {
        var user = user
        if let firstName { user.firstName = firstName }
        if let lastName { user.lastName = lastName }
        if let displayName { user.displayName = displayName }
        if let timeZone { user.timeZone = timeZone }
        if let locale { user.locale = locale }
        if let isAdmin { user.isAdmin = isAdmin }
        if let isHost { user.isHost = isHost }
        if let email { user.email = email }
        return user
    }

    /// The names of what differs, never the values: the audit trail holds no names.
    static func changed(_ old: User, _ new: User) -> String {
        var names: [String] = []
        if old.email != new.email { names.append("email") }
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
    /// `last_admin`, `host_has_bookings` for a host whom clients still expect, `email_taken`, `validation_failed` for
    /// an address that was proved, and for one's own profile `too_many_requests`.
    func change(_ id: UserID, _ change: ProfileChange, by actor: User) async throws -> User {
        let mailToken = Digest.hex(random(16))
        let (old, new) = try await database.write { tx in
            guard let old = try tx.user(id) else { throw Problem(.notFound) }
            let new = change.applied(to: old)
            guard new != old else { return (old, old) }
            if old.isHost, !new.isHost, try isExpected(id, tx) { throw Problem(.hostHasBookings) }
            if new.email != old.email { try mendEmail(of: old, to: new.email, mailToken, in: tx) }
            if actor.id == id { try limit(.profileByUser, of: actor, in: tx) }
            try tx.updateUser(new)
            if old.isAdmin, !new.isAdmin, try tx.adminCount() == 0 { throw Problem(.lastAdmin) }
            try tx.audit("user.changed", by: actor.id, user: id, detail: ["changed": ProfileChange.changed(old, new)])
            return (old, new)
        }
        if (old.isAdmin, old.isHost) != (new.isAdmin, new.isHost) {
            security.note(.rightsChanged, person: id, by: actor.id, detail: ProfileChange.changed(old, new))
        }
        return new
    }

    /// Once somebody has proved an address, only its owner changes it.
    private func mendEmail(of old: User, to email: String, _ mailToken: String, in tx: any Transaction) throws {
        guard old.emailVerifiedAt == nil else { throw Problem.invalid("email", .verified) }
        guard try tx.user(email: email) == nil else { throw Problem(.emailTaken) }
        try tx.setPendingEmail(nil, of: old.id)
        try tx.post([NewMail(kind: .verifyEmail, role: .account, userID: old.id, token: mailToken)])
    }

    /// Throws `not_found`.
    func user(_ id: UserID) async throws -> User {
        guard let user = try await database.read({ try $0.user(id) }) else { throw Problem(.notFound) }
        return user
    }

    func users(search: String?, _ part: ListPart) async throws -> Listing<User> {
        try await database.read(.long) { try $0.users(search: search, part) }
    }
}
