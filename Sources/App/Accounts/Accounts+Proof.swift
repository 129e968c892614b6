import Domain
import Foundation
import Storage

/// The person who asks, in one of their sessions.
struct Caller: Sendable {
    let user: User
    let session: SessionID
}

extension Accounts {
    /// How long a sign-in stands for the password, where there is none yet, in seconds.
    private static let freshSeconds = 300.0

    /// Asked before everything that takes an account over: an open session alone may be one that somebody else found.
    /// The password, or where there is none a sign-in less than five minutes old. Throws `invalid_credentials`,
    /// `sign_in_again`, `too_many_requests`, and `validation_failed` for `field` where the password is missing.
    func prove(_ caller: Caller, password: String?, field: String = "current_password") async throws {
        let moment = now()
        let (hash, signedInAt) = try await database.read { tx in
            (try tx.passwordHash(of: caller.user.id), try tx.sessionStart(caller.session))
        }
        guard let hash else {
            guard let signedInAt, abs(moment.timeIntervalSince(signedInAt)) < Self.freshSeconds else {
                throw Problem(.signInAgain)
            }
            return
        }
        guard let password else { throw Problem.invalid(field, .required) }
        try await limit([(.passwordBySession, String(caller.session))])
        guard password.utf8.count <= Password.maximumBytes, try await match(hash, password) != .other else {
            throw Problem(.invalidCredentials)
        }
    }

    /// The caller as stored now; throws `invalid_credentials` where the password was changed since it was compared.
    static func present(_ caller: Caller, in tx: any Transaction) throws -> User {
        guard let user = try tx.user(caller.user.id), user.passwordGeneration == caller.user.passwordGeneration else {
            throw Problem(.invalidCredentials)
        }
        return user
    }
}
