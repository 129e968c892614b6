import Domain
import Foundation
import Storage

extension AttemptLimit {
    /// Six digits are soon guessed where nobody counts. Who tries them knows the password already, so that an account
    /// may be closed for a while; a device that has signed in before is counted by itself, and stays open to its owner.
    static let factor = AttemptLimit(name: "totp", most: 5, windowSeconds: 900, guardsSecret: true)
    static let factorsOfDay = AttemptLimit(name: "totp-day", most: 50, windowSeconds: 86_400, guardsSecret: true)
}

/// Codes of a second factor: of the app, or one of the recovery codes in its place.
extension Accounts {
    /// Why a person who has shown who they are may not go on yet: `totp_required`, `too_many_requests`, or
    /// `invalid_totp` for a code that is wrong or was used. Nil where they have no second factor, or the code is right;
    /// it is used up then. Asked in the transaction that lets them in, which has to be committed: a Problem that is
    /// thrown inside would take the count of wrong ones with it.
    func problem(
        ofTOTP code: String?, from user: User, device: String?, in tx: any Transaction
    ) throws -> Problem? {
        guard let factor = try tx.secondFactor(of: user.id), factor.confirmedAt != nil else { return nil }
        guard let code else { return Problem(.totpRequired) }
        let subject = device ?? String(user.id)
        if let tooMany = try countTOTP(by: subject, in: tx) { return tooMany }
        if let recovery = RecoveryCode(code) {
            guard try tx.useRecoveryCode(hash: recovery.hash(of: user.id), of: user.id) else {
                return Problem(.invalidTotp)
            }
            try tx.audit("user.recovery_code_used", by: user.id, user: user.id)
            try post(.recoveryCodeUsed, to: user, in: tx)
        } else {
            guard let step = try totp(factor).step(of: Self.plain(code), at: tx.now),
                try tx.useStep(step, of: user.id)
            else { return Problem(.invalidTotp) }
        }
        try forgetTOTPs(by: subject, in: tx)
        return nil
    }

    /// Counts a try; `too_many_requests` where there were too many.
    func countTOTP(by subject: String, in tx: any Transaction) throws -> Problem? {
        guard limitsAttempts else { return nil }
        for limit in [AttemptLimit.factor, .factorsOfDay] {
            if let wait = try tx.attempt(limit, by: subject) { return limit.refusal(retryAfterSeconds: wait) }
        }
        return nil
    }

    /// What was counted before a code that was right counts no more.
    func forgetTOTPs(by subject: String, in tx: any Transaction) throws {
        try tx.forgetAttempts(.factor, by: subject)
        try tx.forgetAttempts(.factorsOfDay, by: subject)
    }

    /// Apps show the digits in groups.
    static func plain(_ code: String) -> String { code.utf8.count <= 16 ? code.filter { $0 != " " } : "" }

    /// Throws `service_unavailable` where the secret was sealed under a key that this server does not know: the next
    /// one may.
    func totp(_ factor: SecondFactor) throws -> TOTP {
        guard let secret = factorSeal.open(factor.sealedSecret, of: String(factor.user)) else {
            throw Problem(.serviceUnavailable, retryAfterSeconds: 60)
        }
        return TOTP(secret: secret)
    }

    /// Tells a person what was done to the ways into their account.
    func post(_ news: AccountNews, to user: User, in tx: any Transaction) throws {
        try tx.post([
            NewMail(
                kind: .notice, role: .account, userID: user.id, token: Digest.hex(random(16)), note: news.rawValue)
        ])
    }
}

/// What a mail says of the ways into an account; the raw values name its sentences.
enum AccountNews: String, CaseIterable, Sendable {
    case totpSet = "totp_set"
    case totpRemoved = "totp_removed"
    /// By another admin, or by the command line.
    case totpReset = "totp_reset"
    case recoveryCodeUsed = "recovery_code_used"
    /// For programs.
    case keyMade = "key_made"
}
