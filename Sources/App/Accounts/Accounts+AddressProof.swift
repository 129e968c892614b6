import Domain
import Foundation
import Storage

/// What follows elsewhere once it is known whose an address is; in the transaction in which it becomes known.
struct AfterProof: Sendable {
    /// The address is the person's own.
    let proved: @Sendable (User, any Transaction) throws -> Void
    /// It is a stranger's, and the account is about to be deleted.
    let disowned: @Sendable (User, any Transaction) throws -> Void
}

/// What a link that proves an address asks its reader.
enum ProofQuestion: Sendable {
    /// Whether they made the account.
    case madeIt(User)
    /// Whether the account is to have their address from now on.
    case takesAddress
    /// Nothing: it is proved already.
    case nothing
}

extension Accounts {
    /// Throws `link_expired`.
    func question(of token: String) async throws -> ProofQuestion {
        let (user, pending, since) = try await claimedUser(token)
        if let pending, links.leads(token, to: .changeEmail(to: pending), of: user, keyedSince: since) {
            return .takesAddress
        }
        guard links.leads(token, to: .verifyEmail, of: user, keyedSince: since) else { throw Problem(.linkExpired) }
        return user.emailVerifiedAt == nil ? .madeIt(user) : .nothing
    }

    /// Confirms the e-mail address by the link in a mail; a second time changes nothing. The link for another address
    /// makes it the account's own. Throws `link_expired`, `email_taken`.
    func verifyEmail(token: String, from address: IPAddress) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let (user, pending, since) = try await claimedUser(token)
        if let pending, links.leads(token, to: .changeEmail(to: pending), of: user, keyedSince: since) {
            return try await takeEmail(pending, of: user)
        }
        guard links.leads(token, to: .verifyEmail, of: user, keyedSince: since) else { throw Problem(.linkExpired) }
        guard user.emailVerifiedAt == nil else { return }
        try await database.write { tx in try noteProof(of: user, in: tx) }
    }

    /// Notes that the person reads the mails to the address: the one place where an address becomes proved. What waited
    /// for the first proof goes on. Throws `link_expired` where an admin has mended the address meanwhile.
    func noteProof(of user: User, in tx: any Transaction) throws {
        guard try tx.user(user.id)?.email == user.email else { throw Problem(.linkExpired) }
        try noteProof(ofPresent: user, in: tx)
    }

    /// As above, of a person whom the same transaction has read.
    func noteProof(ofPresent user: User, in tx: any Transaction) throws {
        guard try tx.markEmailVerified(of: user.id) else { return }
        // A key that stands there is from a time when the address was another one, and maybe somebody else's.
        try tx.deleteKeys(of: user.id)
        try tx.audit("user.email_verified", by: user.id, user: user.id)
        try afterProof.proved(user, tx)
    }

    /// Deletes an account that somebody else made with the reader's address; nothing proves the reader, but that the
    /// mail came to them. Throws `link_expired`, also where the address has been proved, and `forbidden` for whoever
    /// runs the practice.
    func disown(token: String, from address: IPAddress) async throws {
        try await limit([(.linkByAddress, throttledAddress(address))])
        let (claimed, _, since) = try await claimedUser(token)
        guard links.leads(token, to: .verifyEmail, of: claimed, keyedSince: since) else { throw Problem(.linkExpired) }
        try await database.write { tx in
            // It may have been proved, or have become another address', a moment ago.
            guard let user = try tx.user(claimed.id), user.emailVerifiedAt == nil, user.email == claimed.email else {
                throw Problem(.linkExpired)
            }
            guard !user.isAdmin, !user.isHost else { throw Problem(.forbidden) }
            try afterProof.disowned(user, tx)
            try tx.revokeSessions(of: user.id)
            try tx.forgetSecondFactor(of: user.id)
            try tx.deleteKeys(of: user.id)
            try tx.forgetAddress(ofUser: user.id)
            try tx.forgetUser(user.id)
            try tx.audit("user.disowned", by: nil, user: user.id)
        }
    }

    /// The person whom a token claims to be for, with the address that they want to have, and since when links have had
    /// a key of their own.
    func claimedUser(_ token: String) async throws -> (user: User, pendingEmail: String?, keyedSince: Date) {
        let id = try links.claimedUser(token)
        let (user, pending, since) = try await database.read {
            (try $0.user(id), try $0.pendingEmail(of: id), try $0.linksKeyedSince())
        }
        guard let user else { throw Problem(.linkExpired) }
        return (user, pending, since)
    }
}
