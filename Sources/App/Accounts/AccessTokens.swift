import Cryptography
import Domain
import Foundation

/// Access tokens: JWT (RFC 7519), HS256, with `iss`, `aud`, `sub`, `iat`, `exp`, and `sid` for the session. Rights are
/// never inside: they are read at each request.
struct AccessTokens: Sendable {
    struct Claims: Encodable {
        let iss: String
        let aud: String
        let sub: String
        let sid: String
        let iat: Int64
        let exp: Int64
    }

    /// RFC 7515, 4.1.
    private struct Header: Encodable {
        let alg = "HS256"
        let kid: String
        let typ = "JWT"
    }

    static let audience = "informat"
    /// Bytes of a token; ours have some 300.
    private static let mostBytes = 4_096

    private let keys: Keys
    /// Those of `keys`, in the same order: the first signs.
    private let signing: [AuthenticationKey]
    private let verified = VerifiedTokens()
    private let issuer: String
    let lifeSeconds: Int

    init(keys: Keys, issuer: String, lifeSeconds: Int) {
        self.keys = keys
        self.issuer = issuer
        self.lifeSeconds = lifeSeconds
        signing = keys.all.map { AuthenticationKey($0.secret) }
    }

    func make(user: UserID, session: SessionID, now: Date) throws -> String {
        let issued = Int64(now.timeIntervalSince1970)
        let claims = Claims(
            iss: issuer, aud: Self.audience, sub: String(user), sid: String(session), iat: issued,
            exp: issued + Int64(lifeSeconds))
        let parts = try [Self.part(Header(kid: keys.present.id)), Self.part(claims)].joined(separator: ".")
        return "\(parts).\(Base64URL.text(signing[0].code(of: parts)))"
    }

    /// The user and session of a token; throws `unauthorized` for whatever is wrong with it.
    func verify(_ token: String, now: Date) throws -> (user: UserID, session: SessionID) {
        guard let claims = genuine(token), claims.iss == issuer, claims.aud == Self.audience,
            claims.exp > Int64(now.timeIntervalSince1970.rounded(.down)),
            let user = UserID(claims.sub), let session = SessionID(claims.sid)
        else { throw Problem(.unauthorized) }
        return (user, session)
    }

    /// The claims of a token that one of our keys has signed; nil for any other. Nothing of it is read before its
    /// signature but the header, and that only to choose the key.
    private func genuine(_ token: String) -> Claims? {
        guard token.utf8.count <= Self.mostBytes, token.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        if let known = verified[token] { return known }
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Substring.init)
        guard parts.count == 3, let header = Self.fields(parts[0]), header["alg"] == .text("HS256"),
            let key = keys.all.firstIndex(where: { header["kid"] == .text($0.id) }),
            let code = Base64URL.bytes(parts[2]), signing[key].isCode(code, of: "\(parts[0]).\(parts[1])"),
            let claims = Self.fields(parts[1]).flatMap(Claims.init(fields:))
        else { return nil }
        verified.remember(claims, of: token)
        return claims
    }

    private static func part(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Base64URL.text(try encoder.encode(value))
    }

    /// The JSON object in a part of a token.
    private static func fields(_ part: Substring) -> [String: JSONValue]? {
        guard let bytes = Base64URL.bytes(part),
            case .object(let fields) = try? JSONReader.value(in: bytes)  // try? is fine: any fault is one answer
        else { return nil }
        return fields
    }
}

extension AccessTokens.Claims {
    /// Nil where one is missing or of another type.
    fileprivate init?(fields: [String: JSONValue]) {
        // try? is fine: any fault is one answer
        guard let form = try? Form(fields, allowed: Set(fields.keys)),  // try? is fine: see above
            let claims = try? Form.gather(  // try? is fine: see above
                form.need("iss", Form.text), form.need("aud", Form.text), form.need("sub", Form.text),
                form.need("sid", Form.text), form.need("iat", Form.number), form.need("exp", Form.number))
        else { return nil }
        (iss, aud, sub, sid, iat, exp) = claims
    }
}
