import Domain
import Foundation
import Storage

/// Whose a code is, once somebody has typed it: whoever reads the mails to its address.
extension Accounts {
    /// The account of the code's address, or a new one without a password. Where nobody had proved the address, it is
    /// proved now.
    func owner(of code: SignInCode, _ known: User?, _ attempt: CodeAttempt, in tx: any Transaction) throws -> User {
        let isFirstProof = known?.emailVerifiedAt == nil
        if let known, isFirstProof { try endWhatStrangersMayHave(of: known, in: tx) }
        let user = try known ?? newUser(code, attempt, in: tx)
        if known != nil { try name(user, attempt, anew: isFirstProof, in: tx) }
        if isFirstProof { try noteProof(ofPresent: user, in: tx) }
        guard let present = try tx.user(user.id) else { throw Problem(.codeExpired) }
        return present
    }

    private func newUser(_ code: SignInCode, _ attempt: CodeAttempt, in tx: any Transaction) throws -> User {
        let new = NewUser(
            email: code.email, firstName: attempt.firstName, lastName: attempt.lastName,
            timeZone: code.timeZone ?? zone.now, locale: code.locale ?? "en", createdAt: tx.now)
        // Somebody may make the same account at the same time: then the code is theirs to try once more.
        guard let user = try tx.addUser(new, passwordHash: nil) else {
            throw Problem(.serviceUnavailable, retryAfterSeconds: 1)
        }
        try tx.audit("user.registered", by: user.id, user: user.id, detail: ["by": "code"])
        return user
    }

    /// Whoever wrote the address down before anybody proved it may be somebody else: by nothing that stands there from
    /// that time do they get in again.
    private func endWhatStrangersMayHave(of user: User, in tx: any Transaction) throws {
        try tx.revokeSessions(of: user.id)
        // Links for a new password and the tokens of devices hang on the generation of the password, which rises.
        try tx.takePassword(of: user.id)
        try tx.forgetSecondFactor(of: user.id)
        try tx.setPendingEmail(nil, of: user.id)
        try tx.raiseFeedGeneration(of: user.id)
        try tx.audit("user.claimed", by: user.id, user: user.id)
    }

    /// The names that the person has just typed, where there are none, or none that are surely theirs.
    private func name(_ user: User, _ attempt: CodeAttempt, anew: Bool, in tx: any Transaction) throws {
        guard attempt.firstName != nil || attempt.lastName != nil else { return }
        guard anew || user.names.allSatisfy({ $0 == nil }) else { return }
        var named = user
        (named.firstName, named.lastName) = (attempt.firstName, attempt.lastName)
        if anew { named.displayName = nil }
        try tx.updateUser(named)
    }
}
