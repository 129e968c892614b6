import Foundation
import Testing

extension RealProgram {
    @Suite("Stopping and starting again")
    struct StopTests {
        @Test("SIGTERM lets a request and a mail under way come to their end, and the next start has nothing to repeat")
        func graceful() async throws {
            let folder = try TemporaryFolder()
            let mails = try await GatedMailPeer(in: folder)
            var server = try await Server.start(in: folder, mails.settings)
            let idle = try await Self.idleConnections(to: server, count: 50)
            _ = try await server.visitor.register("ada@example.com")
            let held = try await mails.wait(until: 1, are: "held")

            let half = try await Self.halfLogin(to: server)
            server.program.signal(SIGTERM)
            for connection in idle { #expect(try await connection.isClosed()) }
            try half.connection.send(half.rest)
            let answer = try await half.connection.answer()
            #expect(answer.status == 200, "a request under way is answered: \(answer)")
            #expect(server.program.isRunning, "it waits for the mail")
            #expect(throws: Failure.self, "it takes no more visitors") { try Connection(port: server.port) }
            try mails.open()
            #expect(try await server.program.end() == 0)
            #expect(mails.mails("taken") == held)

            server = try await Server.start(in: folder, mails.settings)
            let listing = try await server.boss().get("/api/admin/mails")
            #expect(try listing.list("mails").map { $0["state"] as? String } == ["sent"])
            #expect(try listing.list("mails").map { $0["attempts"] as? Int } == [1])
            #expect(try await server.stop() == 0)
            #expect(mails.mails("held") == held, "nothing was sent twice")
        }

        @Test(
            "a mail server that says nothing delays a stop by five seconds at most, and the mail goes out later, once")
        func silentMailServer() async throws {
            let folder = try TemporaryFolder()
            let mails = try await GatedMailPeer(in: folder)
            let first = try await Server.start(in: folder, mails.settings)
            _ = try await first.visitor.register("ada@example.com")
            let held = try await mails.wait(until: 1, are: "held")
            let start = ContinuousClock.now
            #expect(try await first.stop() == 0)
            // The whole mail would have had thirty.
            #expect(seconds(since: start) < 25)
            try mails.open()
            let second = try await Server.start(in: folder, mails.settings)
            try await mails.wait(until: 2, are: "held")
            let sent = try await mails.wait(until: 1, are: "taken")
            #expect(sent == held && mails.mails("held") == held + held, "the same Message-ID")
            let listing = try await second.boss().get("/api/admin/mails")
            #expect(try listing.list("mails").map { $0["state"] as? String } == ["sent"])
            #expect(try await second.stop() == 0)
        }

        @Test("a server that has begun to stop says so to who still asks whether it is ready")
        func ready() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            let idle = try await Self.idleConnections(to: server, count: 1)
            #expect(try await server.visitor.get("/health/ready").status == 200)
            let half = try await Self.halfLogin(to: server)
            server.program.signal(SIGTERM)
            #expect(try await idle[0].isClosed())
            // On a connection that waits for an answer one may still ask.
            try half.connection.send(half.rest + server.visitor.request("GET", "/health/ready"))
            let answers = try await half.connection.rest()
            #expect(answers.matches(of: /HTTP\/1\.1 ([0-9]+)/).map { $0.1 } == ["200", "503"], "\(answers)")
            #expect(answers.hasSuffix(#"{"status":"unavailable","reason":"stopping"}"#), "\(answers)")
            #expect(try await server.program.end() == 0)
        }

        @Test("a mail that a killed server had begun goes out within seconds of the next start")
        func leases() async throws {
            let folder = try TemporaryFolder()
            let mails = try await GatedMailPeer(in: folder)
            let first = try await Server.start(in: folder, mails.settings)
            _ = try await first.visitor.register("ada@example.com")
            let held = try await mails.wait(until: 1, are: "held")
            try await first.crash()
            try mails.open()
            let start = ContinuousClock.now
            let second = try await Server.start(in: folder, mails.settings)
            let taken = try await mails.wait(until: 1, are: "taken")
            // The lease of the first one had still half a minute to run.
            #expect(seconds(since: start) < 25)
            #expect(taken == held)
            #expect(try await second.stop() == 0)
        }

        @Test("a second server on the same database says who has it and goes, and the first serves on")
        func twoServers() async throws {
            let folder = try TemporaryFolder()
            let first = try await Server.start(in: folder)
            let second = try await Program.informat(environment: Server.settings(), in: folder)
            #expect(second.status == 74)
            #expect(second.errors.contains("process \(first.program.id) since "), "\(second.errors)")
            #expect(Transcript.lines(second.errors).count == 1)
            #expect(second.output.isEmpty)
            try await first.visitor.becomesWell()
            try await first.crash()
            // The lock goes with its process, however that ends.
            let third = try await Server.start(in: folder)
            try await third.visitor.becomesWell()
            #expect(try await third.stop() == 0)
        }

        @Test("whoever finds the lock taken does not so much as open the database")
        func locked() async throws {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
            let lock = open(folder.path("data/informat.sqlite.lock"), O_RDWR | O_CREAT, 0o600)
            defer { close(lock) }
            try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
            let second = try await Program.informat(environment: Server.settings(), in: folder)
            #expect(second.status == 74 && second.errors.contains("in use"), "\(second)")
            #expect(try folder.names(in: "data") == ["informat.sqlite.lock"])
        }

        @Test("SIGINT stops it as SIGTERM does")
        func interrupt() async throws {
            let server = try await Server.start(in: try TemporaryFolder())
            server.program.signal(SIGINT)
            #expect(try await server.program.end() == 0)
        }

        private static func idleConnections(to server: Server, count: Int) async throws -> [Connection] {
            var connections: [Connection] = []
            for _ in 1...count {
                let connection = try Connection(port: server.port)
                try connection.send(server.visitor.request("GET", "/health/live", staysOpen: true))
                #expect(try await connection.answer().status == 200)
                connections.append(connection)
            }
            return connections
        }

        /// A login whose first half the server has read when this returns.
        private static func halfLogin(to server: Server) async throws -> (connection: Connection, rest: Data) {
            let body = try JSONSerialization.data(
                withJSONObject: ["email": Server.email, "password": Server.password])
            let request = server.visitor.request("POST", "/api/auth/login", body, staysOpen: true)
            let connection = try Connection(port: server.port)
            try connection.send(request.dropLast(10))
            // Nothing tells when the server has read it; it has when it had the time to answer others.
            for _ in 1...20 { #expect(try await server.visitor.get("/health/live").status == 200) }
            try await pause(milliseconds: 200)
            return (connection, request.suffix(10))
        }
    }
}
