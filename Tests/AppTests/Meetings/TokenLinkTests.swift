import App
import Foundation
import Jitsi
import Testing

/// Tokens in links: who gets one, when, and who never does. What stands in them is judged beside the Jitsi library.
@Suite("Links with tokens")
struct TokenLinkTests {
    private static let server = "https://meet.example.org"
    private static let issuer = TokenIssuer(
        .own(subject: "meet.jitsi"), appID: "practice", key: TokenKey(secret: "a secret of at least 32 bytes, here"))

    private static func withTokens(_ settings: inout Settings) throws {
        settings.jitsi = try JitsiServer(url: server)
        settings.meetings.tokens = issuer
    }

    /// The claims of the token in a link; nil where there is none.
    private static func claims(_ link: String?) throws -> Fields? {
        guard let link, let match = link.firstMatch(of: /jwt=(?:%22)?[\w-]+\.([\w-]+)\.[\w-]+/) else { return nil }
        let standard = match.1.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        return try Fields(try #require(Data(base64Encoded: standard + padding)))
    }

    private static func link(_ asker: Asker, _ id: Int64) async throws -> String? {
        let answer = try await asker.get("/api/meetings/\(id)/link").json()
        return answer.isNull("meeting_url") ? nil : try answer.text("meeting_url")
    }

    @Test("lists, mails and files have the entrance, and who asks for their link gets a token of their own")
    func minting() async throws {
        let doors = try await Doors.open(Self.withTokens)
        let (start, room) = (Int64(Doors.start.timeIntervalSince1970), try await doors.room())
        let shown = try await doors.shown()
        #expect(try shown.text("personalized_meeting_url").hasPrefix("https://practice.example/join/"))
        #expect(try shown.object("meeting").text("roles_are") == "enforced")
        let people = [(doors.jo, "client", "jo@example.com", false), (doors.boss, "host", "boss@example.com", true)]
        for (asker, id, email, isModerator) in people {
            let link = try #require(try await Self.link(asker, doors.id))
            #expect(link.hasPrefix("\(Self.server)/\(room)#userInfo.displayName=%22") && link.hasSuffix("%22"))
            let claims = try #require(try Self.claims(link))
            #expect(try claims.text("room") == room && claims.text("aud") == "practice")
            #expect(try claims.int("nbf") == start - 15 * 60 - 30 && claims.int("exp") == start + 90 * 60)
            let user = try claims.object("context").object("user")
            #expect(try user.text("id") == id && user.text("email") == email)
            #expect(try user.flag("moderator") == isModerator)
            #expect(try claims.object("context").names.contains("features") != isModerator)
        }
        try await doors.practice.work()
        let letters = doors.practice.letters.letters(to: "jo@example.com")
        #expect(letters.allSatisfy { !$0.text.contains("jwt=") && !$0.text.contains(room) })
        let export = try await doors.jo.get("/api/users/me/export").text
        #expect(export.contains("/join/") && !export.contains("jwt="))
    }

    @Test("the entrance shows no token, and mints one when somebody enters, from half a minute before")
    func entering() async throws {
        let doors = try await Doors.open(Self.withTokens)
        let path = try await doors.entrance()
        for seconds in [-900.0, 0, 5_399] {
            doors.move(to: seconds)
            let look = try await doors.look(path)
            #expect(look.status == 200 && !look.text.contains("jwt="))
            let entered = try await doors.enter(path)
            let claims = try #require(try Self.claims(entered.header("Location")), "\(entered)")
            let now = Int64(doors.practice.clock.now.timeIntervalSince1970)
            #expect(
                try claims.int("nbf") == now - 30 && claims.object("context").object("user").text("name") == "Jo Doe")
        }
    }

    @Test("the name for this meeting stands in each token that is minted for the person, and in nobody else's")
    func ownName() async throws {
        let doors = try await Doors.open(Self.withTokens)
        let path = try await doors.entrance()
        let named = try await doors.practice.visitor.submit("\(path)/name", "name=Captain")
        #expect(named.status == 303, "\(named)")
        for (asker, name) in [(doors.jo, "Captain"), (doors.boss, "Consultant")] {
            let link = try await Self.link(asker, doors.id)
            let claims = try #require(try Self.claims(link))
            #expect(try claims.object("context").object("user").text("name") == name)
        }
    }

    @Test("once a token would be over there is no link, and the meeting is over")
    func over() async throws {
        let doors = try await Doors.open(Self.withTokens)
        let path = try await doors.entrance()
        doors.move(to: 5_399)
        #expect(try await Self.link(doors.jo, doors.id) != nil)
        doors.move(to: 5_400)
        for asker in [doors.jo, doors.boss] { #expect(try await Self.link(asker, doors.id) == nil) }
        #expect(try await doors.shown().isNull("personalized_meeting_url"))
        #expect(try await doors.shown().object("meeting").text("state") == "over")
        #expect(try await doors.enter(path).status == 410)
    }

    @Test("for older servers the token stands in the query")
    func query() async throws {
        let doors = try await Doors.open {
            try Self.withTokens(&$0)
            $0.meetings.tokenPlace = .query
        }
        let room = try await doors.room()
        let link = try #require(try await Self.link(doors.jo, doors.id))
        #expect(link.hasPrefix("\(Self.server)/\(room)?jwt=") && !link.contains("jwt=%22"))
        #expect(link.hasSuffix("#userInfo.displayName=%22Jo%20Doe%22"))
        #expect(try Self.claims(link) != nil)
    }

    @Test("a meeting that was made on another server is led into without a token")
    func otherServer() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        let next = try await practice.anotherServer(Self.withTokens)
        let link = try #require(try await Self.link(jo.on(next), id))
        #expect(link.hasPrefix("https://meet.jit.si/booking-") && !link.contains("jwt"))
        let meeting = try await jo.on(next).get("/api/bookings/\(id)").object("booking").object("meeting")
        #expect(try meeting.text("roles_are") == "courtesy", "no token goes there")
    }

    @Test("with a waiting room the link is the entrance, which mints only once the host has let people in")
    func waitingRoom() async throws {
        let doors = try await Doors.open(waits: true, Self.withTokens)
        let path = try await doors.entrance()
        doors.move(to: 0)
        for asker in [doors.jo, doors.boss] {
            let link = try #require(try await Self.link(asker, doors.id))
            #expect(link.hasPrefix("https://practice.example/join/"))
        }
        let waits = try await doors.enter(path)
        #expect(try Self.claims(waits.header("Location")) == nil && !waits.text.contains("jwt="))
        #expect(try await doors.boss.post("/api/meetings/\(doors.id)/open").status == 200)
        let entered = try await doors.enter(path)
        #expect(try Self.claims(entered.header("Location")) != nil, "\(entered)")
    }
}
