import Domain
import Foundation
import Storage

/// The person who asks, in one of their sessions.
struct Caller: Sendable {
    let user: User
    let session: SessionID
}

/// By what somebody shows that an open session is theirs.
enum AskedProof: Sendable {
    case password
    /// There is no password, and the person has just signed in.
    case nothing
    /// There is no password, and the sign-in is too old.
    case signIn
}

/// Whether somebody has a password.
enum PasswordState: Sendable {
    case set, missing
    /// They do not sign in with one.
    case off
}

extension Accounts {
    func passwordState(of user: User) async throws -> PasswordState {
        guard loginWays.allow(.password, user) else { return .off }
        return try await database.read { try $0.passwordHash(of: user.id) } == nil ? .missing : .set
    }

    /// How long a sign-in stands for the password, where there is none that counts, in seconds.
    private static let freshSeconds = 300.0

    /// Asked before everything that takes an account over: an open session alone may be one that somebody else found.
    /// The password, or where there is none a sign-in less than five minutes old. Throws `invalid_credentials`,
    /// `sign_in_again`, `too_many_requests`, and `validation_failed` for `field` where the password is missing.
    func prove(_ caller: Caller, password: String?, field: String = "current_password") async throws {
        let moment = now()
        let (hash, signedInAt) = try await database.read { tx in
            (try tx.passwordHash(of: caller.user.id), try tx.sessionStart(caller.session))
        }
        guard let hash, loginWays.allow(.password, caller.user) else {
            guard let signedInAt, Self.isFresh(signedInAt, at: moment) else { throw Problem(.signInAgain) }
            return
        }
        guard let password else { throw Problem.invalid(field, .required) }
        try await limit([(.passwordBySession, String(caller.session))])
        guard password.utf8.count <= Password.maximumBytes, try await match(hash, password) != .other else {
            throw Problem(.invalidCredentials)
        }
    }

    /// What the person is asked for by `prove`.
    func proofAsked(of caller: Caller) async throws -> AskedProof {
        let moment = now()
        let (hash, signedInAt) = try await database.read { tx in
            (try tx.passwordHash(of: caller.user.id), try tx.sessionStart(caller.session))
        }
        if hash != nil, loginWays.allow(.password, caller.user) { return .password }
        return signedInAt.map { Self.isFresh($0, at: moment) } ?? false ? .nothing : .signIn
    }

    private static func isFresh(_ signedInAt: Date, at moment: Date) -> Bool {
        abs(moment.timeIntervalSince(signedInAt)) < freshSeconds
    }

    /// The caller as stored now; throws `invalid_credentials` where the password was changed since it was compared.
    static func present(_ caller: Caller, in tx: any Transaction) throws -> User {
        guard let user = try tx.user(caller.user.id), user.passwordGeneration == caller.user.passwordGeneration else {
            throw Problem(.invalidCredentials)
        }
        return user
    }
}
