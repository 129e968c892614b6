import App
import Foundation
import Testing
import Wire

@Suite("Finding calendars on a server")
struct CalDAVDiscoveryTests {
    /// What a search by this address finds, and the server that was asked.
    private static func search(
        _ fields: [String: any Sendable] = [:], on server: CalDAVServer = CalDAVServer()
    ) async throws -> Answer {
        let practice = try await Practice.open()
        practice.feeds.answer(server.answer)
        let answer = try await practice.boss().post(
            "/api/host/calendars/discover", CalDAVServer.login.merging(fields) { $1 })
        try #require(answer.status == 200, "\(answer)")
        return answer
    }

    private static func names(_ answer: Answer) throws -> [String] {
        try answer.array("calendars").map { try $0.text("name") }
    }

    @Test("by the server's name alone, those of events are found, with name, colour and whether they can be written")
    func found() async throws {
        let answer = try await Self.search()
        let told = try answer.json()
        #expect(told.isNull("problem") && told.isNull("problem_detail") && told.isNull("other_server"))
        let calendars = try answer.array("calendars")
        #expect(try Self.names(answer) == ["Ada & family", "the team"])
        #expect(try calendars[0].text("url") == CalDAVServer.personal && calendars[0].flag("writable"))
        #expect(try calendars[0].text("colour") == "#ff7a00" && calendars[1].isNull("colour"))
        #expect(try !calendars[1].flag("writable"))
        #expect(try calendars[1].text("url") == "https://cloud.example/calendars/ada/the%20team/")
    }

    @Test(
        "wherever a server has it: at its front, behind its well-known address, where Nextcloud does, or in a folder",
        arguments: [
            (["/"], "https://cloud.example/"), (["/.well-known/caldav"], "https://cloud.example"),
            (["/remote.php/dav/"], "https://cloud.example"), (["/a/remote.php/dav/"], "https://cloud.example/a/"),
        ])
    func places(doors: [String], url: String) async throws {
        let server = CalDAVServer()
        server.change { $0.doors = Set(doors) }
        #expect(try await Self.names(Self.search(["url": url], on: server)).count == 2)
        server.change { state in
            state.doors = ["/dav/"]
            state.redirects = [doors.first ?? "": "/dav/"]
        }
        #expect(try await Self.names(Self.search(["url": url], on: server)).count == 2, "through a redirect")
    }

    @Test("the address of one calendar finds that one; of a person, or of all that one's calendars, all")
    func direct() async throws {
        #expect(try await Self.names(Self.search(["url": CalDAVServer.personal])) == ["Ada & family"])
        #expect(try await Self.names(Self.search(["url": "https://cloud.example/people/ada/"])).count == 2)
    }

    @Test("a first page that leads to where nothing is encrypted hinders no search elsewhere on the server")
    func firstPage() async throws {
        let server = CalDAVServer()
        server.change { state in
            state.doors = ["/remote.php/dav/"]
            state.redirects = ["/": "/login", "/.well-known/caldav": "http://cloud.example/remote.php/dav/"]
        }
        #expect(try await Self.names(Self.search(on: server)).count == 2)
        #expect(server.calls.allSatisfy { $0.url.hasPrefix("https://") })
    }

    @Test("another server is told by its name, and is shown the password only once that was agreed to")
    func otherServer() async throws {
        let server = CalDAVServer()
        server.change { $0.home = "https://p42.example/calendars/ada/" }
        let answer = try await Self.search(on: server)
        #expect(try answer.text("other_server") == "p42.example" && answer.json().isNull("problem"))
        #expect(try answer.array("calendars").isEmpty)
        #expect(server.calls.allSatisfy { $0.url.hasPrefix(CalDAVServer.address) })
        let other = try await Self.search(["agreed_servers": ["p43.example"]], on: server)
        #expect(try other.text("other_server") == "p42.example")
        let agreed = try await Self.search(["agreed_servers": ["P42.example"]], on: server)
        #expect(try agreed.array("calendars")[0].text("url") == "https://p42.example/calendars/ada/personal/")
        #expect(server.calls.allSatisfy { !$0.url.hasPrefix("https://p43") })
    }

    @Test("a wrong password is shown once, and what hinders a search is told in words")
    func troubles() async throws {
        let server = CalDAVServer()
        let wrong = try await Self.search(["password": "wrong"], on: server)
        #expect(try wrong.text("problem") == "wrong_password" && !wrong.text("problem_detail").isEmpty)
        #expect(server.calls.count == 1)
        server.change { $0.doors = [] }
        #expect(try await Self.search(on: server).text("problem") == "no_calendars")
        server.change { ($0.doors, $0.home) = (["/"], nil) }
        #expect(try await Self.search(on: server).text("problem") == "no_calendars")
        server.change { $0.instead = { _ in HTTPReply(status: 207, headers: [:], body: Array("<a>".utf8)) } }
        #expect(try await Self.search(on: server).text("problem") == "not_calendar")
        let practice = try await Practice.open()
        practice.feeds.answer { _, _ in throw HTTPError.forbiddenAddress("10.0.0.1") }
        let boss = try await practice.boss()
        let inside = try await boss.post("/api/host/calendars/discover", CalDAVServer.login)
        #expect(try inside.text("problem") == "private_network")
    }

    @Test("what is no address, half a pair, or too many servers is complained of; admins search for hosts alone")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let path = "/api/host/calendars/discover"
        let wrong: [([String: any Sendable], String)] = [
            (["url": "http://cloud.example/"], "url"), (["user": NSNull()], "user"),
            (["agreed_servers": Array(repeating: "a", count: 6)], "agreed_servers"),
            (["agreed_servers": [1]], "agreed_servers[0]"), (["name": "Mine"], "name"),
        ]
        for (fields, named) in wrong {
            let answer = try await boss.post(path, CalDAVServer.login.merging(fields) { $1 })
            #expect(answer.status == 422 && answer.complainedFields == [named], "\(answer)")
        }
        let eve = try await practice.register("eve@example.com")
        let admins = "/api/admin/hosts/\(eve.userID)/calendars/discover"
        #expect(try await boss.post(admins, CalDAVServer.login).status == 404)
        practice.feeds.answer(CalDAVServer().answer)
        let own = "/api/admin/hosts/\(practice.bossID)/calendars/discover"
        #expect(try await boss.post(own, CalDAVServer.login).array("calendars").count == 2)
    }
}
