import Foundation
import Testing

extension RealProgram {
    @Suite("Clients that take more than they give")
    struct FloodTests {
        @Test(
            "two hundred who ask forty times and read nothing take little, keep nobody waiting and do not delay a stop")
        func unreadAnswers() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            #expect(try await server.visitor.get("/openapi.json").status == 200)
            let questions = Data(
                repeatElement(server.visitor.request("GET", "/openapi.json", staysOpen: true), count: 40).joined())
            let alone = try await Self.slowAnswer(of: server)
            var flood: [Connection] = []
            for _ in 1...200 {
                let connection = try Connection(port: server.port)
                try connection.send(questions)
                flood.append(connection)
            }
            // On an idle machine both are some milliseconds; tests share theirs.
            let beside = try await Self.slowAnswer(of: server)
            #expect(beside < 0.5 + 20 * alone, "\(beside) s beside the flood, \(alone) s without")
            let peak = try Self.memory("VmHWM", of: server)
            #expect(peak < 150, "\(peak) MB")
            let start = ContinuousClock.now
            #expect(try await server.stop() == 0)
            // Whoever reads an answer has three seconds then; the most that a stop may take is seventy.
            #expect(seconds(since: start) < 60)
            withExtendedLifetime(flood) {}
        }

        /// Seconds that all but a few of a hundred quick questions take at most.
        private static func slowAnswer(of server: Server) async throws -> Double {
            var times: [Double] = []
            for _ in 1...100 {
                let start = ContinuousClock.now
                #expect(try await server.visitor.get("/api/services").status == 200)
                times.append(seconds(since: start))
            }
            return times.sorted()[94]
        }

        @Test("who does not read an answer in its time is cut off")
        func slowReaders() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["ANSWER_SECONDS": "1"])
            let size = try await server.visitor.get("/openapi.json").body.count
            let connection = try Connection(port: server.port, receiveBytes: 16_384)
            let question = server.visitor.request("GET", "/openapi.json", staysOpen: true)
            // As many as may wait: several times what the kernel keeps for the server, which is four megabytes where
            // nobody has changed it.
            let count = 100
            try connection.send(Data(repeatElement(question, count: count).joined()))
            try await eventually("it is cut off") { !connection.isHeldByServer }
            // What the kernel took is there, the rest was given up.
            #expect(try await connection.rest().utf8.count < count * size)
            #expect(try await server.visitor.get("/health/live").status == 200)
            #expect(try await server.stop() == 0)
        }

        @Test("who sends a request byte by byte is cut off in its time, and who sends without an end at its bound")
        func drips() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["REQUEST_SECONDS": "1"])
            let post = "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            for opening in ["GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", post + "Content-Length: 60000\r\n\r\n{"] {
                let connection = try Connection(port: server.port)
                try connection.send(opening)
                let start = ContinuousClock.now
                await #expect(throws: Failure.self) {
                    for _ in 1...1_000 {
                        try connection.send("a")
                        try await pause(milliseconds: 100)
                    }
                }
                #expect(seconds(since: start) < 25, "without that setting it would have thirty")
            }
            let extended = post + "Transfer-Encoding: chunked\r\n\r\n1;"
            let endless = "POST /api/auth/logout HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n"
            for opening in [extended, endless] {
                let connection = try Connection(port: server.port)
                try connection.send(opening)
                let more = Data(repeating: UInt8(ascii: "x"), count: 64 * 1_024)
                // Sixteen of them are the bound; the kernels' own buffers take some more.
                #expect(throws: Failure.self) { for _ in 1...1_000 { try connection.send(more) } }
            }
            #expect(try await server.stop() == 0)
        }

        @Test("one address has so many connections and no more; whoever leaves makes room")
        func byAddress() async throws {
            let server = try await Server.start(in: try TemporaryFolder(), ["CONNECTIONS_BY_ADDRESS": "3"])
            var inside: [Connection] = []
            for _ in 1...3 {
                let connection = try Connection(port: server.port)
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                #expect(try await connection.answer().status == 200)
                inside.append(connection)
            }
            #expect(try await Connection(port: server.port).isClosed())
            inside.removeLast()
            try await eventually("there is room again") {
                (try? await server.visitor.get("/health/live").status) == 200
            }
            #expect(try await server.stop() == 0)
        }

        @Test("a trusted proxy has as many connections as it needs, within the bound for all")
        func byProxy() async throws {
            let limits = ["CONNECTIONS_BY_ADDRESS": "1", "CONNECTIONS": "5", "TRUSTED_PROXIES": "127.0.0.0/8"]
            let server = try await Server.start(in: try TemporaryFolder(), limits)
            var inside: [Connection] = []
            for _ in 1...5 {
                let connection = try Connection(port: server.port)
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                #expect(try await connection.answer().status == 200)
                inside.append(connection)
            }
            #expect(try await Connection(port: server.port).isClosed())
            #expect(try await server.stop() == 0)
            withExtendedLifetime(inside) {}
        }

        /// A line of the kernel's account of a process, in MB.
        private static func memory(_ name: String, of server: Server) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(server.program.id)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            guard let kilobytes = line?.split(separator: " ").dropLast().last.flatMap({ Int($0) }) else {
                throw Failure("no \(name) in \(status)")
            }
            return kilobytes / 1_024
        }
    }
}
