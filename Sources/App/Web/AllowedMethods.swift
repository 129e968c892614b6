import Hummingbird
import Synchronization

/// Which methods each path knows, so that a wrong one is answered with 405 and `Allow` (RFC 9110, 15.5.6).
///
/// A class, because the middleware that asks is made before the routes that answer.
final class AllowedMethods: Sendable {
    private let routes = Mutex<[(segments: [Substring], method: String)]>([])

    /// Takes over the finished router's routes; called once, before the first request.
    func learn(_ descriptions: [(path: String, method: String)]) {
        routes.withLock { routes in
            routes = descriptions.map { (PathParts($0.path).all, $0.method) }
        }
    }

    func of(_ path: String) -> [String] {
        let asked = PathParts(path).all
        return routes.withLock { routes in
            var methods = Set(routes.filter { Self.matches($0.segments, asked) }.map(\.method))
            // The router answers HEAD wherever it answers GET.
            if methods.contains("GET") { methods.insert("HEAD") }
            return methods.sorted()
        }
    }

    /// The nearest page above a path to which forms are only sent: for whoever opens or loads its address anew.
    func page(above path: String) -> OwnPath? {
        var parts = PathParts(path).all
        while parts.popLast() != nil {
            let above = "/" + parts.joined(separator: "/")
            if of(above).contains("GET") { return OwnPath(above) }
        }
        return nil
    }

    private static func matches(_ pattern: [Substring], _ asked: [Substring]) -> Bool {
        pattern.count == asked.count
            && zip(pattern, asked).allSatisfy { $0.hasPrefix(":") || $0.hasPrefix("{") || $0 == $1 }
    }
}
