import Foundation
import Testing

extension RealProgram {
    /// What only the bytes on the wire show.
    @Suite("Requests as they are written")
    struct WireFormTests {
        @Test("requests that are sent at once are answered in their order, also when the client then closes its side")
        func pipelined() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            let connection = try Connection(port: server.port)
            let body = Data(#"{"email":"nobody@example.com","password":"not the right one"}"#.utf8)
            let paths = (1...20).map { $0 % 2 == 0 ? "/health/live" : "/nowhere" }
            var bytes = Data()
            for path in paths { bytes += server.visitor.request("GET", path, staysOpen: true) }
            bytes += server.visitor.request("POST", "/api/auth/login", body, staysOpen: true)
            try connection.send(bytes)
            connection.endSending()
            let statuses = try await connection.rest().matches(of: /HTTP\/1\.1 ([0-9]+)/).map { String($0.1) }
            #expect(statuses == paths.map { $0 == "/nowhere" ? "404" : "200" } + ["401"])
            #expect(try await server.stop() == 0)
        }

        @Test("a request names one host; HTTP/1.0 may leave it out")
        func hosts() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            func status(_ request: String) async throws -> Answer {
                let connection = try Connection(port: server.port)
                try connection.send(request)
                return try await connection.answer()
            }
            let none = try await status("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(none.status == 400 && none.code == "bad_request")
            let two = try await status("GET /health/live HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n")
            #expect(two.status == 400 && two.code == "bad_request")
            let twins = try await status("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(twins.status == 400)
            #expect(try await status("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").status == 200)
            #expect(try await status("GET /health/live HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n").status == 200)
            #expect(try await status("GET /health/live HTTP/1.0\r\n\r\n").status == 200)
            #expect(try await status("GET /health/live HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n").status == 400)
            #expect(try await server.stop() == 0)
        }

        @Test("who asks before sending a body is told to go on, unless it would be too long")
        func expectations() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            let body = Data(#"{"email":"\#(Server.email)","password":"\#(Server.password)"}"#.utf8)
            let head =
                "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nConnection: close\r\n"
            let asking = try Connection(port: server.port)
            try asking.send(head + "Content-Length: \(body.count)\r\n\r\n")
            let told = try await asking.first(25)
            #expect(told == "HTTP/1.1 100 Continue\r\n\r\n")
            try asking.send(body)
            #expect(try await asking.answer().status == 200)
            let long = try Connection(port: server.port)
            try long.send(head + "Content-Length: 70000\r\n\r\n")
            #expect(try await long.answer().status == 413)
            #expect(try await server.stop() == 0)
        }
    }
}
