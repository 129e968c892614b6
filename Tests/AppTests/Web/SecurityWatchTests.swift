import App
import Logging
import Synchronization
import Testing

@Suite("What the security log tells of refusals")
struct SecurityWatchTests {
    @Test(
        "who tries too often is noted once for each refusal, by a page as by the API",
        arguments: ["/verify-email", "/api/auth/verify-email"])
    func refusals(path: String) async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        let log = SecurityLog(now: { practice.clock.now }) { line in lines.withLock { $0.append(line) } }
        let server = try await practice.another(mailer: practice.letters.mailer, security: log)
        let visitor = Asker(app: server).from("203.0.113.7")
        func tryOnce() async throws -> Int {
            if path.hasPrefix("/api") { return try await visitor.post(path, ["token": "1.2.x"]).status }
            return try await visitor.submit(path, "token=1.2.x").status
        }
        for _ in 1...60 { #expect(try await tryOnce() == 422) }
        #expect(lines.withLock { $0 } == [])
        for _ in 1...2 { #expect(try await tryOnce() == 429) }
        let noted = lines.withLock { $0 }
        #expect(
            noted.count == 2 && noted.allSatisfy { $0.contains(" sign_in_refused address=203.0.113.7 request=") },
            "\(noted)")
    }

    @Test("a sign-in that is refused because too much is in work is noted as one, however it is sent; a look is none")
    func crowd() async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        var settings = practice.app.settings
        settings.connectionLimits.byAddress = 0
        let random = TestRandom(seed: 9)
        var world = World(
            now: { practice.clock.now }, random: { random.bytes($0) }, mailer: practice.letters.mailer,
            passwordHash: .unsafe)
        world.waitLong()
        let server = try await App(
            settings, database: practice.app.database, world: world,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            security: SecurityLog(now: { practice.clock.now }) { line in lines.withLock { $0.append(line) } })
        let visitor = Asker(app: server)
        for path in ["/login", "//login/"] { #expect(try await visitor.submit(path, "email=a").status == 429) }
        for path in ["/api/auth/login", "//api//auth/login"] {
            #expect(try await visitor.post(path, ["email": "a"]).status == 429)
        }
        #expect(lines.withLock { $0.allSatisfy { $0.contains(" sign_in_refused ") } && $0.count == 4 })
        for path in ["/login", "/api/services", "/api"] { #expect(try await visitor.get(path).status == 429) }
        #expect(lines.withLock { $0.filter { $0.contains(" request_refused ") }.count } == 3)
    }

    @Test("wrong digits of a code are noted as a sign-in that failed, and not whose they were to be")
    func codes() async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        let log = SecurityLog(now: { practice.clock.now }) { line in lines.withLock { $0.append(line) } }
        let server = try await practice.another(mailer: practice.letters.mailer, security: log)
        let visitor = Asker(app: server).from("203.0.113.7")
        let request = try await visitor.post("/api/auth/code", ["email": "jo@example.com"]).text("request")
        let code = try await practice.code(to: "jo@example.com")
        let wrong = code == "000000" ? "111111" : "000000"
        #expect(try await visitor.post("/api/auth/code/verify", ["request": request, "code": wrong]).status == 401)
        #expect(try await visitor.post("/api/auth/code/verify", ["request": request, "code": code]).status == 201)
        let noted = lines.withLock { $0 }
        #expect(noted.count == 1 && noted[0].contains(" sign_in_failed address=203.0.113.7 "), "\(noted)")
        #expect(!noted[0].contains("jo@") && !noted[0].contains(wrong))
    }

    @Test("a password that is tried too often in an open session is a way in that is locked; a profile is none")
    func locks() async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        let log = SecurityLog(now: { practice.clock.now }) { line in lines.withLock { $0.append(line) } }
        let server = try await practice.another(mailer: practice.letters.mailer, security: log)
        let jo = try await practice.register("jo@example.com").on(server)
        for _ in 1...11 { _ = try await jo.delete("/api/users/me", ["password": "wrong"]) }
        for number in 1...31 { _ = try await jo.patch("/api/users/me", ["first_name": "Jo \(number)"]) }
        let noted = lines.withLock { $0 }.map { String($0.split(separator: " ")[2]) }
        #expect(noted == Array(repeating: "sign_in_failed", count: 10) + ["sign_in_refused", "request_refused"])
    }
}
