import Domain
import Foundation
import Storage

extension Accounts {
    /// Begins a change of the address: a link goes to the new one, which counts once it is used, and the old one is
    /// told. Throws as `prove`, `email_taken`, `too_many_requests`.
    func askForEmail(_ email: String, _ caller: Caller, password: String?) async throws {
        try await prove(caller, password: password)
        let isTaken = try await database.write { tx in
            let user = try Self.present(caller, in: tx)
            guard email != user.email else { return false }
            try limit(.emailByUser, of: user, in: tx)
            // Answered below: what is thrown here would take the count with it, and anybody could ask at leisure which
            // addresses have an account.
            guard try tx.user(email: email) == nil else { return true }
            if let wait = try wait(for: MailShare.of(user, at: email), in: tx) {
                throw Problem(.tooManyRequests, retryAfterSeconds: wait)
            }
            try tx.setPendingEmail(email, of: user.id)
            try tx.audit("user.email_asked", by: user.id, user: user.id)
            try tx.post(mailsOfChange(of: user, to: email, in: tx))
            return false
        }
        if isTaken { throw Problem(.emailTaken) }
    }

    /// Makes the address that was asked for the account's own. Throws `link_expired` where another was asked for since,
    /// `email_taken` where it has an account by now.
    func takeEmail(_ email: String, of user: User) async throws {
        try await database.write { tx in
            guard var present = try tx.user(user.id), present.email == user.email,
                try tx.pendingEmail(of: user.id) == email
            else { throw Problem(.linkExpired) }
            guard try tx.user(email: email) == nil else { throw Problem(.emailTaken) }
            present.email = email
            try tx.setPendingEmail(nil, of: user.id)
            try tx.updateUser(present)
            try noteProof(ofPresent: present, in: tx)
            try tx.audit("user.email_changed", by: user.id, user: user.id)
        }
    }
}
