import Synchronization

/// Tokens whose signature was checked before: reading the JSON of header and claims and hashing both costs more than a
/// query. What a token may do, and until when, is still judged at each request. A class with a lock, because requests
/// share it.
final class VerifiedTokens: Sendable {
    /// Beyond this all are forgotten, which costs each its check once more.
    private static let most = 5_000
    private let claims = Mutex<[String: AccessTokens.Claims]>([:])

    subscript(token: String) -> AccessTokens.Claims? {
        claims.withLock { $0[token] }
    }

    func remember(_ verified: AccessTokens.Claims, of token: String) {
        claims.withLock { claims in
            if claims.count >= Self.most { claims.removeAll() }
            claims[token] = verified
        }
    }
}
