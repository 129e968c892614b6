import Foundation
import Testing

/// Beside the others, because they only wait.
@Suite("Patience of the real program", .timeLimit(.minutes(5)))
struct PatienceTests {
    @Test("whoever stops in the middle of a request, or says nothing at all, is hung up on after a minute")
    func idleTimeout() async throws {
        let server = try await Server.start(in: try TemporaryFolder())
        let openings = [
            "", "GET /health HTTP/1.1\r\nHost: a\r\nX-Slo",
            "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
        ]
        let start = ContinuousClock.now
        let connections = try openings.map { opening in
            let connection = try Connection(port: server.port)
            try connection.send(opening)
            return connection
        }
        for (connection, opening) in zip(connections, openings) {
            #expect(try await connection.isClosed(withinSeconds: 100 - seconds(since: start)), "\(opening)")
        }
        #expect(seconds(since: start) > 20, "nobody is hurried either")
        #expect(try await server.visitor.get("/health").status == 200)
        #expect(try await server.stop() == 0)
    }

    @Test("a mail server that never answers delays the stop by its time limit only, and the mail stays due")
    func hangingMailServer() async throws {
        let folder = try TemporaryFolder()
        let mails = try await GatedMailPeer(in: folder)
        var server = try await Server.start(in: folder, mails.settings)
        _ = try await server.visitor.register("ada@example.com")
        let held = try await mails.wait(until: 1, are: "held", withinSeconds: 20)
        // Half a minute for the mail, half a minute for the farewell to its server.
        #expect(try await server.stop(withinSeconds: 75) == 0)

        try mails.open()
        server = try await Server.start(in: folder, mails.settings)
        let mail = try #require(try await server.boss().get("/api/admin/mails").list("mails").first)
        #expect(mail["state"] as? String == "due")
        #expect(mail["error"] is String, "how it ended is noted: \(mail)")
        #expect(mail["attempts"] as? Int == 1)
        // Its next attempt is a minute after the first.
        let repeated = try await mails.wait(until: 2, are: "held", withinSeconds: 90)
        #expect(Set(repeated) == Set(held), "a repetition has the same Message-ID")
        try await eventually("the mail is sent", withinSeconds: 10) {
            try await server.boss().get("/api/admin/mails?state=sent").number("total") == 1
        }
        #expect(try await server.stop() == 0)
    }
}
