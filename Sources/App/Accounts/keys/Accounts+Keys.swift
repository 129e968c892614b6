import Cryptography
import Domain
import Foundation
import Storage

/// Keys by which programs do something for a person. A key does nothing that would make another key or take the account
/// over: `KeyScopes` says which routes may be asked with one.
extension Accounts {
    /// Who comes with a token: a person in a session, or a program with a key of a person who has proved their address.
    /// Throws `unauthorized`, and `totp_setup_required` where the owner must set a second factor first.
    func bearer(token: String) async throws -> Bearer {
        guard APIKey.isOne(token) else {
            let (user, session) = try await person(token: token)
            return .session(user, session)
        }
        let (hash, moment) = (APIKey.hash(token), now())
        let found = try await database.read { tx -> (APIKey, User)? in
            guard let key = try tx.key(hash: hash), let owner = try tx.user(key.owner) else { return nil }
            return (key, owner)
        }
        guard let (key, owner) = found, key.counts(at: moment), owner.emailVerifiedAt != nil else {
            throw Problem(.unauthorized)
        }
        guard try await !needsSecondFactor(owner) else { throw Problem(.totpSetupRequired) }
        if key.wantsNote(at: moment) { try await database.write { try $0.noteUse(of: key.id) } }
        return .key(owner, key.scopes)
    }

    /// The person's keys, the oldest first.
    func keys(of user: User) async throws -> [APIKey] {
        try await database.read { try $0.keys(of: user.id) }
    }

    /// Makes a key and tells its owner by mail. Throws as `prove`, `email_not_verified`, `too_many_keys`, and
    /// `validation_failed` for an end that is over.
    func makeKey(_ draft: KeyDraft, _ caller: Caller, password: String?) async throws -> MadeKey {
        try await prove(caller, password: password)
        let text = Secret(APIKey.head + Base64URL.text(random(APIKey.randomBytes)))
        let key = try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            guard user.emailVerifiedAt != nil else { throw Problem(.emailNotVerified) }
            if let end = draft.expiresAt, end <= tx.now { throw Problem.invalid("expires_at", .inThePast) }
            guard try tx.keys(of: user.id).count < APIKey.most else {
                throw Problem(.tooManyKeys, arguments: ["maximum": String(APIKey.most)])
            }
            let key = try tx.addKey(draft, of: user.id, hash: APIKey.hash(text.value))
            try tx.audit("user.key_made", by: user.id, user: user.id, detail: Self.detail(key))
            try post(.keyMade, to: user, in: tx)
            return key
        }
        return MadeKey(text: text, key: key)
    }

    /// Ends one of the person's keys; throws `not_found`.
    func endKey(_ id: APIKeyID, of user: User) async throws {
        try await database.write { tx in
            guard try tx.deleteKey(id, of: user.id) else { throw Problem(.notFound) }
            try tx.audit("user.key_ended", by: user.id, user: user.id, detail: ["key": String(id)])
        }
    }

    private static func detail(_ key: APIKey) -> [String: String] {
        ["key": String(key.id), "scopes": key.scopeNames.joined(separator: " ")]
    }
}
