import Domain
import Foundation
import Storage

/// What somebody signs in with; `deviceToken` is from an earlier time.
struct LoginAttempt: Sendable {
    let email: String
    let password: String
    /// Of a second factor, where there is one.
    var code: String?
    let deviceToken: String?
    /// The program that asks, in words.
    let device: String?
}

/// Somebody who has shown that an account is theirs, and may have to give the code of a second factor yet.
struct KnownPerson: Sendable {
    let user: User
    /// The device from which they come, where it has signed in before.
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
    /// Signs a program in. Throws as `person(knowing:)` and `beginSession`.
    func login(_ attempt: LoginAttempt, from address: IPAddress) async throws -> SignedIn {
        let token = refreshTokens.first()
        let person = try await person(knowing: attempt, from: address)
        let begun = try await beginSession(of: person, code: attempt.code, from: address) { user, tx in
            try Self.openSession(of: user, device: attempt.device, refreshToken: token, in: tx)
        }
        var signedIn = try await signedIn(begun.user, session: begun.id, refreshToken: token, now: begun.begunAt)
        signedIn.deviceToken = begun.deviceToken
        return signedIn
    }

    /// Whoever knows the password. An unknown address and a wrong password look alike and take alike; throws
    /// `invalid_credentials`, `too_many_requests`, and `password_login_off` for people who may not sign in so.
    func person(knowing attempt: LoginAttempt, from address: IPAddress) async throws -> KnownPerson {
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
        if match == .sameAsTyped {
            let renewed = try await self.hash(attempt.password)
            try await database.write { try $0.renewPasswordHash(of: user.id, from: hash, to: renewed) }
        }
        return KnownPerson(user: user, device: device)
    }

    /// Begins a session for whoever has shown who they are: `open` writes it, in the transaction in which the password
    /// is known to be the present one and the code of a second factor is used up. Throws `invalid_credentials`,
    /// `totp_required`, `invalid_totp`, `too_many_requests`.
    func beginSession(
        of person: KnownPerson, code: String?, from address: IPAddress,
        open: @escaping @Sendable (User, any Transaction) throws -> SessionID
    ) async throws -> BegunSession {
        let user = person.user
        let moment = now()
        // Told after the commit: what is thrown inside leaves no trace.
        let outcome = try await database.write { tx -> Result<SessionID, Problem> in
            // The password may have been reset, or the account deleted, while this one was being compared.
            guard let present = try tx.user(user.id), present.passwordGeneration == user.passwordGeneration else {
                throw Problem(.invalidCredentials)
            }
            if let refusal = try problem(ofTOTP: code, from: present, device: person.device, in: tx) {
                return .failure(refusal)
            }
            try tx.forgetLoginAttempts(of: user.email, from: address)
            return .success(try open(user, tx))
        }
        return BegunSession(
            id: try outcome.get(), user: user, begunAt: moment,
            deviceToken: devices.make(for: user, device: person.device, now: moment))
    }
}

extension Transaction {
    /// Only the owner succeeds, so that a success lifts what strangers have counted up for the account.
    func forgetLoginAttempts(of email: String, from address: IPAddress) throws {
        try forgetAttempts(.loginByPair, by: GuestLimits.pair(email, address))
        try forgetAttempts(.loginByAccount, by: email)
    }
}
