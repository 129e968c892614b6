import Foundation
import Jitsi
import Peers
import Testing

@Suite("Tokens of meetings")
struct MeetingTokenTests {
    private static let secret = String(repeating: "an app secret ", count: 3)
    private static let room = "booking-123-1705312800-4qk"
    private static let appID = "vpaas-magic-cookie-0123abc"
    private static let opening = Date(timeIntervalSince1970: 1_800_000_000)
    private static let end = Date(timeIntervalSince1970: 1_800_006_300)

    private static let own = TokenIssuer(.own(subject: "meet.jitsi"), appID: "practice", key: TokenKey(secret: secret))

    private static func service() throws -> TokenIssuer {
        TokenIssuer(.jaas, appID: appID, key: try key(id: "\(appID)/k1"))
    }

    private static func key(id: String) throws -> TokenKey {
        try TokenKey(pem: GeneratedKey().privatePEM, id: id)
    }

    private static func token(
        _ role: MeetingRole, name: String = "Ann O'Brien", from opening: Date = opening, to end: Date = end
    ) throws -> MeetingToken {
        MeetingToken(
            room: try RoomName(room),
            guest: .init(id: "user-45", name: name, email: "ann@example.com", role: role),
            opensAt: opening, endsAt: end)
    }

    /// Header and claims, as JSON in the order of their names.
    private static func parts(_ token: String) throws -> [String] {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        #expect(parts.count == 3 && !token.contains("="))
        return try parts.prefix(2).map { part in
            let standard = part.replacing("-", with: "+").replacing("_", with: "/")
            let padding = String(repeating: "=", count: (4 - part.count % 4) % 4)
            return String(decoding: try #require(Data(base64Encoded: standard + padding)), as: UTF8.self)
        }
    }

    @Test("a participant's token for a server of one's own has these claims and no other")
    func participant() throws {
        let text = try #require(try Self.token(.participant).text(by: Self.own, at: Self.opening))
        let parts = try Self.parts(text)
        #expect(parts[0] == #"{"alg":"HS256","typ":"JWT"}"#)
        #expect(
            parts[1] == #"{"aud":"practice","context":{"features":{"livestreaming":false,"outbound-call":false,"#
                + #""recording":false,"screen-sharing":false,"transcription":false},"user":{"email":"ann@example.com","#
                + #""id":"user-45","moderator":false,"name":"Ann O'Brien"}},"exp":1800006300,"iss":"practice","#
                + #""nbf":1799999970,"room":"booking-123-1705312800-4qk","sub":"meet.jitsi"}"#)
    }

    @Test(
        "a role has its rights in a token, on a server of one's own and with JaaS",
        arguments: [
            (MeetingRole.moderator, #""moderator":true,"name":"Ann O'Brien"}"#, false, true),
            (MeetingRole.participant, #""moderator":false,"name":"Ann O'Brien"}"#, false, false),
            (MeetingRole.presenter, #""moderator":false,"name":"Ann O'Brien"}"#, true, false),
            (MeetingRole.observer, #""moderator":false,"name":"Ann O'Brien","role":"visitor"}"#, false, false),
        ])
    func roles(role: MeetingRole, user: String, showsScreen: Bool, runs: Bool) throws {
        func features(_ shows: Bool, _ runs: Bool) -> String {
            #""features":{"livestreaming":\#(runs),"outbound-call":\#(runs),"recording":\#(runs),"#
                + #""screen-sharing":\#(shows),"transcription":\#(runs)}"#
        }
        for issuer in [Self.own, try Self.service()] {
            let text = try #require(try Self.token(role).text(by: issuer, at: Self.opening))
            let claims = try Self.parts(text)[1]
            #expect(claims.contains(user), "\(claims)")
            // On a server of one's own an admin has every feature by being one; JaaS wants them listed.
            if role == .moderator, issuer.kind != .jaas {
                #expect(!claims.contains("features"))
            } else {
                #expect(claims.contains(features(showsScreen || runs, runs)), "\(claims)")
            }
        }
    }

    @Test("JaaS is told its own audience, issuer and key, and the bare room")
    func jaas() throws {
        let text = try #require(try Self.token(.participant).text(by: try Self.service(), at: Self.opening))
        let parts = try Self.parts(text)
        #expect(parts[0] == #"{"alg":"RS256","kid":"\#(Self.appID)/k1","typ":"JWT"}"#)
        for claim in [#""aud":"jitsi""#, #""iss":"chat""#, #""sub":"\#(Self.appID)""#, #""room":"\#(Self.room)""#] {
            #expect(parts[1].contains(claim))
        }
    }

    @Test("a token begins half a minute before now, or before the opening where that is later, and ends with the grace")
    func times() throws {
        let cases: [(second: Double, notBefore: Int?)] = [
            (-3_600, 1_799_999_970), (-1, 1_799_999_970), (0, 1_799_999_970), (1, 1_799_999_971),
            (6_299, 1_800_006_269), (6_300, nil), (9_999, nil),
        ]
        for (second, notBefore) in cases {
            let text = try Self.token(.moderator).text(by: Self.own, at: Self.opening.addingTimeInterval(second))
            #expect((text == nil) == (notBefore == nil))
            guard let text, let notBefore else { continue }
            let claims = try Self.parts(text)[1]
            #expect(claims.contains(#""exp":1800006300,"#) && claims.contains(#""nbf":\#(notBefore),"#), "\(second)")
        }
    }

    @Test("PyJWT reads the tokens of every kind of server, with names in any script")
    func oracle() throws {
        let names = ["Ann O'Brien", "山田太郎", "a\"b\\c&d\u{2019}", "👩‍⚕️ Zoë", String(repeating: "x", count: 300)]
        let (now, hour) = (Date(), 3_600.0)
        let pair = TokenIssuer(.own(subject: "dental"), appID: "practice", key: try Self.key(id: "k 1"))
        let service = try Self.service()
        var questions: [TokenOracle.Question] = []
        for name in names {
            let token = try Self.token(
                .presenter, name: name, from: now.addingTimeInterval(-hour), to: now.addingTimeInterval(hour))
            for issuer in [Self.own, pair, service] {
                var question = TokenOracle.Question(
                    token: try #require(try token.text(by: issuer, at: now)),
                    audience: issuer.kind == .jaas ? "jitsi" : "practice",
                    issuer: issuer.kind == .jaas ? "chat" : "practice")
                question.keys = try issuer.publicKeys()
                question.secret = question.keys == nil ? Self.secret : nil
                questions.append(question)
            }
        }
        let answers = try TokenOracle.answers(to: questions)
        #expect(answers.map(\.claims.context.user.name) == names.flatMap { [$0, $0, $0] })
        #expect(answers.allSatisfy { $0.claims.room == Self.room && $0.header.typ == "JWT" })
        #expect(answers.prefix(3).map(\.claims.sub) == ["meet.jitsi", "dental", Self.appID])
        #expect(answers.prefix(3).map(\.header.alg) == ["HS256", "RS256", "RS256"])
        #expect(answers.prefix(3).map(\.header.kid) == [nil, "k 1", "\(Self.appID)/k1"])
    }

    @Test("a token stands behind everything else in a link, or in its query")
    func link() {
        let room = "https://meet.example.org/\(Self.room)"
        let fragment = MeetingLink.fragment(displayName: "Ann", role: .participant)
        let behind = MeetingLink(roomURL: room, fragment: fragment, token: "a.b.c", isInQuery: false)
        #expect(behind.text == "\(room)#userInfo.displayName=%22Ann%22&jwt=%22a.b.c%22")
        let query = MeetingLink(roomURL: room, fragment: fragment, token: "a.b.c", isInQuery: true)
        #expect(query.text == "\(room)?jwt=a.b.c#userInfo.displayName=%22Ann%22")
    }

    @Test("an observer's link asks for silence and few buttons, a presenter's for nothing")
    func courtesy() {
        let presenter = MeetingLink.fragment(displayName: "Ann", role: .presenter)
        #expect(presenter == MeetingLink.fragment(displayName: "Ann", role: .participant))
        let observer = MeetingLink.fragment(displayName: "Ann", role: .observer)
        #expect(observer.hasPrefix(presenter + "&config.startWithAudioMuted=true&config.startWithVideoMuted=true"))
        #expect(observer.hasSuffix("%22settings%22%2C%22tileview%22%5D") && !observer.contains("desktop"))
    }
}
