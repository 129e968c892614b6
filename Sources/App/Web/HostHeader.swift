import Hummingbird

/// A request names one host (RFC 9112, 3.2). `ConnectionBounds` takes the name away where there are two.
enum HostHeader {
    static func require(in request: Request) throws {
        guard request.head.authority != nil else { throw HTTPError(.badRequest) }
    }
}
