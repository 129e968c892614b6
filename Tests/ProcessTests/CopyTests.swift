import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Moving to PostgreSQL")
    struct CopyTests {
        @Test(
            "a practice moves with people, tokens and bookings; a running server and a second time are refused"
        )
        func moves() async throws {
            let folder = try TemporaryFolder()
            let cluster = try await PostgreSQLCluster()
            let server = try await Server.start(in: folder)
            let ada = try await server.visitor.register("ada@example.com")
            let booked = try await ada.post(
                "/api/bookings", ["service_id": try await ada.service(), "scheduled_at": try await ada.firstSlot()])
            #expect(booked.status == 201, "\(booked)")
            let running = try await Self.copy(to: cluster.url, in: folder)
            #expect(running.status == 74, "\(running)")
            #expect(running.errors.hasPrefix("informat: --from: The database is in use by process "), "\(running)")
            #expect(try await server.stop() == 0)

            let copied = try await Self.copy(to: cluster.url, in: folder)
            #expect(copied.status == 0 && copied.errors.isEmpty, "\(copied)")
            let lines = Transcript.lines(copied.output)
            #expect(lines[0].wholeMatch(of: /users +2 rows +[0-9a-f]{12}/) != nil, "\(copied.output)")
            #expect(lines.contains { $0.wholeMatch(of: /bookings +1 rows +[0-9a-f]{12}/) != nil }, "\(copied.output)")
            for word in ["JWT_SECRET", "LINK_SECRET", "jwt-secret", "link-secret in data"] {
                #expect(copied.output.contains(word), "\(copied.output)")
            }
            let again = try await Self.copy(to: cluster.url, in: folder)
            #expect(again.status == 1 && again.errors.contains("not empty: table users has rows"), "\(again)")

            // As the last line says.
            let secret = try String(contentsOfFile: folder.path("data/jwt-secret"), encoding: .utf8)
            let moved = try await Server.start(in: folder, ["DATABASE_URL": cluster.url, "JWT_SECRET": secret])
            let known = Visitor(port: moved.port, token: ada.token)
            #expect(try await known.get("/api/bookings").list("bookings").count == 1)
            #expect(try await moved.stop() == 0)
            try await cluster.end()
        }

        @Test("a copy that is killed in the middle leaves nothing, and the next one brings everything")
        func killed() async throws {
            let folder = try TemporaryFolder()
            let cluster = try await PostgreSQLCluster()
            let demo = try await Program.informat("demo", environment: Server.settings(), in: folder)
            let made = try await Program.informat(
                "migrate", environment: Server.settings(more: ["DATABASE_URL": cluster.url]), in: folder)
            #expect(demo.status == 0 && made.status == 0, "\(demo) \(made)")
            // So long that the test sees it wait there; the server notices only afterwards that nobody listens.
            _ = try await cluster.rows(
                """
                CREATE FUNCTION wait() RETURNS TRIGGER LANGUAGE plpgsql AS \
                $$ BEGIN PERFORM pg_sleep(5); RETURN NEW; END $$
                """)
            _ = try await cluster.rows(
                "CREATE TRIGGER slow BEFORE INSERT ON mails FOR EACH STATEMENT EXECUTE FUNCTION wait()")
            let copy = try Program(Paths.informat, Self.words(to: cluster.url), in: folder)
            try await eventually("the copy has come to the mails") {
                try await cluster.rows("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == ["1"]
            }
            copy.signal(SIGKILL)
            #expect(try await copy.end() == 128 + SIGKILL)
            // Waits until the server has let go.
            _ = try await cluster.rows("DROP TRIGGER slow ON mails")
            #expect(try await cluster.rows("SELECT COUNT(*) FROM users") == ["0"])
            let copied = try await Self.copy(to: cluster.url, in: folder)
            #expect(copied.status == 0, "\(copied)")
            #expect(try await cluster.rows("SELECT COUNT(*) FROM mails") == ["80"])
            try await cluster.end()
        }

        private static func words(to url: String) -> [String] {
            ["copy", "--from", "sqlite:data/informat.sqlite", "--to", url]
        }

        private static func copy(to url: String, in folder: TemporaryFolder) async throws -> Program.Result {
            try await Program.run(Paths.informat, words(to: url), in: folder)
        }
    }
}
