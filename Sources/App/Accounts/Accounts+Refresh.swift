import Domain
import Foundation
import Storage

extension Accounts {
    /// Trades a refresh token for new tokens. One that was used gives the same successor for a while, and then ends its
    /// whole session; throws `invalid_token`, `too_many_requests`.
    func refresh(_ refreshToken: String, from address: IPAddress) async throws -> SignedIn {
        let moment = now()
        let hash = Digest.hex(refreshToken)
        guard refreshToken.utf8.count <= RefreshTokens.mostBytes,
            let session = try await database.read({ try $0.liveSession(ofRefreshToken: hash) })
        else {
            try await limit([(.refreshByAddress, throttledAddress(address))])
            throw Problem(.invalidToken)
        }
        // By session: what others at the same address try must not reach one that is open.
        try await limit([(.refreshBySession, String(session))])
        let successors = refreshTokens.successors(of: refreshToken)
        // The outcome is decided after the commit: throwing inside would take the revocation back.
        let outcome = try await database.write { tx in
            try Self.use(hash, giving: successors, in: tx)
        }
        if case .usedLongBefore(let user) = outcome { security.note(.tokenReused, person: user) }
        guard case .refreshed(let user, let session, let token) = outcome else { throw Problem(.invalidToken) }
        return try await signedIn(user, session: session, refreshToken: token, now: moment)
    }

    private enum Outcome: Sendable {
        case refreshed(User, session: SessionID, token: String)
        case usedLongBefore(userID: UserID)
        case refused
    }

    private static func use(
        _ hash: String, giving successors: (present: String, all: [String]), in tx: any Transaction
    ) throws -> Outcome {
        switch try tx.useRefreshToken(hash: hash, life: sessionLife) {
        case .unknown: return .refused
        case .rotated(let user, let session):
            try tx.addRefreshToken(hash: Digest.hex(successors.present), session: session)
            return .refreshed(user, session: session, token: successors.present)
        case .usedBefore(let user, let session, let usedAt):
            let isFresh = abs(tx.now.timeIntervalSince(usedAt)) < RefreshTokens.repeatSeconds
            if isFresh, let token = try successors.all.first(where: { try tx.hasRefreshToken(hash: Digest.hex($0)) }) {
                return .refreshed(user, session: session, token: token)
            }
            // Somebody else may have it, so the whole session ends.
            try tx.revokeSession(session)
            try tx.audit("session.reuse_detected", by: nil, user: user.id)
            return .usedLongBefore(userID: user.id)
        }
    }

    /// Ends the session: its access token and its refresh tokens are worth nothing from now on.
    func logout(session: SessionID) async throws {
        try await database.write { try $0.revokeSession(session) }
    }
}
