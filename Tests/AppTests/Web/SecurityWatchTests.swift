import App
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
            noted.count == 2 && noted.allSatisfy { $0.contains("_refused address=203.0.113.7 request=") }, "\(noted)")
    }
}
