import Domain
import Hummingbird

/// A person's keys for programs.
struct KeyRoutes: Sendable {
    let accounts: Accounts

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let keys = try await accounts.keys(of: context.user)
        return .object { $0.field("api_keys", each: keys) { $0.key($1) } }
    }

    func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = try await request.form(KeyForm.fields, context)
        let (draft, password) = try KeyForm.read(form, for: context.user)
        let made = try await accounts.makeKey(draft, context.caller, password: password)
        var response = Response.object(.created) { json in
            json.field("key", made.text.value)
            json.field("api_key") { $0.fields(made.key) }
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    func end(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await accounts.endKey(try context.id(), of: context.user)
        return .noContent
    }
}

extension JSONText {
    /// What is known of a key; the key itself is not.
    mutating func key(_ key: APIKey) { object { $0.fields(key) } }

    fileprivate mutating func fields(_ key: APIKey) {
        field("id", key.id)
        field("name", key.name)
        field("scopes", each: key.scopeNames) { $0.string($1) }
        field("created_at", key.createdAt)
        field("expires_at", key.expiresAt)
        field("last_used_at", key.lastUsedAt)
    }
}
