import Cryptography
import Domain
import Foundation
import Storage

/// A browser that has just signed in, with what its cookies say from now on.
struct SignedInBrowser: Sendable {
    let cookie: String
    let deviceToken: String
    let user: User

    init(cookie: String, _ begun: BegunSession) {
        (self.cookie, deviceToken, user) = (cookie, begun.deviceToken, begun.user)
    }
}

/// How far a browser has come.
enum BrowserProgress: Sendable {
    case signedIn(SignedInBrowser)
    /// The code of a second factor is asked for; this says where one stands.
    case needsCode(step: String)
}

/// The browser that signs in: the program in words, the cookie of the session that it had before, and from where.
struct ArrivingBrowser: Sendable {
    let device: String?
    let oldCookie: String?
    let address: IPAddress
}

extension Accounts {
    /// A use of a browser's session is written down when the one before is older than this.
    private static let useSeconds = 3_600.0
    private static let mostCookieBytes = 100

    /// Signs a browser in by the same rules as a program, into a session of its own with a new cookie. The session that
    /// it had before ends. Throws as `person(knowing:)`.
    func signIn(_ browser: ArrivingBrowser, by attempt: LoginAttempt) async throws -> BrowserProgress {
        try await signIn(browser, as: try await person(knowing: attempt, from: browser.address))
    }

    /// The same for whoever has shown who they are.
    func signIn(_ browser: ArrivingBrowser, as person: KnownPerson) async throws -> BrowserProgress {
        do { return .signedIn(try await open(browser, for: person, code: nil)) } catch let problem as Problem {
            guard problem.code == .totpRequired else { throw problem }
            return .needsCode(step: try steps.token(of: person, now: now()))
        }
    }

    /// Goes on from where `signIn` has asked for a code; nil where that was too long ago. Throws `invalid_totp`,
    /// `too_many_requests`.
    func signIn(_ browser: ArrivingBrowser, step: String, code: String) async throws -> SignedInBrowser? {
        guard let claim = steps.claim(step, now: now()),
            let user = try await database.read({ try $0.user(claim.user) }), user.passwordGeneration == claim.generation
        else { return nil }
        return try await open(browser, for: KnownPerson(user: user, device: claim.device), code: code)
    }

    private func open(
        _ browser: ArrivingBrowser, for person: KnownPerson, code: String?
    ) async throws -> SignedInBrowser {
        let cookie = Base64URL.text(random(32))
        let begun = try await beginSession(of: person, code: code, from: browser.address) { user, tx in
            try Self.openSession(ofBrowser: cookie, before: browser.oldCookie, of: user, device: browser.device, in: tx)
        }
        return SignedInBrowser(cookie: cookie, begun)
    }

    /// Makes an account and signs a browser in, as above. Throws as `beginAccount`.
    func register(
        browser registration: Registration, before old: String?, from address: IPAddress
    ) async throws -> SignedInBrowser {
        let cookie = Base64URL.text(random(32))
        let begun = try await beginAccount(registration, from: address) { user, tx in
            try Self.openSession(ofBrowser: cookie, before: old, of: user, device: registration.device, in: tx)
        }
        return SignedInBrowser(cookie: cookie, begun)
    }

    /// A browser's session; the one that it had before ends.
    static func openSession(
        ofBrowser cookie: String, before old: String?, of user: User, device: String?, in tx: any Transaction
    ) throws -> SessionID {
        if let old { try tx.revokeSession(ofCookie: Digest.hex(old)) }
        let session = try tx.addSession(
            of: user.id, device: device, cookieHash: Digest.hex(cookie),
            expiresAt: sessionLife.end(of: tx.now, usedAt: tx.now))
        try tx.deleteSessions(of: user.id, beyond: mostSessions)
        return session
    }

    /// The person and the session behind a browser's cookie; nil where it is worth nothing (any more).
    func person(cookie: String) async throws -> (user: User, sessionID: SessionID)? {
        guard cookie.utf8.count <= Self.mostCookieBytes else { return nil }
        let found = try await database.read { try $0.browserSession(cookieHash: Digest.hex(cookie)) }
        guard let found else { return nil }
        if now().timeIntervalSince(found.lastUsedAt) >= Self.useSeconds {
            try await database.write(.readCommitted) { tx in
                try tx.noteUse(
                    of: found.id, expiresAt: Self.sessionLife.end(of: found.createdAt, usedAt: tx.now))
            }
        }
        return (found.user, found.id)
    }
}
