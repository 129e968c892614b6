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

extension Accounts {
    /// Signs in. An unknown address and a wrong password look alike and take alike; throws `invalid_credentials`,
    /// `too_many_requests`.
    func login(_ attempt: LoginAttempt, from address: IPAddress) async throws -> SignedIn {
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
        let renewed = match == .sameAsTyped ? try await self.hash(attempt.password) : nil

        let moment = now()
        let token = refreshTokens.first()
        let session = try await database.write { tx in
            // The password may have been reset, or the account deleted, while this one was being compared.
            guard let present = try tx.user(user.id), present.passwordGeneration == user.passwordGeneration else {
                throw Problem(.invalidCredentials)
            }
            if let renewed { try tx.renewPasswordHash(of: user.id, from: hash, to: renewed) }
            try tx.forgetLoginAttempts(of: user.email, from: address)
            return try Self.openSession(of: user, device: attempt.device, refreshToken: token, in: tx)
        }
        var signedIn = try await signedIn(user, session: session, refreshToken: token, now: moment)
        signedIn.deviceToken = devices.make(for: user, device: device, now: moment)
        return signedIn
    }
}

extension Transaction {
    /// Only the owner succeeds, so that a success lifts what strangers have counted up for the account.
    func forgetLoginAttempts(of email: String, from address: IPAddress) throws {
        try forgetAttempts(.loginByPair, by: GuestLimits.pair(email, address))
        try forgetAttempts(.loginByAccount, by: email)
    }
}
