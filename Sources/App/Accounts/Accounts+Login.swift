import Domain
import Foundation
import Storage

extension Accounts {
    /// Signs in. An unknown address and a wrong password look alike and take alike; throws `invalid_credentials`,
    /// `too_many_requests`.
    func login(email: String, password: String, from address: String) async throws -> SignedIn {
        try await limit([(.loginByAddress, throttledAddress(address)), (.loginByAccount, email)])
        let (user, hash) = try await database.read { tx in
            let user = try tx.user(email: email)
            return (user, try user.flatMap { try tx.passwordHash(of: $0.id) })
        }
        let isRight = try await verifies(hash ?? PasswordHash.ofNobody, password)
        guard isRight, hash != nil, let user else { throw Problem(.invalidCredentials) }

        let moment = now()
        let token = newRefreshToken()
        let session = try await database.write { tx in
            // The password may have been reset, or the account deleted, while this one was being compared.
            guard let present = try tx.user(user.id), present.passwordGeneration == user.passwordGeneration else {
                throw Problem(.invalidCredentials)
            }
            try tx.forgetAttempts(.loginByAccount, by: email)
            return try Self.openSession(of: user, refreshToken: token, now: moment, in: tx)
        }
        return try await signedIn(user, session: session, refreshToken: token, now: moment)
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
