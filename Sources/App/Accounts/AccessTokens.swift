import Domain
import Foundation
import JWTKit

/// Access tokens: JWT (RFC 7519), HS256, with `iss`, `aud`, `sub`, `iat`, `exp`, and `sid` for the session. Rights are
/// never inside: they are read at each request.
struct AccessTokens: Sendable {
    struct Claims: JWTPayload {
        let iss: String
        let aud: String
        let sub: String
        let sid: String
        let iat: Int
        let exp: Int

        /// The claims are judged by `AccessTokens.verify`, which has the server's clock.
        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    private struct Header: Decodable {
        let alg: String
        let kid: String?
    }

    static let audience = "informat"

    private let keys: Keys
    private let collection = JWTKeyCollection()
    private let verified = VerifiedTokens()
    private let issuer: String
    let lifeSeconds: Int

    init(keys: Keys, issuer: String, lifeSeconds: Int) async {
        self.keys = keys
        self.issuer = issuer
        self.lifeSeconds = lifeSeconds
        for key in keys.all {
            await collection.add(
                hmac: HMACKey(from: key.secret), digestAlgorithm: .sha256, kid: JWKIdentifier(string: key.id))
        }
    }

    func make(user: Int64, session: Int64, now: Date) async throws -> String {
        let issued = Int(now.timeIntervalSince1970)
        let claims = Claims(
            iss: issuer, aud: Self.audience, sub: String(user), sid: String(session), iat: issued,
            exp: issued + lifeSeconds)
        return try await collection.sign(claims, kid: JWKIdentifier(string: keys.present.id))
    }

    /// The user and session of a token; throws `unauthorized` for whatever is wrong with it.
    func verify(_ token: String, now: Date) async throws -> (user: Int64, session: Int64) {
        let claims = try await genuine(token)
        let seconds = Int(now.timeIntervalSince1970.rounded(.down))
        guard claims.iss == issuer, claims.aud == Self.audience, claims.exp > seconds,
            let user = Int64(claims.sub), let session = Int64(claims.sid)
        else { throw Problem(.unauthorized) }
        return (user, session)
    }

    /// The claims of a token that one of our keys has signed.
    private func genuine(_ token: String) async throws -> Claims {
        if let known = verified[token] { return known }
        try checkHeader(token)
        let claims: Claims
        do { claims = try await collection.verify(token, as: Claims.self) } catch { throw Problem(.unauthorized) }
        verified.keep(claims, of: token)
        return claims
    }

    /// jwt-kit takes the first key for an unknown `kid` and never compares `alg` with the key, so both are judged here.
    private func checkHeader(_ token: String) throws {
        guard token.utf8.count <= 4_096, let first = token.split(separator: ".").first else {
            throw Problem(.unauthorized)
        }
        let padded =
            first.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - first.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: String(padded)),
            let header = try? JSONDecoder().decode(Header.self, from: data),  // try? is fine: any fault is one answer
            header.alg == "HS256", keys.all.contains(where: { $0.id == header.kid })
        else { throw Problem(.unauthorized) }
    }
}
