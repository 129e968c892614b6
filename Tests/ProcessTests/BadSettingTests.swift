import Foundation
import Testing

extension RealProgram {
    @Suite("Settings that stop the start")
    struct BadSettingTests {
        /// A start with one thing wrong: which setting must be named, and what must not be repeated.
        struct Wrong: CustomTestStringConvertible, Sendable {
            let name: String
            let settings: [String: String]
            var secret = "swordfish"
            var testDescription: String { "\(name) \(settings)" }

            init(_ name: String, _ value: String) {
                self.name = name
                settings = [name: value]
            }

            init(_ name: String, of settings: [String: String]) {
                self.name = name
                self.settings = settings
            }
        }

        static let wrong = [
            Wrong("LISTEN", "8080"), Wrong("LISTEN", "127.0.0.1:66000"), Wrong("PUBLIC_URL", "ftp://example.com"),
            Wrong("PUBLIC_URL", "https://ada:swordfish@example.com"),
            Wrong("DATABASE_URL", "mysql://ada:swordfish@db/informat"), Wrong("DATABASE_POOL", "many"),
            Wrong("JWT_SECRET", "swordfish"), Wrong("JWT_SECRET_PREVIOUS", "swordfish"), Wrong("TOKEN_MINUTES", "0"),
            Wrong("ADMIN_EMAIL", "boss"), Wrong("ADMIN_PASSWORD", "swordfish"),
            Wrong("SMTP_URL", "http://ada:swordfish@mail.example"),
            Wrong(
                "SMTP_URL",
                of: [
                    "SMTP_URL": "smtp://ada:swordfish@mail.example:port", "MAIL_FROM": "hello@practice.example",
                ]),
            Wrong("MAIL_FROM", of: ["SMTP_URL": "smtp://ada:swordfish@mail.example"]), Wrong("MAIL_FROM", "nobody"),
            Wrong("REMINDERS", "soon"), Wrong("TEMPLATES_DIR", "no-such-folder"), Wrong("CURRENCY", "gold"),
            Wrong("JITSI_URL", "meet"), Wrong("CORS_ORIGINS", "https://a.example/path"),
            Wrong("TRUSTED_PROXIES", "proxy"), Wrong("RATE_LIMITS", "maybe"), Wrong("LOG_LEVEL", "loud"),
            Wrong("STRIPE_SECRET_KEY", "swordfish"), Wrong("TZ", "Europe/Swordfish"),
        ]

        @Test("a wrong setting ends the start with status 78 and one sentence that names it", arguments: wrong)
        func named(_ wrong: Wrong) async throws {
            let folder = try TemporaryFolder()
            let result = try await Program.informat(environment: Server.settings(more: wrong.settings), in: folder)
            #expect(result.status == 78)
            let lines = Transcript.lines(result.errors)
            #expect(lines.count == 1, "\(result.errors)")
            #expect(lines.first?.hasPrefix("informat: \(wrong.name): ") == true, "\(result.errors)")
            #expect(lines.first?.hasSuffix(".") == true, "\(result.errors)")
            #expect(!result.errors.contains(wrong.secret), "\(result.errors)")
            #expect(result.output.isEmpty)
            #expect(try folder.names().isEmpty, "nothing is made before the settings are right")
        }

        @Test(
            "a file of settings from Windows is read wholly, and what it misspells stops the start"
        )
        func windows() async throws {
            let folder = try TemporaryFolder()
            let lines = [
                "\u{FEFF}# Settings of a practice", "LISTEN=127.0.0.1:0",
                "export DATABASE_URL=\"sqlite:kept/here.sqlite\"",
                "ADMIN_EMAIL=file@example.com", "ADMIN_PASSWORD='\(Server.password)' # the first one",
                "LOG_LEVEL=warning",
                "JWT_SECRET=swordfish-swordfish-swordfish-swordfish", "",
            ]
            try folder.write(lines.joined(separator: "\r\n") + "JWT_SECRT=swordfish\r\n", to: "informat.env")
            let misspelt = try await Program.informat(in: folder)
            #expect(misspelt.status == 78)
            #expect(
                misspelt.errors
                    == "informat: informat.env: “JWT_SECRT” in line 8 is not a setting; is JWT_SECRET meant?\n")
            #expect(try folder.names() == ["informat.env"], "nothing is made")

            try folder.write(lines.joined(separator: "\r\n"), to: "informat.env")
            let program = try Program(Paths.informat, ["serve"], environment: ["SMTP_URI": "swordfish"], in: folder)
            let server = try await Server.ready(program, in: folder)
            _ = try await server.visitor.signIn("file@example.com", Server.password)
            #expect(
                try folder.names(in: "kept") == [
                    "here.sqlite", "here.sqlite-shm", "here.sqlite-wal", "here.sqlite.lock",
                ])
            #expect(try await server.stop() == 0)
            #expect(program.errors.text.hasPrefix("informat: SMTP_URI is not a setting. Is SMTP_URL meant?\n"))
            #expect(!(program.errors.text + program.output.text).contains("swordfish"))
        }

        @Test("a broken template and a cut secret file stop it too")
        func files() async throws {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(
                atPath: folder.path("templates/mails"), withIntermediateDirectories: true)
            try folder.write("Hello {{#Name}}", to: "templates/mails/booking.txt.mustache")
            let settings = Server.settings(more: ["TEMPLATES_DIR": "templates"])
            let broken = try await Program.informat(environment: settings, in: folder)
            #expect(broken.status == 78)
            #expect(broken.errors.hasPrefix("informat: TEMPLATES_DIR: "), "\(broken.errors)")
            #expect(broken.errors.contains("booking.txt"), "\(broken.errors)")
        }

        @Test("a secret file that is cut, no text, no file or not to be read ends the start with a sentence")
        func secretFiles() async throws {
            let bad = ["swordfish", String(repeating: "swordfish", count: 1_000), "swordfish\u{0}", ""]
            for text in bad { try await Self.expectBadSecret { try $0.write(text, to: "data/jwt-secret") } }
            try await Self.expectBadSecret { folder in
                try Data([0xFF] + Array(repeating: 0x41, count: 40))
                    .write(to: URL(filePath: folder.path("data/jwt-secret")))
            }
            try await Self.expectBadSecret(mode: nil) { folder in
                try FileManager.default.createDirectory(
                    atPath: folder.path("data/jwt-secret"), withIntermediateDirectories: true)
            }
        }

        @Test("a secret file that others may read is refused, with what to do", arguments: [0o644, 0o640, 0o604])
        func readableSecret(mode: mode_t) async throws {
            let errors = try await Self.expectBadSecret(mode: mode) { folder in
                try folder.write(String(repeating: "swordfish", count: 5), to: "data/jwt-secret")
            }
            #expect(errors.contains("chmod 600 data/jwt-secret"), "\(errors)")
        }

        /// What a start says with a secret file like this: one sentence, without the secret.
        @discardableResult
        private static func expectBadSecret(
            mode: mode_t? = 0o600, _ make: (TemporaryFolder) throws -> Void
        ) async throws -> String {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
            try make(folder)
            if let mode { chmod(folder.path("data/jwt-secret"), mode) }
            let refused = try await Program.informat(environment: Server.settings(), in: folder)
            #expect(refused.status == 78)
            #expect(refused.errors.hasPrefix("informat: JWT_SECRET: "), "\(refused.errors)")
            #expect(Transcript.lines(refused.errors).count == 1, "\(refused.errors)")
            #expect(!refused.errors.contains("swordfish"))
            return refused.errors
        }

        @Test("an address that another program has, and a folder that cannot be made, are said in one sentence")
        func outside() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            let same = Server.settings(port: server.port, more: ["DATABASE_URL": "sqlite:other/informat.sqlite"])
            let taken = try await Program.informat(environment: same, in: folder)
            #expect(taken.status == 78)
            #expect(taken.errors.contains("informat: LISTEN: "), "\(taken.errors)")
            #expect(Transcript.lines(taken.errors).count == 1, "\(taken.errors)")
            #expect(!taken.output.contains("listens on"))
            #expect(try await server.stop() == 0)

            try folder.write("a file", to: "file")
            let inFile = Server.settings(more: ["DATABASE_URL": "sqlite:file/informat.sqlite"])
            let refused = try await Program.informat(environment: inFile, in: folder)
            #expect(refused.status != 0)
            #expect(refused.errors.hasPrefix("informat: DATABASE_URL: "), "\(refused.errors)")
            #expect(Transcript.lines(refused.errors).count == 1, "\(refused.errors)")

            try folder.write(String(repeating: "not a database ", count: 400), to: "garbage.sqlite")
            let garbage = Server.settings(more: ["DATABASE_URL": "sqlite:garbage.sqlite"])
            let unread = try await Program.informat(environment: garbage, in: folder)
            #expect(unread.status != 0)
            #expect(unread.errors.hasPrefix("informat: DATABASE_URL: "), "\(unread.errors)")
            #expect(Transcript.lines(unread.errors).count == 1, "\(unread.errors)")
        }
    }
}
