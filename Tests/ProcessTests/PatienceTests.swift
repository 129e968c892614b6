import Foundation
import Testing

/// Beside the others, because they only wait.
@Suite("Patience of the real program", .timeLimit(.minutes(15)))
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
            #expect(try await connection.isClosed(withinSeconds: 300 - seconds(since: start)), "\(opening)")
        }
        #expect(seconds(since: start) > 20, "nobody is hurried either")
        try await server.visitor.becomesWell()
        #expect(try await server.stop() == 0)
    }
}
