import Foundation
import Synchronization
import Testing

@Suite("Proving an e-mail address")
struct EmailProofTests {
    private static func isVerified(_ asker: Asker) async throws -> Bool {
        try await asker.get("/api/users/me").object("user").flag("email_verified")
    }

    @Test("opening the link changes nothing; the button on its page does, and twice does no harm")
    func page() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        try await practice.work()
        let token = try practice.linkToken(to: "jo@example.com")
        let shown = try await practice.visitor.get("/verify-email?token=\(token)")
        #expect(shown.status == 200 && shown.text.contains("value=\"\(token)\""))
        #expect(shown.text.contains("<form class=\"stack\" method=\"post\" action=\"/verify-email\" data-once>"))
        #expect(try await practice.visitor.ask("HEAD", "/verify-email?token=\(token)").status == 200)
        #expect(try await !Self.isVerified(jo))
        for _ in 1...2 {
            let pressed = try await practice.visitor.submit("/verify-email", "token=\(token)")
            #expect(pressed.status == 200 && pressed.text.contains("is confirmed"))
            #expect(try await Self.isVerified(jo))
        }
        let audit = try await practice.boss().get("/api/admin/audit").array("audit")
        #expect(try audit.count { try $0.text("action") == "user.email_verified" } == 1)
    }

    @Test("the API takes the token for three days")
    func interface() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com", proved: false)
        _ = try await practice.register("ann@example.com", proved: false)
        try await practice.work()
        let tokens = try ["jo@example.com", "ann@example.com"].map { try practice.linkToken(to: $0) }
        practice.clock.move(seconds: 3 * 86_400 - 1)
        let done = try await practice.visitor.post("/api/auth/verify-email", ["token": tokens[0]])
        #expect(done.status == 204 && done.bytes.isEmpty)
        practice.clock.move(seconds: 1)
        let late = try await practice.visitor.post("/api/auth/verify-email", ["token": tokens[1]])
        #expect(late.status == 422 && late.code == "link_expired")
        let page = try await practice.visitor.submit("/verify-email", "token=\(tokens[1])")
        #expect(page.status == 422 && page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(try await Self.isVerified(practice.signIn("jo@example.com")))
        #expect(try await !Self.isVerified(practice.signIn("ann@example.com")))
    }

    @Test("an address that a new person takes over is not proved by the old person's link")
    func afterLeaving() async throws {
        let practice = try await Practice.open()
        let old = try await practice.register("jo@example.com", proved: false)
        try await practice.work()
        let token = try practice.linkToken(to: "jo@example.com")
        #expect(try await old.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let new = try await practice.register("jo@example.com", proved: false)
        #expect(try await practice.visitor.post("/api/auth/verify-email", ["token": token]).code == "link_expired")
        #expect(try await !Self.isVerified(new))
    }

    @Test(
        "an address that an admin mends while the link to the old one is used is not proved by it",
        arguments: ["verify-email", "reset-password"])
    func mendedMeanwhile(page: String) async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@exmaple.com", proved: false)
        try await practice.work()
        let token =
            page == "verify-email"
            ? try practice.linkToken(to: "jo@exmaple.com") : try await practice.forgotten("jo@exmaple.com")
        // Between the reading of the account and the write.
        let meanwhile = Mutex((hasRead: false, isMended: false))
        let door = WrappedDatabase(
            practice.app.database, beforeRead: { _ in meanwhile.withLock { $0.hasRead = true } },
            fateOfWrite: {
                let mends = meanwhile.withLock { state in
                    defer { state.isMended = state.hasRead }
                    return state.hasRead && !state.isMended
                }
                guard mends else { return .done }
                let mended = try await boss.patch("/api/admin/users/\(jo.userID)", ["email": "jo@example.com"])
                #expect(mended.status == 200, "\(mended)")
                return .done
            })
        let server = Asker(app: try await practice.anotherServer(on: door))
        let answer = try await server.post(
            "/api/auth/\(page)",
            page == "verify-email" ? ["token": token] : ["token": token, "password": "another one"])
        #expect(answer.code == "link_expired", "\(answer)")
        #expect(meanwhile.withLock { $0.isMended })
        #expect(try await !Self.isVerified(practice.signIn("jo@example.com")))
    }
}
