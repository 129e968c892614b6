import Foundation
import Testing

extension RealProgram {
    @Suite("Limits at the socket")
    struct LimitTests {
        @Test("a body over 64 KiB is refused with 413, told in advance or not")
        func bodies() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            let name = String(repeating: "x", count: 65 * 1_024)
            let body = Data(#"{"email":"ada@example.com","password":"\#(name)"}"#.utf8)
            let told = try Connection(port: server.port)
            // Refused by its head alone, so that the rest may find nobody.
            try? told.send(server.visitor.request("POST", "/api/auth/register", body))
            let refused = try await told.answer()
            #expect(refused.status == 413 && refused.code == "payload_too_large", "\(refused)")

            let chunked = try Connection(port: server.port)
            try chunked.send(
                "POST /api/auth/register HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n")
            try? Self.chunks(of: body, size: 4_096).forEach(chunked.send)
            let late = try await chunked.answer()
            #expect(late.status == 413 && late.code == "payload_too_large", "\(late)")

            let fitting = try Connection(port: server.port)
            try fitting.send(
                "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
            let login = Data(#"{"email":"\#(Server.email)","password":"\#(Server.password)"}"#.utf8)
            try Self.chunks(of: login, size: 7).forEach(fitting.send)
            #expect(try await fitting.answer().status == 200)
            #expect(try await server.stop() == 0)
        }

        @Test("neither a head without measure nor bytes without sense harm it")
        func garbage() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            let million = String(repeating: "a", count: 1_000_000)
            var chance = Chance()
            let noise = Data((0..<100_000).map { _ in UInt8.random(in: .min ... .max, using: &chance) })
            let heads = [
                Data("GET /\(million) HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
                Data("GET /health HTTP/1.1\r\nHost: a\r\nX-Much: \(million)\r\n\r\n".utf8),
                Data(
                    "GET /health HTTP/1.1\r\n\(String(repeating: "X-Many: 1\r\n", count: 10_000))\r\n".utf8),
                Data("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n".utf8),
                Data("POST /api/auth/login HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nx".utf8),
                Data("POST /api/auth/login HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nx".utf8),
                Data("GARBAGE\r\n\r\n".utf8), Data([0, 0, 0, 0, 13, 10, 13, 10]), noise,
            ]
            for head in heads {
                let connection = try Connection(port: server.port)
                try? connection.send(head)
                let answer = try? await connection.answer(withinSeconds: 10)
                let opening = String(decoding: head.prefix(100), as: UTF8.self)
                #expect(answer.map { (400..<500).contains($0.status) } ?? true, "\(opening) has \(answer!)")
                #expect(try await server.visitor.get("/api/services").status == 200)
            }
            // Someone who hangs up in the middle of a body is no more than that.
            try Connection(port: server.port).send(
                server.visitor.request("POST", "/api/auth/login", Data(count: 9)).dropLast())
            for _ in 1...5 { #expect(try await server.visitor.get("/api/services").status == 200) }
            #expect(try await server.stop() == 0)
            let errors = try await server.program.errors.whole()
            #expect(!errors.contains("Fatal error") && !errors.contains("bug:"), "\(errors.suffix(2_000))")
        }

        @Test("five hundred visitors who stay connected and say nothing keep nobody out")
        func idleConnections() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["CONNECTIONS_BY_ADDRESS": "1000"])
            try Self.allowDescriptors(3_000)
            var connections: [Connection] = []
            for _ in 1...500 {
                let connection = try Connection(port: server.port)
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                connections.append(connection)
            }
            for connection in connections { #expect(try await connection.answer().status == 200) }
            let boss = try await server.boss()
            #expect(try await boss.get("/api/admin/bookings").status == 200)
            for connection in [connections[0], connections[499]] {
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                #expect(try await connection.answer().status == 200)
            }
            #expect(try await server.stop() == 0)
        }

        @Test("with no file descriptor left it waits for visitors to go, and then serves on")
        func descriptors() async throws {
            let folder = try TemporaryFolder()
            let program = try Program(
                "/bin/sh", ["-c", "ulimit -n 120; exec \"$0\"", Paths.informat], environment: Server.settings(),
                in: folder)
            let server = try await Server.ready(program, in: folder)
            var connections: [Connection] = []
            for _ in 1...200 {
                let connection = try Connection(port: server.port)
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                connections.append(connection)
            }
            #expect(try await connections[0].answer().status == 200)
            await #expect(throws: Failure.self) { try await connections[199].answer(withinSeconds: 1) }
            connections = []
            try await eventually("it answers again") {
                (try? await server.visitor.get("/health").status) == 200
            }
            _ = try await server.visitor.register("ada@example.com")
            #expect(try await server.stop() == 0)
        }

        private static func chunks(of body: Data, size: Int) -> [Data] {
            let pieces = stride(from: 0, to: body.count, by: size).map { start in
                let piece = body[start..<min(start + size, body.count)]
                return Data("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Data("\r\n".utf8)
            }
            return pieces + [Data("0\r\n\r\n".utf8)]
        }

        /// Lets this process have more descriptors, where it may.
        private static func allowDescriptors(_ wanted: rlim_t) throws {
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
            guard limit.rlim_cur < wanted else { return }
            limit.rlim_cur = min(wanted, limit.rlim_max)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        }
    }
}
