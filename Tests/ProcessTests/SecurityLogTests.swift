import Foundation
import Testing

extension RealProgram {
    @Suite("The security log")
    struct SecurityLogTests {
        @Test("what was tried and refused stands there with address and request, and fail2ban reads it by our filter")
        func lines() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, ["LOG_LEVEL": "critical", "TRUSTED_PROXIES": "127.0.0.1"])
            let wrong = try await Self.login(server, "not the right one", from: "203.0.113.7")
            #expect(wrong.status == 401)
            #expect(try await Self.login(server, "not the right one", from: "[2001:db8::7]:4711").status == 401)
            let session = try await server.visitor.post(
                "/api/auth/register", ["email": "ada@example.com", "password": Server.password])
            let person = try #require(try session.object("user")["id"] as? Int)
            let right: [String: any Sendable] = ["is_host": true]
            let boss = try await server.boss()
            let admin = try await boss.ownID()
            #expect(try await boss.ask("PATCH", "/api/admin/users/\(person)", right).status == 200)
            #expect(try await server.stop() == 0)
            let lines = Transcript.lines(try await server.program.errors.whole()).map(String.init)
                .filter { $0.contains(" security ") }
            let id = try #require(wrong.headers["x-request-id"])
            #expect(lines.count == 3, "\(lines)")
            #expect(lines[0].hasSuffix("Z security sign_in_failed address=203.0.113.7 request=\(id)"))
            #expect(lines[1].contains("Z security sign_in_failed address=2001:db8::7 request="))
            #expect(lines[2].contains("Z security rights_changed address=127.0.0.1 request="))
            #expect(lines[2].hasSuffix(" person=\(person) by=\(admin) detail=is_host:true"))
            try await Self.read(lines, by: folder)
        }

        private static func login(_ server: Server, _ password: String, from address: String) async throws -> Answer {
            let body = try JSONSerialization.data(withJSONObject: ["email": Server.email, "password": password])
            let request = String(decoding: server.visitor.request("POST", "/api/auth/login", body), as: UTF8.self)
            let connection = try Connection(port: server.port)
            let named = "X-Forwarded-For: \(address)\r\nContent-Type"
            try connection.send(request.replacing("Content-Type", with: named))
            return try await connection.answer()
        }

        /// Failed sign-ins are found, in a file and as the journal tells them, and changed rights are not.
        private static func read(_ lines: [String], by folder: TemporaryFolder) async throws {
            let document = try String(contentsOf: Paths.root.appending(path: "docs/OPERATIONS.md"), encoding: .utf8)
            let filter = try #require(document.firstMatch(of: /```ini\n(\[Definition\][^`]*)```/)).1
            try folder.write(String(filter), to: "informat.conf")
            let journal = lines.map { "practice informat[71]: \($0)" }
            for (name, text) in [("file.log", lines), ("journal.log", journal)] {
                try folder.write(text.joined(separator: "\n") + "\n", to: name)
                let result = try await Program.run(
                    "/usr/bin/fail2ban-regex", [folder.path(name), folder.path("informat.conf")], in: folder)
                #expect(
                    result.status == 0 && result.output.contains("Lines: 3 lines, 0 ignored, 2 matched, 1 missed"),
                    "\(result)")
            }
        }
    }
}
