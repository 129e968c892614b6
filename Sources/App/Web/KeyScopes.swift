import Domain
import HTTPTypes

/// By which scopes of a key a route may be asked. What is not named here no key may do: make keys, change anybody's
/// rights, address or sign-in, learn a secret, export or delete a person.
struct KeyScopes: Sendable {
    /// By method and path, as the router writes them; for all but routes of hosts and admins.
    let known: [String: Set<KeyScope>]
    /// Admins' routes that no key may ask.
    let never: Set<String>

    private static let hosts = "/api/host/"
    private static let admins = "/api/admin/"
    private static let people = "/api/admin/users"

    /// Of a route; none where no key may ask it.
    func scopes(_ method: HTTPRequest.Method, _ path: String) -> Set<KeyScope> {
        // The router answers HEAD wherever it answers GET.
        let route = "\(method == .head ? "GET" : method.rawValue) \(path)"
        if path.hasPrefix(Self.hosts) { return [.host] }
        guard path.hasPrefix(Self.admins), !never.contains(route) else { return known[route] ?? [] }
        guard Self.onlyReads(method) else { return path.hasPrefix(Self.people) ? [] : [.admin] }
        return path.hasSuffix("/export") ? [] : [.adminRead, .admin]
    }

    static func onlyReads(_ method: HTTPRequest.Method) -> Bool { method == .get || method == .head }
}
