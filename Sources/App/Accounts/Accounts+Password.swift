import Domain
import Foundation
import Storage

extension Accounts {
    /// Sends a link to choose a new password, where the address has an account; says nothing either way, not even by
    /// its delay: the address is written down unseen, and looked up by a job. Throws `password_login_off` where nobody
    /// signs in with one, and `too_many_requests`.
    func forgotPassword(email: String, deviceToken: String?, from address: IPAddress) async throws {
        guard loginWays.allowAnybody(.password) else { throw Problem(.passwordLoginOff) }
        let moment = now()
        let device = try await knownDevice(deviceToken, of: email, now: moment)
        if let device {
            try await limit([(.forgotByDevice, device)])
        } else {
            try await limit(.forgot, email: email, from: address)
        }
        // A normalised address holds no blank.
        let detail = device.map { "\(email) \($0)" } ?? email
        try await database.write { tx in
            try tx.addJob(NewJob(kind: .forgotPassword, detail: detail, dueAt: tx.now))
        }
    }

    /// The handler of `forgot_password` jobs.
    func sendResetLink(_ job: Job) async throws -> JobEnd {
        let words = job.detail.split(separator: " ").map(String.init)
        return .done { tx in
            guard let email = words.first, let user = try tx.user(email: email), loginWays.allow(.password, user)
            else { return }
            let share = MailShare.of(user, device: words.count > 1 ? words[1] : nil)
            try post(.resetPassword, to: user, share, in: tx)
        }
    }

    /// Sets another password, or the first one, in an open session; the other sessions end. Throws as `prove`, and
    /// `validation_failed`, `password_login_off`.
    func changePassword(_ caller: Caller, from current: String?, to password: String) async throws {
        guard loginWays.allow(.password, caller.user) else { throw Problem(.passwordLoginOff) }
        try Password.check(password, isNotOf: caller.user.email, caller.user.names)
        try await prove(caller, password: current)
        let hash = try await hash(password)
        try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.invalidCredentials)
            }
            try tx.revokeSessions(of: user.id, except: caller.session)
            try tx.audit("user.password_changed", by: user.id, user: user.id)
        }
    }

    /// Sets a new password by the link in a mail and ends every session and key. Throws `link_expired`,
    /// `password_login_off`.
    func resetPassword(token: String, password: String, from address: IPAddress) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let (user, _, since) = try await claimedUser(token)
        guard links.leads(token, to: .resetPassword, of: user, keyedSince: since) else { throw Problem(.linkExpired) }
        guard loginWays.allow(.password, user) else { throw Problem(.passwordLoginOff) }
        try Password.check(password, isNotOf: user.email, user.names)
        let hash = try await hash(password)
        try await database.write { tx in
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.linkExpired)
            }
            try tx.revokeSessions(of: user.id)
            try tx.deleteKeys(of: user.id)
            try tx.setPendingEmail(nil, of: user.id)
            // Whoever reads the mail owns the address.
            try noteProof(of: user, in: tx)
            try tx.forgetLoginAttempts(of: user.email, from: address)
            try tx.audit("user.password_reset", by: user.id, user: user.id)
        }
    }
}
