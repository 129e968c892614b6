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
            let subject = try finding.text("subject")
            let words = "page.check.subject.\(subject)"
            let called = Catalogue.english.has(words) ? Catalogue.english.sentence(words) : subject
            #expect(page.text.contains("<h3>\(called) <span"), "\(finding)")
        }
        #expect(try findings.contains { try $0.text("subject") == "DATABASE_URL" && $0.text("grade") == "ok" })
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("<h1>Einstellungen prüfen</h1>"))
    }

    @Test("one look is told in the language of each reader, by the page and by the API, and in English by the command")
    func languages() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        func sentence(_ answer: Answer) throws -> String {
            let mail = try answer.array("findings").first { try $0.text("subject") == "SMTP_URL" }
            return try #require(mail).text("sentence")
        }
        let kept = practice.app.settings.mailFolder
        let (english, german) = (
            "is not set; mails are kept in \(kept).", "ist nicht gesetzt; E-Mails werden in \(kept) aufbewahrt."
        )
        for (language, wanted, other) in [("en", english, german), ("de", german, english)] {
            let answer = try await boss.with("Accept-Language", language).get("/api/admin/check")
            #expect(try sentence(answer) == wanted && answer.header("Content-Language") == language, "\(answer)")
            #expect(answer.header("Vary")?.contains("Accept-Language") == true, "\(answer)")
            let page = try await browser.get(Self.path, ["Accept-Language": language])
            let line = #"<p class="soft small">\#(wanted)</p>"#
            #expect(page.text.contains(line) && !page.text.contains(other), "\(language) in \(page)")
            #expect(!page.text.contains("%{") && !page.text.contains("finding."), "\(page)")
        }
        let command = await Doctor(settings: practice.app.settings).findings().filter { $0.subject == "SMTP_URL" }
        #expect(command.map(\.sentence) == [english])
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
