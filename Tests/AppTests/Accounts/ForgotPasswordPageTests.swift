import Foundation
import Testing

@Suite("Asking for a new password by a page")
struct ForgotPasswordPageTests {
    @Test("who has forgotten their password is led there from the page where one signs in, and gets the link by mail")
    func link() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        #expect(try await browser.get("/login").text.contains(#"<a href="/forgot-password">Forgot your password?</a>"#))
        let shown = try await browser.get("/forgot-password")
        #expect(shown.status == 200 && shown.text.contains(#"<label for="email">E-mail address</label>"#), "\(shown)")
        let sent = try await browser.send("/forgot-password", [("email", "Boss@example.com")])
        #expect(sent.status == 303 && sent.header("Location") == "/forgot-password?done=sent", "\(sent)")
        let told = try await browser.get("/forgot-password?done=sent")
        #expect(told.status == 200 && told.text.contains("<h1>Look into your mailbox</h1>"), "\(told)")
        #expect(told.text.contains("works for one hour") && !told.text.contains("<form class"))
        try await practice.work()
        let token = try practice.linkToken(to: "boss@example.com", page: "reset-password")
        let page = try await browser.get("/reset-password?token=\(token)")
        #expect(page.status == 200 && page.text.contains(#"autocomplete="new-password""#))
    }

    @Test("every address is answered alike, whether it has an account or not, and only an existing one gets a letter")
    func alike() async throws {
        let practice = try await Practice.open()
        var answers: [Answer] = []
        for address in ["boss@example.com", "nobody@example.com"] {
            let browser = PageBrowser(practice)
            _ = try await browser.get("/forgot-password")
            answers.append(try await browser.send("/forgot-password", [("email", address)]))
        }
        #expect(answers[0].status == 303 && answers[0].headers == answers[1].headers)
        #expect(answers[0].bytes == answers[1].bytes)
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
    }

    @Test("the limits are the API's: whoever has used them up there waits here, and is told so above the form")
    func limits() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/forgot-password")
        var status: Int? = 202
        for _ in 1...200 where status == 202 {
            status = try await practice.visitor.post("/api/auth/forgot-password", ["email": "jo@example.com"]).status
        }
        #expect(status == 429)
        let refused = try await browser.send("/forgot-password", [("email", "jo@example.com")])
        #expect(refused.status == 429 && refused.header("Retry-After") != nil, "\(refused)")
        #expect(refused.text.contains(#"role="alert""#) && refused.text.contains("You may try again in"))
        #expect(refused.text.contains(#"value="jo@example.com""#))
    }

    @Test("what is no address is told at its field, in both languages")
    func complaints() async throws {
        let practice = try await Practice.open()
        for (language, title) in [("en", "Error: Forgot your password?"), ("de", "Fehler: Passwort vergessen?")] {
            let browser = PageBrowser(practice.visitor.with("Accept-Language", language))
            _ = try await browser.get("/forgot-password")
            for typed in ["", "<jo>"] {
                let page = try await browser.send("/forgot-password", [("email", typed)])
                #expect(page.status == 422 && page.text.contains("<title>\(title)"), "\(page)")
                #expect(page.text.contains(##"<a href="#email">"##) && page.text.contains(#"id="email-error""#))
                #expect(page.text.contains(#"aria-invalid="true" aria-describedby="intro email-error""#))
            }
            #expect(try await browser.get("/forgot-password?done=sent").text.contains("<html lang=\"\(language)\">"))
        }
    }
}
