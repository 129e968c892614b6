import Foundation
import Testing

extension RealProgram {
    @Suite("What the server prints")
    struct OutputTests {
        private static let unnamed = ["ADMIN_EMAIL": "", "ADMIN_PASSWORD": ""]

        @Test("the first admin's password is told also by a start that then finds its port taken")
        func portTaken() async throws {
            let other = try await Server.start(in: try TemporaryFolder())
            let folder = try TemporaryFolder()
            let settings = Server.settings(port: other.port, more: Self.unnamed)
            let failed = try await Program.informat(environment: settings, in: folder)
            #expect(failed.status == 78 && failed.errors.contains("LISTEN"), "\(failed)")
            let (email, password) = try Self.told(failed.output)
            #expect(try await other.stop() == 0)

            let server = try await Server.start(in: folder, Self.unnamed)
            #expect(!server.program.output.text.contains("password"))
            _ = try await server.visitor.signIn(email, password)
            #expect(try await server.stop() == 0)
        }

        @Test("a standard output that takes nothing ends no server, and the password comes over standard error")
        func fullDisk() async throws {
            let folder = try TemporaryFolder()
            let settings = Server.settings(more: Self.unnamed.merging(["LOG_LEVEL": "info"]) { _, own in own })
            let program = try Program(
                "/bin/sh", ["-c", "exec \"$0\" > /dev/full", Paths.informat], environment: settings, in: folder)
            let port = try await program.errors.wait(for: "port") { text in
                text.firstMatch(of: /listening on 127\.0\.0\.1:([0-9]+)\n/).flatMap { Int($0.1) }
            }
            let (email, password) = try Self.told(program.errors.text)
            _ = try await Visitor(port: port).signIn(email, password)
            // The access log is written by the second.
            try await pause(milliseconds: 2_500)
            #expect(try await Visitor(port: port).get("/health/live").status == 200)
            program.signal(SIGTERM)
            #expect(try await program.end() == 0)
        }

        @Test("a standard error that takes nothing ends no server, also where the security log has something to say")
        func fullErrors() async throws {
            let folder = try TemporaryFolder()
            let program = try Program(
                "/bin/sh", ["-c", "exec \"$0\" 2> /dev/full", Paths.informat], environment: Server.settings(),
                in: folder)
            let server = try await Server.ready(program, in: folder)
            let wrong = ["email": Server.email, "password": "not the right one"]
            #expect(try await server.visitor.post("/api/auth/login", wrong).status == 401)
            #expect(try await server.visitor.get("/health/live").status == 200)
            #expect(try await server.stop() == 0)
            // A start that fails says so by its status at least.
            let settings = Server.settings(more: ["LISTEN": "nowhere"])
            let failed = try Program(
                "/bin/sh", ["-c", "exec \"$0\" 2> /dev/full", Paths.informat], environment: settings, in: folder)
            #expect(try await failed.end() == 78)
        }

        private static func told(_ text: String) throws -> (email: String, password: String) {
            let email = try #require(text.firstMatch(of: /admin +(\S+)\n/), "\(text)").1
            let password = try #require(text.firstMatch(of: /password +(\S+)\s/), "\(text)").1
            return (String(email), String(password))
        }
    }
}
