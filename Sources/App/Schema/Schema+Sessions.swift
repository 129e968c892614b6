import Storage

extension Schema {
    /// Housekeeping finds what was used long ago without reading all tokens.
    static let usedRefreshTokens: [SQL] = [
        "CREATE INDEX refresh_tokens_by_use ON refresh_tokens (used_at)"
    ]
}
