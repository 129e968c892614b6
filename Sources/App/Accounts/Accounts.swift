import Domain
import Foundation
import Storage

/// What people do with their accounts.
package struct Accounts: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let random: @Sendable (Int) -> [UInt8]
    let tokens: AccessTokens
    let links: MailLinkTokens
    let hashing: HashingPool
    /// The zone of people who name none: the practice's own.
    let standardZone: String
    let limitsAttempts: Bool

    /// How long a session lives without being used, in seconds.
    static let sessionSeconds = 30 * 86_400.0

    /// The person behind an access token; throws `unauthorized`.
    func person(token: String) async throws -> (user: User, sessionID: Int64) {
        let moment = now()
        let claimed = try await tokens.verify(token, now: moment)
        let user = try await database.read {
            try $0.sessionUser(claimed.session, user: claimed.user, now: moment)
        }
        guard let user else { throw Problem(.unauthorized) }
        return (user, claimed.session)
    }

    /// Throws `too_many_requests` where one of the subjects tried too often.
    func limit(_ attempts: [(AttemptLimit, String)]) async throws {
        guard limitsAttempts else { return }
        let moment = now()
        let wait = try await database.write { tx in
            // All are counted, also after the first that is over: else a second subject could be probed for free.
            try attempts.compactMap { try tx.attempt($0.0, by: $0.1, now: moment) }.max()
        }
        if let wait { throw Problem(.tooManyRequests, retryAfterSeconds: wait) }
    }

    func hash(_ password: String) async throws -> String {
        let salt = random(16)
        return try await hashing.run { PasswordHash.make(password, salt: salt) }
    }

    func verifies(_ hash: String, _ password: String) async throws -> Bool {
        try await hashing.run { PasswordHash.verifies(hash, password) }
    }
}

/// A person who has just signed in, with what the next requests need.
struct SignedIn: Sendable {
    let user: User
    let token: String
    let lifeSeconds: Int
    let refreshToken: String
}

/// One address for throttling: a whole /64 for IPv6, because a single line owns that many.
func throttledAddress(_ address: String) -> String {
    guard address.contains(":") else { return address }
    return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
}
