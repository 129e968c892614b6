import App
import Foundation
import Testing

@Suite("A second factor for admins and hosts")
struct StaffSecondFactorTests {
    private static func open() async throws -> Practice {
        try await Practice.open { $0.staffNeedsSecondFactor = true }
    }

    @Test("whoever has none may do nothing by the API but prove the address, set one, and go; clients feel nothing")
    func api() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        for path in ["/api/users/me", "/api/bookings", "/api/admin/users", "/api/host/bookings"] {
            let refused = try await boss.get(path)
            #expect(refused.status == 403 && refused.code == "totp_setup_required", "\(path): \(refused)")
        }
        let kim = try await practice.register("kim@example.com")
        #expect(try await kim.get("/api/users/me").status == 200)
        let password: [String: any Sendable] = ["current_password": Practice.password]
        #expect(try await boss.post("/api/users/me/totp", password).code == "email_not_verified")
        #expect(try await boss.post("/api/users/me/verify-email").status == 202)
        try await practice.work()
        let token = try practice.linkToken(to: "boss@example.com")
        #expect(try await practice.visitor.post("/api/auth/verify-email", ["token": token]).status == 204)
        let mail = password.merging(["email": "other@example.com"]) { old, _ in old }
        #expect(try await boss.post("/api/users/me/email", mail).status == 202)
        _ = try await practice.setSecondFactor(of: boss)
        #expect(try await boss.get("/api/admin/users").status == 200, "in the session that was open")
        #expect(try await boss.post("/api/auth/logout").status == 204)
    }

    @Test("whoever becomes a host is asked in the session that is open, and so is whoever's was reset")
    func openSession() async throws {
        let practice = try await Self.open()
        try await practice.run("UPDATE users SET email_verified_at = \(practice.clock.now)")
        let boss = try await practice.boss()
        _ = try await practice.setSecondFactor(of: boss)
        let kim = try await practice.register("kim@example.com")
        #expect(try await kim.get("/api/users/me").status == 200)
        #expect(try await boss.patch("/api/admin/users/\(kim.userID)", ["is_host": true]).status == 200)
        #expect(try await kim.get("/api/users/me").code == "totp_setup_required")
        _ = try await practice.setSecondFactor(of: kim)
        #expect(try await kim.get("/api/host/bookings").status == 200)
        #expect(try await boss.delete("/api/admin/users/\(kim.userID)/totp").status == 204)
        #expect(try await kim.get("/api/host/bookings").code == "totp_setup_required")
    }

    @Test("pages lead them to prove the address, then to set it, and everywhere once it is set")
    func pages() async throws {
        let practice = try await Self.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        for path in ["/account", "/account/security", "/practice/lobby"] {
            #expect(try await browser.get(path).header("Location") == "/account/totp", "\(path)")
        }
        let proof = try await browser.get("/account/totp")
        #expect(
            proof.text.contains("Confirm your address first") && proof.text.contains("boss@example.com"), "\(proof)")
        let sent = try await browser.send("/account/proof")
        #expect(sent.header("Location") == "/account?done=proof_sent")
        let told = try await browser.get("/account?done=proof_sent")
        #expect(told.header("Location") == "/account/totp?done=proof_sent", "\(told)")
        #expect(try await browser.get("/account/totp?done=proof_sent").text.contains("A mail is on its way"))
        #expect(try await browser.send("/account", [("first_name", "Jo")]).header("Location") == "/account/totp")
        #expect(try await browser.get("/account/email").status == 200)
        try await practice.work()
        let token = try practice.linkToken(to: "boss@example.com")
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        let start = try await browser.get("/account/totp")
        #expect(start.text.contains("so this comes first"), "\(start)")
        let shown = try await browser.send("/account/totp", [("current_password", Practice.password)])
        let secret = try #require(shown.text.firstMatch(of: /<span class="secret">(?<secret>[A-Z2-7 ]+)</)).secret
        let app = AuthenticatorApp(base32: secret.filter { $0 != " " })
        let set = try await browser.send("/account/totp/confirm", [("code", app.code(at: practice.clock.now))])
        #expect(set.status == 200, "\(set)")
        #expect(try await browser.get("/account").status == 200)
        #expect(try await browser.get("/practice/lobby").status == 200)
    }

    @Test("whoever has none books nothing by a page either")
    func booking() async throws {
        let practice = try await Self.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let look = try await browser.get(CheckoutPageTests.confirm)
        let sent = try await browser.book(look)
        #expect(sent.header("Location") == "/account/totp", "\(sent)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
    }

    @Test("signing out is open to them")
    func signOut() async throws {
        let practice = try await Self.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/account/totp")
        #expect(try await browser.send("/logout").header("Location") == "/login?done=signed_out")
    }
}
