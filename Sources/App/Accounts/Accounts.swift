import Domain
import Foundation
import Storage

/// What people do with their accounts.
package struct Accounts: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let random: @Sendable (Int) -> [UInt8]
    let tokens: AccessTokens
    let refreshTokens: RefreshTokens
    let links: Links
    let devices: DeviceTokens
    let hashing: HashingPool
    let passwordHash: PasswordHash
    let slowdown: Slowdown
    /// Under which secrets of second factors are kept.
    let factorSeal: Seal
    let steps: SignInSteps
    /// What the practice is called, in people's authenticator apps.
    let practiceName: @Sendable () -> String
    /// The zone of people who name none: the practice's own.
    let zone: PracticeZone
    let limitsAttempts: Bool
    let loginWays: LoginWays
    /// Whether admins and hosts must have a second factor.
    let staffNeedsSecondFactor: Bool
    let afterProof: AfterProof
    /// Whether clients expect a host from now on: bookings stand above accounts.
    let isExpected: @Sendable (_ host: UserID, any Transaction) throws -> Bool
    let security: SecurityLog

    /// Thirty days without being used, and 180 in all: then the password is asked for again.
    static let sessionLife = SessionLife(unusedSeconds: 30 * 86_400, longestSeconds: 180 * 86_400)
    /// Sessions that are kept of one person: a program that signs in each minute must not fill the database.
    static let mostSessions = 1_000
    /// A refresh token that was used so long ago is forgotten: no session lives on it.
    static let usedTokenSeconds = 30 * 86_400.0

    /// The person behind an access token; throws `unauthorized`.
    func person(token: String) async throws -> (user: User, sessionID: SessionID) {
        let moment = now()
        let claimed = try tokens.verify(token, now: moment)
        let user = try await database.read {
            try $0.sessionUser(claimed.session, user: claimed.user)
        }
        guard let user else { throw Problem(.unauthorized) }
        return (user, claimed.session)
    }

    /// Of the password as it is compared, whatever keyboard wrote it.
    func hash(_ password: String) async throws -> String {
        let salt = random(16)
        return try await hashing.run { passwordHash.make(Password.normalised(password), salt: salt) }
    }

    /// Whether a password is the one of a hash. Hashes of an earlier version were made of it as it was typed.
    func match(_ hash: String, _ typed: String) async throws -> PasswordMatch {
        let password = Password.normalised(typed)
        if try await hashing.run({ PasswordHash.verifies(hash, password) }) { return .same }
        // Not by ==, for which both ways of writing a letter are one.
        guard !password.utf8.elementsEqual(typed.utf8) else { return .other }
        return try await hashing.run { PasswordHash.verifies(hash, typed) } ? .sameAsTyped : .other
    }
}

/// How a password compares with a hash.
enum PasswordMatch: Sendable {
    case same, other
    /// It is the one, but the hash is of an earlier version and wants to be renewed.
    case sameAsTyped
}

/// A person who has just signed in, with what the next requests need.
struct SignedIn: Sendable {
    let user: User
    let token: String
    let lifeSeconds: Int
    let refreshToken: String
    /// Nil where nobody has just given a password or a code.
    var deviceToken: String?
    /// Whether the account has just been made.
    var isNew = false
}
