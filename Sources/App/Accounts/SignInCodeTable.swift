import Domain
import Foundation
import Storage

/// A code that was asked for, without its digits, which are derived from this.
struct SignInCode: Sendable {
    let id: SignInCodeID
    let requestHash: String
    let email: String
    let locale: String?
    let timeZone: String?
    /// Whether a mail brings it. One that is not sent is tried like any other, and never right.
    let isSent: Bool
    /// Wrong ones that were typed.
    let tries: Int64
    let endsAt: Date
    let usedAt: Date?

    /// What its digits are derived from.
    var subject: LinkSubject { .signIn(id, requestHash: requestHash, email: email) }

    func isOpen(at now: Date) -> Bool {
        // A clock that was ahead would else keep it good for as long as it was wrong.
        let latest = now.addingTimeInterval(Accounts.codeSeconds + ClockSkew.mostSeconds)
        return usedAt == nil && tries < Accounts.mostCodeTries && now < endsAt && endsAt <= latest
    }
}

/// A code as it is asked for.
struct NewSignInCode: Sendable {
    let requestHash: String
    let email: String
    let locale: String?
    let timeZone: String?
    let isSent: Bool
}

/// That a code was asked for, as the address's owner may know it.
struct AskedSignInCode: Sendable {
    let createdAt, endsAt: Date
    let usedAt: Date?
    let isSent: Bool
    let tries: Int64
    let locale, timeZone: String?
}

/// All SQL of the table `sign_in_codes`.
extension Transaction {
    func addSignInCode(_ code: NewSignInCode, endsAt: Date) throws -> SignInCodeID {
        try insert(
            """
            INSERT INTO sign_in_codes (request_hash, email, locale, time_zone, is_sent, tries, created_at, ends_at)
            VALUES (\(code.requestHash), \(code.email), \(code.locale), \(code.timeZone), \(code.isSent), 0, \(now),
                \(endsAt))
            RETURNING id
            """)
    }

    func signInCode(requestHash: String) throws -> SignInCode? {
        try row(
            "SELECT \(SignInCode.columns) FROM sign_in_codes WHERE request_hash = \(requestHash)",
            SignInCode.init(row:))
    }

    func signInCode(_ id: SignInCodeID) throws -> SignInCode? {
        try row("SELECT \(SignInCode.columns) FROM sign_in_codes WHERE id = \(id)", SignInCode.init(row:))
    }

    /// Those for an address, the oldest first.
    func signInCodes(askedFor email: String, limit: Int) throws -> [AskedSignInCode] {
        try rows(
            """
            SELECT created_at, ends_at, used_at, is_sent, tries, locale, time_zone FROM sign_in_codes
            WHERE email = \(email) ORDER BY created_at, id LIMIT \(limit)
            """
        ) { row in
            AskedSignInCode(
                createdAt: try row.date(0), endsAt: try row.date(1), usedAt: try row.optionalDate(2),
                isSent: try row.flag(3), tries: try row.int(4), locale: try row.optionalText(5),
                timeZone: try row.optionalText(6))
        }
    }

    /// Counts wrong digits.
    func countTry(ofCode id: SignInCodeID) throws {
        try run("UPDATE sign_in_codes SET tries = tries + 1 WHERE id = \(id)")
    }

    /// False where another has used it meanwhile.
    func useSignInCode(_ id: SignInCodeID) throws -> Bool {
        try run("UPDATE sign_in_codes SET used_at = \(now) WHERE id = \(id) AND used_at IS NULL") == 1
    }

    /// Codes for the address of a person who leaves.
    func forgetSignInCodes(of email: String) throws {
        try run("DELETE FROM sign_in_codes WHERE email = \(email)")
    }

    /// Codes that ended before `instant`; at most `limit` at once.
    func deleteOldSignInCodes(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM sign_in_codes WHERE id IN (
                SELECT id FROM sign_in_codes WHERE ends_at < \(instant) ORDER BY ends_at LIMIT \(limit))
            """)
    }
}

extension SignInCode {
    fileprivate static let columns: SQL =
        "id, request_hash, email, locale, time_zone, is_sent, tries, ends_at, used_at"

    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.id(0), requestHash: try row.text(1), email: try row.text(2), locale: try row.optionalText(3),
            timeZone: try row.optionalText(4), isSent: try row.flag(5), tries: try row.int(6),
            endsAt: try row.date(7), usedAt: try row.optionalDate(8))
    }
}
