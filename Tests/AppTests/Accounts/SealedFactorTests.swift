import App
import Foundation
import Testing

@Suite("Sealed second factors")
struct SealedFactorTests {
    private static let old = "a secret for tests that is long enough"
    private static let new = "another secret for tests, as long as that"
    private static let kim = "kim@example.com"

    private static func login(_ app: App, _ code: String) async throws -> Answer {
        try await Asker(app: app).post(
            "/api/auth/login", ["email": kim, "password": Practice.password, "totp": code])
    }

    private static func keyNames(_ practice: Practice) async throws -> [String] {
        try await practice.texts("SELECT DISTINCT key_name FROM second_factors")
    }

    @Test("a start under another secret seals anew what the one before had sealed; then that one is needed no more")
    func rotation() async throws {
        let practice = try await Practice.open()
        let (app, _) = try await practice.setSecondFactor(of: try await practice.register(Self.kim))
        let before = try await Self.keyNames(practice)
        let changing = try await practice.anotherServer {
            ($0.jwtSecret, $0.jwtSecretPrevious) = (Self.new, Self.old)
        }
        #expect(
            try await Self.login(changing, app.code(at: practice.clock.now)).status == 200, "before it is sealed anew")
        _ = try await changing.prepare()
        #expect(try await Self.keyNames(practice) != before)
        // Of other random bytes: both sign somebody in.
        let changed = try await practice.anotherServer(seed: 9) { $0.jwtSecret = Self.new }
        _ = try await changed.prepare()
        practice.clock.move(seconds: 30)
        let answer = try await Self.login(changed, app.code(at: practice.clock.now))
        #expect(answer.status == 200, "\(answer)")
    }

    @Test("a start that can open none stops with a sentence, and writes nothing; without any it goes on")
    func lost() async throws {
        let practice = try await Practice.open()
        let other = try await practice.anotherServer { $0.jwtSecret = Self.new }
        _ = try await other.prepare()
        let (app, codes) = try await practice.setSecondFactor(of: try await practice.register(Self.kim))
        let before = try await Self.keyNames(practice)
        let error = await #expect(throws: SettingError.self) { _ = try await other.prepare() }
        #expect("\(try #require(error))".hasPrefix("JWT_SECRET: The second factors in this database were sealed"))
        #expect(try await Self.keyNames(practice) == before)
        // A server that runs on cannot judge a code of the app, but the recovery codes go on.
        let judged = try await Self.login(other, app.code(at: practice.clock.now))
        #expect(judged.status == 503 && judged.code == "service_unavailable", "\(judged)")
        #expect(try await Self.login(other, codes[0]).status == 200)
        #expect(try await other.accounts.resetUnreadableSecondFactors() == 1)
        _ = try await other.prepare()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM second_factors") == [0])
    }

    @Test("doctor counts those that do not open, and says nothing where all do")
    func doctor() async throws {
        let practice = try await Practice.open()
        _ = try await practice.setSecondFactor(of: try await practice.register(Self.kim))
        _ = try await practice.setSecondFactor(of: try await practice.register("other@example.com"))
        func findings() async -> [String] {
            await Doctor(settings: practice.app.settings).findings().map { "\($0.grade.rawValue) \($0.sentence)" }
                .filter { $0.contains("second factors") }
        }
        #expect(await findings() == [])
        // As a restore of one row from elsewhere would leave it: sealed for another person.
        try await practice.run(
            """
            UPDATE second_factors SET sealed_secret = (SELECT MAX(sealed_secret) FROM second_factors)
            WHERE sealed_secret <> (SELECT MAX(sealed_secret) FROM second_factors)
            """)
        let found = await findings()
        #expect(found.count == 1 && found[0].hasPrefix("wrong 1 of 2 second factors do not open"), "\(found)")
    }
}
