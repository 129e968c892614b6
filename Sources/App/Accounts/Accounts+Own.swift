import Domain
import Foundation
import Storage

/// The first account of a practice becomes somebody's own.
extension Accounts {
    /// The first admin's address where whoever started the server named none; no mail reaches it.
    static let standardEmail = "admin@localhost"

    /// Gives the caller a password of their own and stores the address that they want to have. Nothing is sent yet
    /// (`sendProof` does): until the new address is proved, the old one signs in. The other sessions end. Throws as
    /// `prove`, and `validation_failed`, `email_taken`, `password_login_off`.
    func makeOwn(email: String, password: String, from current: String?, _ caller: Caller) async throws {
        guard loginWays.allow(.password, caller.user) else { throw Problem(.passwordLoginOff) }
        for address in [email, caller.user.email] {
            try Password.check(password, isNotOf: address, caller.user.names)
        }
        try await prove(caller, password: current)
        let hash = try await hash(password)
        try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            let isOther = email != user.email
            if isOther, try tx.user(email: email) != nil { throw Problem(.emailTaken) }
            guard try tx.resetPassword(of: user.id, hash: hash, generation: user.passwordGeneration) else {
                throw Problem(.invalidCredentials)
            }
            try tx.revokeSessions(of: user.id, except: caller.session)
            try tx.audit("user.password_changed", by: user.id, user: user.id)
            try tx.setPendingEmail(isOther ? email : nil, of: user.id)
            if isOther { try tx.audit("user.email_asked", by: user.id, user: user.id) }
        }
    }

    /// Sends the mail that proves the address which somebody wants to have, else their own; nothing where that is
    /// proved. Throws `validation_failed` where no mail reaches either, `email_taken`, `too_many_requests`.
    func sendProof(to id: UserID) async throws {
        try await database.write { tx in
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            let wished = try tx.pendingEmail(of: id)
            guard wished != nil || user.email != Self.standardEmail else { throw Problem.invalid("email", .required) }
            guard wished != nil || user.emailVerifiedAt == nil else { return }
            try limit(.emailByUser, of: user, in: tx)
            guard let wished else {
                try post(.verifyEmail, to: user, .of(user), in: tx)
                return
            }
            guard try tx.user(email: wished) == nil else { throw Problem(.emailTaken) }
            try tx.post(mailsOfChange(of: user, to: wished, in: tx))
        }
    }

    /// The mail with the link to an address that somebody wants to have, and the notice to the one that they have.
    func mailsOfChange(of user: User, to email: String, in tx: any Transaction) throws -> [NewMail] {
        func mail(_ kind: Mail.Kind, to address: String) -> NewMail {
            NewMail(
                kind: kind, role: .account, userID: user.id, address: address, token: Digest.hex(random(16)))
        }
        let proof = mail(.verifyEmail, to: email)
        guard user.email != Self.standardEmail else { return [proof] }
        // The old address may be a stranger's too, as long as nobody has proved it.
        guard try !user.needsProof || wait(for: .of(user), in: tx) == nil else { return [proof] }
        return [proof, mail(.notice, to: user.email)]
    }
}
