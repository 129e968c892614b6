import App
import Foundation
import Testing
import Wire

@Suite("Linking calendars by CalDAV")
struct CalDAVSetupTests {
    private static let wish = CalDAVServer.login.merging(["kind": "caldav", "url": CalDAVServer.personal]) { $1 }

    @Test("user and password stand in no table and no answer, and are not needed again to change something else")
    func secrecy() async throws {
        let server = CalDAVServer()
        let linked = try await LinkedPractice.open(server, ["writes": true, "titles": "name"])
        let rows = try await linked.practice.app.database.read { tx in
            try CopyTable.all.flatMap { table in
                var texts: [String] = []
                try table.forEachRow(in: tx) { row, columns in
                    texts += try (0..<columns).map { "\(try row.value($0))" }
                }
                return texts
            }
        }
        #expect(rows.count > 100)
        let path = "/api/host/calendars/\(linked.calendar)"
        let answers = [
            try await linked.boss.get("/api/host/calendars"), try await linked.boss.get("/api/users/me/export"),
            try await linked.boss.patch(path, ["titles": "private"]),
        ]
        for secret in ["app-pass-word-1", "calendars/ada"] {
            #expect(!rows.contains { $0.contains(secret) }, "\(secret)")
            #expect(answers.allSatisfy { $0.status == 200 && !$0.text.contains(secret) }, "\(secret)")
        }
        #expect(answers.allSatisfy { !$0.text.contains("\"ada\"") })
        let state = try await linked.state()
        #expect(try state.text("titles") == "private" && state.flag("writes"))
        server.forget()
        try await linked.pollQuickly()
        #expect(server.calls.allSatisfy { $0.credentials != nil } && !server.calls.isEmpty)
    }

    @Test(
        "what a kind does not have, and one half of a pair, is complained of",
        arguments: [
            (["kind": "feed"], ["user"]), (["kind": "caldav", "password": ""], ["password"]),
            (["kind": "caldav", "user": ""], ["user"]), (["kind": "caldav", "user": "a\u{1}"], ["user"]),
            (["kind": "caldav", "password": String(repeating: "a", count: 201)], ["password"]),
            (["kind": "exchange"], ["kind"]), (["titles": "all"], ["titles"]),
        ])
    func complaints(fields: [String: String], named: [String]) async throws {
        let practice = try await Practice.open()
        let wish = Self.wish.merging(fields) { $1 }
        let answer = try await practice.boss().post("/api/host/calendars", wish)
        #expect(answer.status == 422 && answer.complainedFields == named, "\(answer)")
    }

    @Test("bookings can be entered into one calendar of a host alone, and into no feed")
    func written() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let feed: [String: any Sendable] = ["url": "https://calendar.example/a.ics", "writes": true]
        #expect(try await boss.post("/api/host/calendars", feed).complainedFields == ["writes"])
        let first = try await boss.post("/api/host/calendars", Self.wish.merging(["writes": true]) { $1 })
        #expect(first.status == 201)
        let second = Self.wish.merging(["url": CalDAVServer.address + "calendars/ada/work/"]) { $1 }
        #expect(
            try await boss.post("/api/host/calendars", second.merging(["writes": true]) { $1 }).complainedFields
                == ["writes"])
        let id = try await boss.post("/api/host/calendars", second).object("calendar").int("id")
        let path = "/api/host/calendars/\(id)"
        #expect(try await boss.patch(path, ["writes": true]).complainedFields == ["writes"])
        let other = "/api/host/calendars/\(try first.object("calendar").int("id"))"
        #expect(try await boss.patch(other, ["writes": false]).status == 200)
        #expect(try await boss.patch(path, ["writes": true]).status == 200)
    }

    @Test("a password stays with its server and its encryption: for another one it is entered once more")
    func otherServer() async throws {
        let server = CalDAVServer()
        let linked = try await LinkedPractice.open(server)
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.boss.patch(path, ["kind": "feed"]).complainedFields == ["kind"])
        for url in ["https://other.example/calendars/", "https://cloud.example:8443/calendars/"] {
            #expect(try await linked.boss.patch(path, ["url": url]).complainedFields == ["password"], "\(url)")
        }
        server.forget()
        let same = CalDAVServer.address + "calendars/ada/the%20team/"
        #expect(try await linked.boss.patch(path, ["url": same]).status == 200)
        try await linked.practice.work()
        #expect(server.lines.first == "PROPFIND /calendars/ada/the%20team/")
        let moved = ["url": "https://other.example/calendars/ada/", "password": "new"]
        #expect(try await linked.boss.patch(path, moved).status == 200)
        server.forget()
        try await linked.practice.work()
        #expect(server.calls.first?.credentials == HTTPCredentials(user: "ada", password: "new"))
    }

    @Test("under another JWT_SECRET user and password are sealed anew, and still let in")
    func rotation() async throws {
        let server = CalDAVServer()
        let linked = try await LinkedPractice.open(server)
        func stored() async throws -> [String] {
            try await linked.practice.texts(
                "SELECT sealed_user || ' ' || sealed_password || ' ' || key_name FROM calendar_links")
        }
        let before = try await stored()
        let next = try await linked.practice.anotherServer {
            ($0.jwtSecret, $0.jwtSecretPrevious) = (
                "another secret for tests, as long as that", "a secret for tests that is long enough"
            )
        }
        _ = try await next.prepare()
        #expect(try await stored() != before)
        linked.practice.clock.move(seconds: 720)
        server.forget()
        try await next.worker.runAllDue()
        #expect(server.lines == ["PROPFIND /calendars/ada/personal/"])
        #expect(server.calls.first?.credentials == HTTPCredentials(user: "ada", password: "app-pass-word-1"))
    }
}
