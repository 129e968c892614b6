import Domain
import Foundation
import Storage

/// The secret of a person's authenticator app, as it is stored.
struct SecondFactor: Sendable {
    let user: UserID
    let sealedSecret: String
    let begunAt: Date
    /// Nil until the person has shown by a code that the app has the secret: until then nothing asks for it.
    let confirmedAt: Date?

    /// Rows that are read, and written, at once.
    static let pageRows = 500
}

/// All SQL of the tables `second_factors` and `recovery_codes`.
extension Transaction {
    func secondFactor(of user: UserID) throws -> SecondFactor? {
        try row("SELECT \(SecondFactor.columns) FROM second_factors WHERE user_id = \(user)", SecondFactor.init(row:))
    }

    /// Whether one is in use.
    func hasSecondFactor(_ user: UserID) throws -> Bool {
        try exists("SELECT 1 FROM second_factors WHERE user_id = \(user) AND confirmed_at IS NOT NULL")
    }

    /// Notes a secret that nothing asks for yet, in place of another such one. False where one is in use.
    func beginSecondFactor(of user: UserID, sealedSecret: String, keyName: String) throws -> Bool {
        try run(
            """
            INSERT INTO second_factors (user_id, sealed_secret, key_name, begun_at, last_step)
            VALUES (\(user), \(sealedSecret), \(keyName), \(now), 0)
            ON CONFLICT (user_id) DO UPDATE SET sealed_secret = \(sealedSecret), key_name = \(keyName),
                begun_at = \(now), last_step = 0
            WHERE second_factors.confirmed_at IS NULL
            """) == 1
    }

    func confirmSecondFactor(of user: UserID) throws {
        try run(
            "UPDATE second_factors SET confirmed_at = \(now) WHERE user_id = \(user) AND confirmed_at IS NULL")
    }

    /// Uses up the code of a step. False where that one, or a later one, was used before.
    func useStep(_ step: Int64, of user: UserID) throws -> Bool {
        try run(
            "UPDATE second_factors SET last_step = \(step) WHERE user_id = \(user) AND last_step < \(step)") == 1
    }

    /// Takes the second factor away, with its recovery codes. False where none was in use.
    @discardableResult
    func forgetSecondFactor(of user: UserID) throws -> Bool {
        let wasInUse = try hasSecondFactor(user)
        try run("DELETE FROM recovery_codes WHERE user_id = \(user)")
        try run("DELETE FROM second_factors WHERE user_id = \(user)")
        return wasInUse
    }

    /// In place of those of before.
    func setRecoveryCodes(_ hashes: [String], of user: UserID) throws {
        try run("DELETE FROM recovery_codes WHERE user_id = \(user)")
        let rows = hashes.map { "(\($0), \(user))" as SQL }
        try run("INSERT INTO recovery_codes (code_hash, user_id) VALUES \(rows.joined(", "))")
    }

    /// False where there is no such code, or it was used.
    func useRecoveryCode(hash: String, of user: UserID) throws -> Bool {
        try run(
            """
            UPDATE recovery_codes SET used_at = \(now)
            WHERE code_hash = \(hash) AND user_id = \(user) AND used_at IS NULL
            """) == 1
    }

    func recoveryCodesLeft(of user: UserID) throws -> Int {
        try count("SELECT COUNT(*) FROM recovery_codes WHERE user_id = \(user) AND used_at IS NULL")
    }

    /// Those that are sealed under another key, or all, in order of their people's ids.
    func secondFactors(after user: UserID, notUnder keyName: String? = nil, limit: Int) throws -> [SecondFactor] {
        let others: SQL = keyName.map { "AND key_name <> \($0)" } ?? ""
        return try rows(
            """
            SELECT \(SecondFactor.columns) FROM second_factors WHERE user_id > \(user) \(others)
            ORDER BY user_id LIMIT \(limit)
            """, SecondFactor.init(row:))
    }

    func hasSecondFactors(under keyName: String) throws -> Bool {
        try exists("SELECT 1 FROM second_factors WHERE key_name = \(keyName)")
    }

    /// Notes the same secret under another key; nothing where it has become another one meanwhile.
    func reseal(_ factor: SecondFactor, as sealedSecret: String, keyName: String) throws {
        try run(
            """
            UPDATE second_factors SET sealed_secret = \(sealedSecret), key_name = \(keyName)
            WHERE user_id = \(factor.user) AND sealed_secret = \(factor.sealedSecret)
            """)
    }
}

extension SecondFactor {
    fileprivate static let columns: SQL = "user_id, sealed_secret, begun_at, confirmed_at"

    fileprivate init(row: any Row) throws {
        self.init(
            user: try row.id(0), sealedSecret: try row.text(1), begunAt: try row.date(2),
            confirmedAt: try row.optionalDate(3))
    }
}
