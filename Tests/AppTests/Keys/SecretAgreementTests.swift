import App
import Foundation
import Testing

@Suite("Servers and their secrets")
struct SecretAgreementTests {
    private static let (old, new) = (String(repeating: "old ", count: 8), String(repeating: "new ", count: 8))
    private static let other = String(repeating: "other ", count: 8)

    /// A practice whose database several servers share; its own server is not one of them.
    private static func shared() async throws -> Practice {
        let practice = try await Practice.open()
        try await practice.run("DELETE FROM signing_secrets")
        return practice
    }

    private static func server(
        _ practice: Practice, _ secret: String, previous: String? = nil
    ) async throws -> App {
        let app = try await practice.anotherServer {
            $0.jwtSecret = secret
            $0.jwtSecretPrevious = previous
        }
        // Not `prepare`, by which a server on SQLite makes sure that it is the only one.
        try await app.noteAgain()
        return app
    }

    private static func isReady(_ app: App) async throws -> Bool {
        let answer = try await Asker(app: app).get("/health/ready")
        if answer.status == 503 { #expect(try answer.text("reason") == "secret") }
        return answer.status == 200
    }

    @Test("servers with one secret are ready, and the database holds nothing of it")
    func same() async throws {
        let practice = try await Self.shared()
        let (one, two) = (try await Self.server(practice, Self.old), try await Self.server(practice, Self.old))
        for server in [one, two] { #expect(try await Self.isReady(server)) }
        let kept = try await practice.texts("SELECT present || previous FROM signing_secrets")
        #expect(kept.count == 2 && kept.allSatisfy { !$0.contains("old") }, "one for tokens, one for links")
    }

    @Test("a server that comes with another secret says so; those that were there go on")
    func different() async throws {
        let practice = try await Self.shared()
        let first = try await Self.server(practice, Self.old)
        let second = try await Self.server(practice, Self.new)
        #expect(try await Self.isReady(first))
        #expect(try await !Self.isReady(second))
        let health = try await Asker(app: second).get("/health")
        #expect(try health.status == 503 && health.object("checks").text("secret") == "differs")
        let metrics = try await Asker(app: second).get("/metrics").text
        #expect(metrics.contains("informat_secret_differs 1"))
        // Once the first is gone for a minute, the second is right.
        practice.clock.move(seconds: 61)
        #expect(try await Self.isReady(second))
    }

    @Test("a change of the secret step by step keeps every server ready")
    func rolling() async throws {
        let practice = try await Self.shared()
        var servers = [try await Self.server(practice, Self.old), try await Self.server(practice, Self.old)]
        /// Each server starts anew after the other, and all are asked in between.
        func roll(_ secret: String, previous: String?) async throws {
            for number in servers.indices {
                servers[number] = try await Self.server(practice, secret, previous: previous)
                for server in servers { #expect(try await Self.isReady(server), "\(number)") }
            }
            // The old ones' word ends.
            practice.clock.move(seconds: 40)
            for server in servers { try await server.noteAgain() }
            practice.clock.move(seconds: 40)
            for server in servers { #expect(try await Self.isReady(server)) }
        }
        try await roll(Self.old, previous: Self.new)
        try await roll(Self.new, previous: Self.old)
        try await roll(Self.new, previous: nil)
    }

    @Test("in a change of the secret in one step, the servers that do not know the new one are the ones not ready")
    func oneStep() async throws {
        let practice = try await Self.shared()
        let behind = try await Self.server(practice, Self.old)
        let ahead = try await Self.server(practice, Self.new, previous: Self.old)
        #expect(try await Self.isReady(ahead))
        #expect(try await !Self.isReady(behind))
    }

    @Test("servers whose links differ are noticed as those whose tokens do, and LINK_SECRET can be set step by step")
    func links() async throws {
        let practice = try await Self.shared()
        func server(_ link: String?, previous: String? = nil) async throws -> App {
            let app = try await practice.anotherServer {
                $0.linkSecret = link
                $0.linkSecretPrevious = previous
            }
            try await app.noteAgain()
            return app
        }
        let derived = try await server(nil)
        // The new one believes what the others make, so that they are behind.
        let first = try await server(Self.new)
        #expect(try await Self.isReady(first))
        #expect(try await !Self.isReady(derived))
        // Told of the secret before, they are not.
        let told = try await server(nil, previous: Self.new)
        for server in [told, first] { #expect(try await Self.isReady(server)) }
        let stranger = try await server(Self.other)
        #expect(try await !Self.isReady(stranger))
        #expect(try await Asker(app: stranger).get("/health").object("checks").text("secret") == "differs")
    }

    @Test("a sole server may change its secret as it likes", .enabled(if: Engine.chosen == .sqlite))
    func alone() async throws {
        let practice = try await Self.shared()
        _ = try await Self.server(practice, Self.old)
        let next = try await practice.anotherServer { $0.jwtSecret = Self.new }
        #expect(try await next.prepare() == [])
        #expect(try await Self.isReady(next))
    }

    @Test("who starts with another secret is told so", .enabled(if: Engine.chosen == .postgresql))
    func start() async throws {
        let practice = try await Self.shared()
        _ = try await Self.server(practice, Self.old)
        let next = try await practice.anotherServer { $0.jwtSecret = Self.new }
        // What links are derived from follows JWT_SECRET, where they have no secret of their own.
        #expect(try await next.prepare() == [.tokens, .links])
        let ownLinks = try await practice.anotherServer {
            $0.jwtSecret = Self.old
            $0.linkSecret = Self.new
        }
        #expect(try await ownLinks.prepare() == [])
        let otherLinks = try await practice.anotherServer {
            $0.jwtSecret = Self.old
            $0.linkSecret = Self.other
        }
        #expect(try await otherLinks.prepare() == [.links])
    }

    @Test("the doctor says so where servers run that the settings' secret does not know")
    func doctor() async throws {
        let practice = try await Self.shared()
        _ = try await Self.server(practice, Self.old)
        // The doctor has the machine's clock.
        try await practice.run("UPDATE signing_secrets SET seen_at = \(Date())")
        for (secret, grades) in [(Self.old, [Doctor.Finding.Grade.ok]), (Self.new, [.ok, .wrong])] {
            var settings = practice.app.settings
            settings.jwtSecret = secret
            let findings = await Doctor(settings: settings).findings()
            #expect(findings.filter { $0.subject == "JWT_SECRET" }.map(\.grade) == grades)
            let links = findings.filter { $0.subject == "LINK_SECRET" }
            #expect(links.map(\.grade) == [Doctor.Finding.Grade.advice] + Array(grades.dropFirst()), "\(links)")
        }
    }
}
