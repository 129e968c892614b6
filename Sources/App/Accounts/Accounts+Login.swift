import Domain
import Foundation
import Storage

/// What somebody signs in with; `deviceToken` is from an earlier time.
struct LoginAttempt: Sendable {
    let email: String
    let password: String
    let deviceToken: String?
}

extension Accounts {
    /// Signs in. An unknown address and a wrong password look alike and take alike; throws `invalid_credentials`,
    /// `too_many_requests`.
    func login(_ attempt: LoginAttempt, from address: String) async throws -> SignedIn {
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
        let isRight = try await verifies(hash ?? PasswordHash.ofNobody, attempt.password)
        guard isRight, hash != nil, let user else { throw Problem(.invalidCredentials) }

        let moment = now()
        let token = newRefreshToken()
        let session = try await database.write { tx in
            // The password may have been reset, or the account deleted, while this one was being compared.
            guard let present = try tx.user(user.id), present.passwordGeneration == user.passwordGeneration else {
                throw Problem(.invalidCredentials)
            }
            try tx.forgetLoginAttempts(of: user.email, from: address)
            return try Self.openSession(of: user, refreshToken: token, now: moment, in: tx)
        }
        var signedIn = try await signedIn(user, session: session, refreshToken: token, now: moment)
        signedIn.deviceToken = devices.make(for: user, device: device, now: moment)
        return signedIn
    }

    /// Trades a refresh token for new tokens. One that was used before ends its whole session; throws `invalid_token`.
    func refresh(_ refreshToken: String, from address: String) async throws -> SignedIn {
        try await limit([(.refreshByAddress, throttledAddress(address))])
        let moment = now()
        let next = newRefreshToken()
        // The outcome is decided after the commit: throwing inside would take the revocation back.
        let outcome = try await database.write { tx -> RefreshOutcome in
            let outcome = try tx.useRefreshToken(
                hash: Digest.hex(refreshToken), now: moment,
                sessionEnds: moment.addingTimeInterval(Self.sessionSeconds))
            switch outcome {
            case .rotated(_, let session):
                try tx.addRefreshToken(hash: Digest.hex(next), session: session, now: moment)
            case .reused(let user):
                try tx.audit("session.reuse_detected", by: nil, at: moment, user: user)
            case .unknown: break
            }
            return outcome
        }
        guard case .rotated(let user, let session) = outcome else { throw Problem(.invalidToken) }
        return try await signedIn(user, session: session, refreshToken: next, now: moment)
    }

    /// Ends the session: its access token and its refresh tokens are worth nothing from now on.
    func logout(session: Int64) async throws {
        let moment = now()
        try await database.write { try $0.revokeSession(session, now: moment) }
    }
}

extension Transaction {
    /// Only the owner succeeds, so that a success lifts what strangers have counted up for the account.
    func forgetLoginAttempts(of email: String, from address: String) throws {
        try forgetAttempts(.loginByPair, by: GuestLimits.pair(email, address))
        try forgetAttempts(.loginByAccount, by: email)
    }
}
