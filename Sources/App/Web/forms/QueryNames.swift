import Domain
import Hummingbird

/// Refuses names in the query of an API's route that it does not know, as a form refuses fields: `?form=` in place of
/// `?from=` would list everything. Pages are opened by links that others lengthen, and ignore what they do not know.
struct QueryNames: RouterMiddleware {
    /// The names of each route, by its path as the router writes it, `/api/services/{id}/slots`, and its method.
    private let known: [String: [String: [String]]]

    /// By method and path: `GET /api/services/{id}/slots`.
    init(known: [String: Set<String>]) {
        let parts = known.map { (key: $0.key.split(separator: " ").map(String.init), names: $0.value.sorted()) }
        self.known = Dictionary(grouping: parts) { $0.key[1] }
            .mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.key[0], $0.names) }) }
    }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        if let query = request.uri.query, !query.isEmpty, let path = context.endpointPath, path.hasPrefix("/api/") {
            try check(query, of: request.method, at: path)
        }
        return try await next(request, context)
    }

    private func check(_ query: String, of method: HTTPRequest.Method, at path: String) throws {
        // The router answers HEAD wherever it answers GET.
        let names = known[path]?[method == .head ? "GET" : method.rawValue] ?? []
        if Self.isSimple(query, names) { return }
        try Query.pairs(query).refuseNames(outside: Set(names))
    }

    /// Longer queries are looked at closely.
    private static let mostSimpleBytes = 500

    /// Whether it is seen at a glance that all its names are among these and that it is rightly encoded: most queries
    /// are read a second time, by their route.
    private static func isSimple(_ query: String, _ names: [String]) -> Bool {
        let bytes = query.utf8
        guard bytes.count <= mostSimpleBytes, bytes.allSatisfy({ $0 < 128 && $0 != UInt8(ascii: "%") }) else {
            return false
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "&") }
            guard names.contains(where: { $0.utf8.elementsEqual(name) }) else { return false }
            rest = rest.drop { $0 != UInt8(ascii: "&") }.dropFirst()
        }
        return true
    }
}
