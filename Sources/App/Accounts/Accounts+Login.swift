import Domain
import Foundation
import Storage

/// What somebody signs in with; `deviceToken` is from an earlier time.
struct LoginAttempt: Sendable {
    let email: String
    let password: String
    let deviceToken: String?
    /// The program that asks, in words.
    let device: String?
}

/// A session that has just begun.
struct BegunSession: Sendable {
    let id: SessionID
    let user: User
    let begunAt: Date
    /// By which the device is known the next time.
    let deviceToken: String
    /// Whether the account has just been made.
    var isNew = false
}

extension Accounts {
    /// Signs a program in. Throws as `beginSession`.
    func login(_ attempt: LoginAttempt, from address: IPAddress) async throws -> SignedIn {
        let token = refreshTokens.first()
        let begun = try await beginSession(for: attempt, from: address) { user, tx in
            try Self.openSession(of: user, device: attempt.device, refreshToken: token, in: tx)
        }
        var signedIn = try await signedIn(begun.user, session: begun.id, refreshToken: token, now: begun.begunAt)
        signedIn.deviceToken = begun.deviceToken
        return signedIn
    }

    /// Begins a session for whoever knows the password: `open` writes it, in the transaction in which the password is
    /// known to be the present one. An unknown address and a wrong password look alike and take alike; throws
    /// `invalid_credentials`, `too_many_requests`, and `password_login_off` for people who may not sign in so.
    func beginSession(
        for attempt: LoginAttempt, from address: IPAddress,
        open: @escaping @Sendable (User, any Transaction) throws -> SessionID
    ) async throws -> BegunSession {
        guard loginWays.allowAnybody(.password) else { throw Problem(.passwordLoginOff) }
        guard attempt.password.utf8.count <= Password.maximumBytes else { throw Problem(.invalidCredentials) }
        let (user, hash) = try await database.read { tx in
            let user = try tx.user(email: attempt.email)
            return (user, try user.flatMap { try tx.passwordHash(of: $0.id) })
        }
        let device = devices.device(of: attempt.deviceToken, for: user, now: now())
        if let device {
            try await limit([(.loginByDevice, device)])
        } else {
            try await limit(.login, email: attempt.email, from: address)
        }
        let match = try await match(hash ?? passwordHash.ofNobody, attempt.password)
        guard match != .other, let hash, let user else { throw Problem(.invalidCredentials) }
        // Not before: only whoever knows the password learns whose it is.
        guard loginWays.allow(.password, user) else { throw Problem(.passwordLoginOff) }
        let renewed = match == .sameAsTyped ? try await self.hash(attempt.password) : nil

        let moment = now()
        let session = try await database.write { tx in
            // The password may have been reset, or the account deleted, while this one was being compared.
            guard let present = try tx.user(user.id), present.passwordGeneration == user.passwordGeneration else {
                throw Problem(.invalidCredentials)
            }
            if let renewed { try tx.renewPasswordHash(of: user.id, from: hash, to: renewed) }
            try tx.forgetLoginAttempts(of: user.email, from: address)
            return try open(user, tx)
        }
        return BegunSession(
            id: session, user: user, begunAt: moment,
            deviceToken: devices.make(for: user, device: device, now: moment))
    }
}

extension Transaction {
    /// Only the owner succeeds, so that a success lifts what strangers have counted up for the account.
    func forgetLoginAttempts(of email: String, from address: IPAddress) throws {
        try forgetAttempts(.loginByPair, by: GuestLimits.pair(email, address))
        try forgetAttempts(.loginByAccount, by: email)
    }
}
