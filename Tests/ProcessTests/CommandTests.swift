import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("The command line")
    struct CommandTests {
        @Test("--version and --help answer without making anything, and an unknown word is refused")
        func words() async throws {
            let folder = try TemporaryFolder()
            let version = try await Program.informat("--version", in: folder)
            #expect(version.status == 0)
            #expect(version.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\S*\n/) != nil, "\(version.output)")
            let help = try await Program.informat("--help", in: folder)
            #expect(help.status == 0)
            for word in ["serve", "migrate", "admin", "--version", "informat.env"] {
                #expect(help.output.contains(word), "\(word)")
            }
            let unknown = try await Program.informat("dance", in: folder)
            #expect(unknown.status == 64)
            #expect(!unknown.errors.isEmpty)
            #expect(try folder.names().isEmpty)
        }

        @Test("migrate makes a database once, and a server starts on it as on a fresh one")
        func migrate() async throws {
            let folder = try TemporaryFolder()
            let first = try await Program.informat("migrate", environment: Server.settings(), in: folder)
            #expect(first.status == 0)
            #expect(first.output.hasPrefix("Done: 001 "), "\(first.output)")
            let second = try await Program.informat("migrate", environment: Server.settings(), in: folder)
            #expect(second.status == 0)
            #expect(second.output == "The database is up to date.\n")
            let server = try await Server.start(in: folder)
            #expect(try await server.boss().get("/api/services").list("services").count == 1)
            let third = try await Program.informat("migrate", environment: Server.settings(), in: folder)
            #expect(third.status == 0, "also while the server runs: \(third.errors)")
            #expect(try await server.stop() == 0)
        }

        @Test(
            "an admin is made in an empty folder, also on PostgreSQL, where the secrets stay in that folder"
        )
        func adminOnPostgreSQL() async throws {
            let folder = try TemporaryFolder()
            let url = try await PostgreSQLPlace.url(schema: "admin-\(UUID().uuidString)")
            let settings = Server.settings(more: ["DATABASE_URL": url])
            let made = try await Program.informat(
                "admin", "create", "ada@example.com", environment: settings, in: folder)
            #expect(made.status == 0 && made.output.hasPrefix("admin      ada@example.com\n"), "\(made)")
            #expect(try folder.names(in: "data") == ["jwt-secret", "link-secret"])
        }

        @Test("a file of settings is read, the environment wins, and a file that is named must be there")
        func configuration() async throws {
            let folder = try TemporaryFolder()
            let lines = [
                "# Settings of a practice", "LISTEN=127.0.0.1:0", "DATABASE_URL=sqlite:kept/here.sqlite",
                "CURRENCY=eur",
                "ADMIN_EMAIL=file@example.com", "ADMIN_PASSWORD=\(Server.password)", "LOG_LEVEL=warning",
            ]
            try folder.write(lines.joined(separator: "\n") + "\n", to: "practice.env")
            let program = try Program(
                Paths.informat, ["--config", "practice.env"], environment: ["CURRENCY": "chf"], in: folder)
            let server = try await Server.ready(program, in: folder)
            _ = try await server.visitor.signIn("file@example.com", Server.password)
            let service = try #require(try await server.visitor.get("/api/services").list("services").first)
            #expect(service["currency"] as? String == "chf")
            #expect(try folder.names(in: "kept").contains("here.sqlite"))
            #expect(try await server.stop() == 0)

            try FileManager.default.moveItem(atPath: folder.path("practice.env"), toPath: folder.path("informat.env"))
            let unnamed = try await Server.ready(try Program(Paths.informat, ["serve"], in: folder), in: folder)
            _ = try await unnamed.visitor.signIn("file@example.com", Server.password)
            #expect(try await unnamed.stop() == 0)

            let missing = try await Program.informat("serve", "--config", "practice.env", in: folder)
            #expect(missing.status == 78)
            #expect(missing.errors.hasPrefix("informat: --config: ") && missing.errors.contains("practice.env"))
        }

        @Test("admin create and admin promote work beside a running server, and say what they cannot do")
        func admins() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            let client = try await server.visitor.register("ada@example.com")
            #expect(try await client.get("/api/admin/users").status == 403)
            let promoted = try await Self.admin(["promote", "Ada@Example.com"], folder)
            #expect(promoted.status == 0, "\(promoted.errors)")
            #expect(promoted.output.contains("is an admin now"))
            #expect(try await client.get("/api/admin/users").status == 200, "at once, with the token of before")

            let created = try await Self.admin(["create", "grace@example.com"], folder)
            #expect(created.status == 0, "\(created.errors)")
            let password = try #require(created.output.firstMatch(of: /password +(\S+)/)).1
            let grace = try await server.visitor.signIn("grace@example.com", String(password))
            let shown = try await grace.get("/api/users/me").object("user")
            #expect(shown["is_admin"] as? Bool == true)
            #expect(shown["is_host"] as? Bool == false)

            let chosen = try await Self.admin(
                ["create", "--host", "alan@example.com"], folder, ["ADMIN_PASSWORD": "a password of my own"])
            #expect(chosen.status == 0, "\(chosen.errors)")
            #expect(!chosen.output.contains("a password of my own") && !chosen.errors.contains("a password of my own"))
            let alan = try await server.visitor.signIn("alan@example.com", "a password of my own")
            #expect(try await alan.get("/api/users/me").object("user")["is_host"] as? Bool == true)

            for words in [["create", "grace@example.com"], ["create", "nobody"], ["promote", "who@example.com"]] {
                let refused = try await Self.admin(words, folder)
                #expect(refused.status == 1, "\(words): \(refused)")
                #expect(refused.errors.hasPrefix("informat: ") && Transcript.lines(refused.errors).count == 1)
                #expect(refused.output.isEmpty)
            }
            #expect(try await server.stop() == 0)
        }

        @Test("admin reset-totp takes a lost second factor away beside a running server, and its owner is told by mail")
        func resetTOTP() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            let ada = try await server.visitor.register("ada@example.com")
            try await server.prove("ada@example.com")
            let begun = try await ada.post("/api/users/me/totp", ["current_password": Server.password])
            let peer = Paths.root.path + "/Tests/ProcessTests/Peers/authenticator.py"
            let app = try await Program.run(Paths.python, ["-B", peer, try begun.text("secret")], in: folder)
            let code = app.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try await ada.post("/api/users/me/totp/confirm", ["code": code]).status == 200)
            let login = ["email": "ada@example.com", "password": Server.password]
            #expect(try await server.visitor.post("/api/auth/login", login).code == "totp_required")
            let reset = try await Self.admin(["reset-totp", "Ada@Example.com"], folder)
            #expect(reset.status == 0 && reset.output.contains("has no second factor any more"), "\(reset)")
            #expect(try await server.visitor.post("/api/auth/login", login).status == 200)
            try await eventually("ada is told") {
                try folder.names(in: "data/mails").filter { $0.contains("ada@example.com") && $0.hasSuffix(".eml") }
                    .contains { try folder.text("data/mails/\($0)").contains("Subject: The second factor of your") }
            }

            for words in [["reset-totp", "who@example.com"], ["reset-totp"]] {
                let refused = try await Self.admin(words, folder)
                #expect(
                    refused.status != 0 && !refused.errors.isEmpty && refused.output.isEmpty, "\(words): \(refused)")
            }
            #expect(try await server.stop() == 0)
        }

        private static func admin(
            _ words: [String], _ folder: TemporaryFolder, _ more: [String: String] = [:]
        ) async throws -> Program.Result {
            let settings = Server.settings(more: ["ADMIN_PASSWORD": ""].merging(more) { _, own in own })
            return try await Program.run(
                Paths.informat, ["admin"] + words, environment: settings, in: folder)
        }
    }
}
