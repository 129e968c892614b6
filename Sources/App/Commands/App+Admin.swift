import Domain
import Foundation
import Storage

extension App {
    /// Makes a new admin; a nil password is made, where admins sign in with one. Throws `email_taken`,
    /// `validation_failed`.
    package func createAdmin(email: String, password: String?, isHost: Bool) async throws -> FirstStart.Admin {
        let address = try EmailAddress.normalised(email)
        if let password {
            try Password.check(password, common: CommonPasswords.all)
            try Password.check(password, isNotOf: address)
        }
        let hasPassword = accounts.loginWays.staff.contains(.password)
        let made = password == nil && hasPassword ? FirstStart.readablePassword(accounts.random(15)) : nil
        let hash: String? = if let secret = password ?? made { try await accounts.hash(secret) } else { nil }
        try await database.write { [accounts] tx in
            let new = try NewUser(
                email: address, isAdmin: true, isHost: isHost, timeZone: accounts.zone.stored(in: tx),
                createdAt: tx.now)
            guard let user = try tx.addUser(new, passwordHash: hash) else { throw Problem(.emailTaken) }
            try tx.audit("user.registered", by: nil, user: user.id, detail: ["by": "command line"])
        }
        return FirstStart.Admin(email: address, password: made, hasPassword: hash != nil)
    }

    /// Makes an existing account an admin. Throws `not_found`.
    package func promoteAdmin(email: String) async throws {
        let address = try EmailAddress.normalised(email)
        try await database.write { tx in
            guard var user = try tx.user(email: address) else { throw Problem(.notFound) }
            user.isAdmin = true
            try tx.updateUser(user)
            try tx.audit(
                "user.changed", by: nil, user: user.id, detail: ["changed": "is_admin:true", "by": "command line"])
        }
    }
}
