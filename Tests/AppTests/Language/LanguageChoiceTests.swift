import App
import Foundation
import Testing

@Suite("A language that was chosen at the foot of a page")
struct LanguageChoiceTests {
    private static let cookie = "__Host-informat_language"
    private static let german =
        #"<button class="link" type="submit" name="language" value="de" lang="de">Deutsch</button>"#
    private static let english =
        #"<button class="link" type="submit" name="language" value="en" lang="en">English</button>"#

    @Test("it leads back to the same page in that language, and stands above what the browser wishes for")
    func choose() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice.visitor.with("Accept-Language", "en-GB"))
        let shown = try await browser.get("/login?next=/account?tab=1")
        #expect(shown.text.contains(Self.german) && !shown.text.contains(Self.english), "\(shown)")
        #expect(shown.text.contains(#"name="next" value="/login?next=/account?tab=1""#))
        let chosen = try await browser.send("/language", [("language", "de"), ("next", "/login?next=/account?tab=1")])
        #expect(chosen.status == 303 && chosen.header("Location") == "/login?next=/account?tab=1", "\(chosen)")
        let cookie = try #require(chosen.headers[values: .setCookie].first { $0.hasPrefix("\(Self.cookie)=de") })
        #expect(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("Max-Age=34560000"))
        for path in [
            "/login", "/book/consultation", "/nowhere", "/reset-password?token=%zz", "/forgot-password?done=sent",
        ] {
            let page = try await browser.get(path)
            #expect(page.text.contains("<html lang=\"de\">") && page.text.contains(Self.english), "\(path): \(page)")
            #expect(page.header("Content-Language") == "de", "\(path)")
        }
        _ = try await browser.send("/language", [("language", "en")])
        #expect(try await browser.get("/login").text.contains("<html lang=\"en\">"))
    }

    @Test("it reaches no answer of the API, and leads to no other site")
    func bounds() async throws {
        let practice = try await Practice.open()
        let asker = practice.visitor.with("Cookie", "\(Self.cookie)=de")
        #expect(try await asker.get("/api/bookings").text("title") == "Please sign in")
        let browser = PageBrowser(practice)
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example", ""] {
            let answer = try await browser.send("/language", [("language", "de"), ("next", next)])
            #expect(answer.status == 303 && answer.header("Location") == "/", "\(next)")
        }
        let foreign = try await browser.send("/language", [("language", "en")], ["Sec-Fetch-Site": "cross-site"])
        #expect(foreign.status == 403 && foreign.header("Set-Cookie") == nil, "\(foreign)")
        for language in ["fr", "", "../de", String(repeating: "a", count: 5_000)] {
            let answer = try await browser.send("/language", [("language", language)])
            #expect(answer.status == 422 && answer.header("Set-Cookie") == nil, "\(language)")
        }
        let odd = practice.visitor.with("Cookie", "\(Self.cookie)=fr").with("Accept-Language", "de")
        #expect(
            try await odd.get("/login").text.contains("<html lang=\"de\">"), "what is not spoken here chooses nothing")
    }

    @Test("no choice stands below what was sent by a form, and none where no cookie comes to")
    func nowhere() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login")
        let failed = try await browser.send("/login", [("email", "a"), ("password", "")])
        for page in [failed, try await practice.visitor.get("/docs")] {
            #expect(!page.text.contains("/language"), "\(page.status)")
        }
    }
}
