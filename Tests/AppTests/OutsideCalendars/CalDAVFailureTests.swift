import App
import Foundation
import Testing
import Wire

@Suite("Calendars by CalDAV that fail")
struct CalDAVFailureTests {
    private static let noon = KeptFeeds.event(jan("06T12:00"), jan("06T13:00"), uid: "noon")

    private static func reply(_ status: Int, _ text: String) -> HTTPReply {
        HTTPReply(status: status, headers: [:], body: Array(text.utf8))
    }

    /// A server whose calendar was read, and then changed.
    private static func linked(_ server: CalDAVServer) async throws -> LinkedPractice {
        server.enter(noon, as: "noon")
        let linked = try await LinkedPractice.open(server)
        server.remove("noon")
        server.enter(KeptFeeds.event(jan("06T09:00"), jan("06T10:00"), uid: "b"), as: "b")
        return linked
    }

    @Test(
        "whatever comes in place of its events, what was read before stays, and what is wrong is told",
        arguments: [
            (401, "", "wrong_password"), (403, "", "wrong_password"), (404, "", "gone"), (410, "", "gone"),
            (500, "", "failing"), (200, "<!DOCTYPE html><title>Sign in</title>", "failing"),
            (207, "<!DOCTYPE html><title>Sign in</title>", "not_calendar"), (207, "", "not_calendar"),
            (207, "<a/>", "not_calendar"), (207, "<d:multistatus xmlns:d='DAV:'><d:response>", "not_calendar"),
        ], ["PROPFIND", "REPORT"])
    func kinds(answer: (status: Int, text: String, problem: String), method: String) async throws {
        let server = CalDAVServer()
        let linked = try await Self.linked(server)
        server.change { state in
            state.instead = { $0.method == method ? Self.reply(answer.status, answer.text) : nil }
        }
        try await linked.pollQuickly()
        #expect(try await linked.state().text("problem") == answer.problem, "\(answer) to \(method)")
        #expect(try await linked.taken() == [jan("06T12:00")])
    }

    @Test("half a list of events, as servers give of one that is too long, is none")
    func truncated() async throws {
        let server = CalDAVServer()
        let linked = try await Self.linked(server)
        server.change { state in
            state.instead = { call in
                guard call.method == "REPORT" else { return nil }
                return Self.reply(
                    207,
                    "<multistatus xmlns='DAV:'><response><href>/calendars/ada/personal/</href>"
                        + "<status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>")
            }
        }
        try await linked.pollQuickly()
        #expect(try await linked.state().text("problem") == "too_large")
        #expect(try await linked.taken() == [jan("06T12:00")])
    }

    @Test("a password that is not accepted any more is shown once an hour, so that nobody is locked out there")
    func lock() async throws {
        let server = CalDAVServer()
        let linked = try await Self.linked(server)
        server.change { $0.instead = { _ in Self.reply(401, "") } }
        try await linked.pollQuickly()
        server.forget()
        linked.practice.clock.move(seconds: 3_590)
        try await linked.practice.work()
        #expect(server.calls.isEmpty)
        #expect(try await linked.state().text("problem_detail").contains("app password"))
        let path = "/api/host/calendars/\(linked.calendar)"
        server.change { $0.instead = nil }
        #expect(try await linked.boss.patch(path, ["password": "app-pass-word-1"]).status == 200)
        try await linked.practice.work()
        #expect(try await linked.taken() == [jan("06T09:00")])
        #expect(try await linked.state().isNull("problem"))
    }

    @Test("a calendar that moved is followed on its own server")
    func moved() async throws {
        let server = CalDAVServer()
        let linked = try await Self.linked(server)
        server.change { $0.redirects = ["/old/": "/calendars/ada/personal/"] }
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.boss.patch(path, ["url": CalDAVServer.address + "old/"]).status == 200)
        try await linked.practice.work()
        #expect(try await linked.taken() == [jan("06T09:00")])
        #expect(server.lines.contains("REPORT /old/") && server.lines.contains("REPORT /calendars/ada/personal/"))
    }

    @Test(
        "the password goes to no other server, and never to where nothing is encrypted",
        arguments: [
            "https://other.example/calendars/", "http://cloud.example/calendars/", "//cloud.example:8443/", "ftp://a/",
            "https://cloud.example.evil.example/", "https://x@cloud.example/", "",
        ])
    func elsewhere(next: String) async throws {
        let server = CalDAVServer()
        let linked = try await Self.linked(server)
        server.change { state in
            state.instead = { _ in HTTPReply(status: 301, headers: ["location": next], body: []) }
            state.calls = []
        }
        let answer = try await linked.boss.post("/api/host/calendars/\(linked.calendar)/check")
        #expect(try answer.object("calendar").text("problem") == "redirected")
        #expect(server.calls.allSatisfy { $0.url.hasPrefix(CalDAVServer.address) })
        #expect(server.calls.count <= 4)
    }
}
