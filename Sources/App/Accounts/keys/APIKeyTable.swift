import Domain
import Foundation
import Storage

/// All SQL of the table `api_keys`.
extension Transaction {
    func addKey(_ draft: KeyDraft, of user: UserID, hash: String) throws -> APIKey {
        let scopes = KeyScope.allCases.filter(draft.scopes.contains).map(\.rawValue).joined(separator: " ")
        let id: APIKeyID = try insert(
            """
            INSERT INTO api_keys (user_id, name, key_hash, scopes, created_at, expires_at)
            VALUES (\(user), \(draft.name), \(hash), \(scopes), \(now), \(draft.expiresAt)) RETURNING id
            """)
        return APIKey(
            id: id, owner: user, name: draft.name, scopes: draft.scopes, createdAt: now, expiresAt: draft.expiresAt,
            lastUsedAt: nil)
    }

    /// Those of a person, the oldest first; also those that have ended by themselves.
    func keys(of user: UserID) throws -> [APIKey] {
        try rows(
            "SELECT \(APIKey.columns) FROM api_keys WHERE user_id = \(user) ORDER BY id LIMIT \(APIKey.most)",
            APIKey.init(row:))
    }

    func key(hash: String) throws -> APIKey? {
        try row("SELECT \(APIKey.columns) FROM api_keys WHERE key_hash = \(hash)", APIKey.init(row:))
    }

    /// Notes that it is used now, unless another server has just done so.
    func noteUse(of key: APIKeyID) throws {
        let before = now.addingTimeInterval(-APIKey.useSeconds)
        try run(
            """
            UPDATE api_keys SET last_used_at = \(now)
            WHERE id = \(key) AND (last_used_at IS NULL OR last_used_at <= \(before))
            """)
    }

    /// False where the person has no such key.
    func deleteKey(_ key: APIKeyID, of user: UserID) throws -> Bool {
        try run("DELETE FROM api_keys WHERE id = \(key) AND user_id = \(user)") == 1
    }

    /// Ends all keys of a person. Returns how many there were.
    @discardableResult
    func deleteKeys(of user: UserID) throws -> Int {
        try run("DELETE FROM api_keys WHERE user_id = \(user)")
    }
}

extension APIKey {
    fileprivate static let columns: SQL = "id, user_id, name, scopes, created_at, expires_at, last_used_at"

    fileprivate init(row: Row) throws {
        let names = try row.text(3).split(separator: " ").map(String.init)
        self.init(
            id: try row.id(0), owner: try row.id(1), name: try row.text(2),
            // A scope of a later release opens nothing here.
            scopes: Set(names.compactMap(KeyScope.init(rawValue:))), createdAt: try row.date(4),
            expiresAt: try row.optionalDate(5), lastUsedAt: try row.optionalDate(6))
    }
}
