import App
import Foundation
import Jitsi
import Peers
import Testing

@Suite("Keys of meetings' tokens")
struct TokenKeyTests {
    static func key(_ id: String) throws -> TokenKey {
        try TokenKey(pem: GeneratedKey().privatePEM, id: id)
    }

    @Test("a Jitsi server that checks tokens by RS256 is told the public key, with its length")
    func keys() async throws {
        let key = try Self.key("k1")
        let practice = try await Practice.open {
            $0.meetings.tokens = TokenIssuer(.own(subject: "meet.jitsi"), appID: "practice", key: key)
        }
        let answer = try await practice.visitor.get("/jitsi/jwks.json")
        #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
        #expect(answer.header("Content-Length") == String(answer.text.utf8.count))
        #expect(answer.text == (try key.publicKeys()))
        let keys = try #require(try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        let first = try #require((keys["keys"] as? [[String: String]])?.first)
        #expect(first["kid"] == "k1" && first["kty"] == "RSA" && first["e"] == "AQAB" && first["d"] == nil)
        #expect(first["n"]?.count == 342, "2048 bits in base64 without padding")
    }

    @Test("there is no key for a server that knows a secret, for JaaS and for an open one")
    func none() async throws {
        let issuers = [
            nil,
            TokenIssuer(
                .own(subject: "meet.jitsi"), appID: "a", key: TokenKey(secret: "a secret of 32 bytes or more…")),
            TokenIssuer(.jaas, appID: "vpaas-magic-cookie-0", key: try Self.key("vpaas-magic-cookie-0/k")),
        ]
        for issuer in issuers {
            let practice = try await Practice.open { $0.meetings.tokens = issuer }
            #expect(try await practice.visitor.get("/jitsi/jwks.json").status == 404)
        }
    }
}
