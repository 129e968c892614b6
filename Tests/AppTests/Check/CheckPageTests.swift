import App
import Foundation
import Testing

@Suite("The page of the settings check")
struct CheckPageTests {
    private static let path = "/practice/check"

    @Test("it has the lines of the doctor, with what is to be copied, and no secret")
    func lines() async throws {
        let practice = try await Practice.open { $0.jwtSecret = "a secret that nobody may read here" }
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let page = try await browser.get(Self.path)
        #expect(page.status == 200 && page.bytes.count < 60_000, "\(page)")
        for text in [
            "<h1>Settings check</h1>", "SMTP_URL", "SMTP_URL=smtps://USER:PASSWORD@mail.example.org", "JITSI_APP_ID=",
            "STRIPE_SECRET_KEY=sk_live_YOUR_KEY", #"<h2 id="fine">Fine</h2>"#,
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        #expect(!page.text.contains("nobody may read"), "a secret")
        let boss = try await practice.boss()
        let findings = try await boss.get("/api/admin/check").array("findings")
        for finding in findings {
            #expect(page.text.contains("<h3>\(try finding.text("subject")) <span"), "\(finding)")
        }
        #expect(try findings.contains { try $0.text("subject") == "DATABASE_URL" && $0.text("grade") == "ok" })
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("<h1>Einstellungen prüfen</h1>") && german.text.contains(#"lang="en""#))
    }

    @Test("a look is shown for ten minutes, and the button looks anew")
    func again() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let first = try await boss.get("/api/admin/check").text("looked_at")
        practice.clock.move(seconds: 60)
        #expect(try await boss.get("/api/admin/check").text("looked_at") == first)
        _ = try await browser.get(Self.path)
        let sent = try await browser.send(Self.path)
        #expect(sent.status == 303 && sent.header("Location") == Self.path, "\(sent)")
        let second = try await boss.get("/api/admin/check").text("looked_at")
        #expect(second == practice.clock.now.formatted(.iso8601) && second != first)
        practice.clock.move(seconds: 601)
        #expect(try await boss.get("/api/admin/check").text("looked_at") == practice.clock.now.formatted(.iso8601))
    }
}
