import Domain
import Foundation
import Storage

extension Accounts {
    /// Sends a link to choose a new password, where the address has an account; says nothing either way, not even by
    /// its delay: the address is written down unseen, and looked up by a job.
    func forgotPassword(email: String, deviceToken: String?, from address: String) async throws {
        let moment = now()
        if let device = try await knownDevice(deviceToken, of: email, now: moment) {
            try await limit([(.forgotByDevice, device)])
        } else {
            try await limit(.forgot, email: email, from: address)
        }
        try await database.write { tx in
            try tx.addJob(NewJob(kind: .forgotPassword, detail: email, dueAt: moment), now: moment)
        }
    }

    /// The handler of `forgot_password` jobs.
    func sendResetLink(_ job: Job) async throws -> JobEnd {
        let moment = now()
        let mailToken = Digest.hex(random(16))
        return .done { tx in
            guard let user = try tx.user(email: job.detail) else { return }
            try tx.post([NewMail(kind: .resetPassword, role: .account, userID: user.id, token: mailToken)], now: moment)
        }
    }

    /// Sets another password in an open session; the other sessions end. Throws as `prove`, and `validation_failed`.
    func changePassword(_ caller: Caller, from current: String?, to password: String) async throws {
        try Password.check(password, isNotOf: caller.user.email, caller.user.names)
        try await prove(caller, password: current)
        let hash = try await hash(password)
        let moment = now()
        try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.invalidCredentials)
            }
            try tx.revokeSessions(of: user.id, except: caller.session, now: moment)
            try tx.audit("user.password_changed", by: user.id, at: moment, user: user.id)
        }
    }

    /// Sets a new password by the link in a mail and ends every session. Throws `link_expired`.
    func resetPassword(token: String, password: String, from address: String) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let (user, _) = try await claimedUser(token)
        guard links.isGood(token, .resetPassword, for: user, now: now()) else { throw Problem(.linkExpired) }
        try Password.check(password, isNotOf: user.email, user.names)
        let hash = try await hash(password)
        let moment = now()
        try await database.write { tx in
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.linkExpired)
            }
            try tx.revokeSessions(of: user.id, now: moment)
            try tx.setPendingEmail(nil, of: user.id)
            // Whoever reads the mail owns the address.
            try tx.markEmailVerified(of: user.id, now: moment)
            try tx.forgetLoginAttempts(of: user.email, from: address)
            try tx.audit("user.password_reset", by: user.id, at: moment, user: user.id)
        }
    }

    /// Confirms the e-mail address by the link in a mail; a second time changes nothing. The link for another address
    /// makes it the account's own. Throws `link_expired`, `email_taken`.
    func verifyEmail(token: String, from address: String) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let moment = now()
        let (user, pending) = try await claimedUser(token)
        if let pending, links.isGood(token, .changeEmail(to: pending), for: user, now: moment) {
            return try await takeEmail(pending, of: user, now: moment)
        }
        guard links.isGood(token, .verifyEmail, for: user, now: moment) else { throw Problem(.linkExpired) }
        guard user.emailVerifiedAt == nil else { return }
        try await database.write { tx in
            try tx.markEmailVerified(of: user.id, now: moment)
            try tx.audit("user.email_verified", by: user.id, at: moment, user: user.id)
        }
    }

    /// The person whom a token claims to be for, with the address that they want to have.
    private func claimedUser(_ token: String) async throws -> (user: User, pendingEmail: String?) {
        let id = try links.claimedUser(token)
        let (user, pending) = try await database.read { (try $0.user(id), try $0.pendingEmail(of: id)) }
        guard let user else { throw Problem(.linkExpired) }
        return (user, pending)
    }
}
