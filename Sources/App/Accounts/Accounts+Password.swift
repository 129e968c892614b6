import Domain
import Foundation
import Storage

extension Accounts {
    /// Sends a link to choose a new password, where the address has an account; says nothing either way.
    func forgotPassword(email: String, deviceToken: String?, from address: String) async throws {
        let moment = now()
        let asking = try await database.read { try $0.user(email: email) }
        if let device = devices.device(of: deviceToken, for: asking, now: moment) {
            try await limit([(.forgotByDevice, device)])
        } else {
            try await limit(.forgot, email: email, from: address)
        }
        let mailToken = Digest.hex(random(16))
        try await database.write { tx in
            guard let user = try tx.user(email: email) else { return }
            try tx.post([NewMail(kind: .resetPassword, role: .account, userID: user.id, token: mailToken)], now: moment)
        }
    }

    /// Sets a new password by the link in a mail and ends every session. Throws `link_expired`.
    func resetPassword(token: String, password: String, from address: String) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let user = try await linkUser(token, .resetPassword)
        try Password.check(password, isNotOf: user.email, user.names)
        let hash = try await hash(password)
        let moment = now()
        try await database.write { tx in
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.linkExpired)
            }
            try tx.revokeSessions(of: user.id, now: moment)
            // Whoever reads the mail owns the address.
            try tx.markEmailVerified(of: user.id, now: moment)
            try tx.forgetLoginAttempts(of: user.email, from: address)
            try tx.audit("user.password_reset", by: user.id, at: moment, user: user.id)
        }
    }

    /// Confirms the e-mail address by the link in a mail; a second time changes nothing. Throws `link_expired`.
    func verifyEmail(token: String, from address: String) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let user = try await linkUser(token, .verifyEmail)
        guard user.emailVerifiedAt == nil else { return }
        let moment = now()
        try await database.write { tx in
            try tx.markEmailVerified(of: user.id, now: moment)
            try tx.audit("user.email_verified", by: user.id, at: moment, user: user.id)
        }
    }

    private func linkUser(_ token: String, _ purpose: MailLinkTokens.Purpose) async throws -> User {
        let id = try links.claimedUser(token)
        guard let user = try await database.read({ try $0.user(id) }) else { throw Problem(.linkExpired) }
        try links.check(token, purpose, for: user, now: now())
        return user
    }
}
