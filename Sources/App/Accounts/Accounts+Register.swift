import Domain
import Foundation
import Storage

/// What a new person tells of themselves; checked already.
struct Registration: Sendable {
    var email: String
    var password: String
    var firstName: String?
    var lastName: String?
    var timeZone: String?
    var locale: String?
    /// The program that asks, in words.
    var device: String?
}

extension Accounts {
    /// Makes an account and signs a program in. Throws as `beginAccount`.
    func register(_ registration: Registration, from address: IPAddress) async throws -> SignedIn {
        let token = refreshTokens.first()
        let begun = try await beginAccount(registration, from: address) { user, tx in
            try Self.openSession(of: user, device: registration.device, refreshToken: token, in: tx)
        }
        var signedIn = try await signedIn(begun.user, session: begun.id, refreshToken: token, now: begun.begunAt)
        signedIn.deviceToken = begun.deviceToken
        return signedIn
    }

    /// Makes an account with its first session, which `open` writes; a mail asks to confirm the address. Throws
    /// `email_taken`, `too_many_requests`, `password_login_off`.
    func beginAccount(
        _ registration: Registration, from address: IPAddress,
        open: @escaping @Sendable (User, any Transaction) throws -> SessionID
    ) async throws -> BegunSession {
        guard loginWays.clients.contains(.password) else { throw Problem(.passwordLoginOff) }
        try Password.check(
            registration.password, isNotOf: registration.email, [registration.firstName, registration.lastName])
        try await limit(.register, email: EmailAddress.mailbox(registration.email), from: address)
        let hash = try await hash(registration.password)
        let moment = now()
        let (user, session) = try await database.write { [zone] tx in
            let new = NewUser(
                email: registration.email, firstName: registration.firstName, lastName: registration.lastName,
                timeZone: registration.timeZone ?? zone.now, locale: registration.locale ?? "en",
                createdAt: tx.now)
            guard let user = try tx.addUser(new, passwordHash: hash) else { throw Problem(.emailTaken) }
            try tx.audit("user.registered", by: user.id, user: user.id)
            try post(.verifyEmail, to: user, .of(user), in: tx)
            return (user, try open(user, tx))
        }
        return BegunSession(
            id: session, user: user, begunAt: moment, deviceToken: devices.make(for: user, device: nil, now: moment))
    }

    static func openSession(
        of user: User, device: String?, refreshToken: String, in tx: any Transaction
    ) throws -> SessionID {
        let ends = sessionLife.end(of: tx.now, usedAt: tx.now)
        let session = try tx.addSession(of: user.id, device: device, expiresAt: ends)
        try tx.deleteSessions(of: user.id, beyond: mostSessions)
        try tx.addRefreshToken(hash: Digest.hex(refreshToken), session: session)
        return session
    }

    func signedIn(_ user: User, session: SessionID, refreshToken: String, now: Date) async throws -> SignedIn {
        SignedIn(
            user: user, token: try tokens.make(user: user.id, session: session, now: now),
            lifeSeconds: tokens.lifeSeconds, refreshToken: refreshToken)
    }
}
