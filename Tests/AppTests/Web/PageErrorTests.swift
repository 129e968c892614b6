import App
import Foundation
import Storage
import Testing

@Suite("What goes wrong on pages")
struct PageErrorTests {
    private static let broken = [
        "/verify-email?token=%zz", "/verify-email?token=%C3%28", "/verify-email?%zz", "/verify-email?token=%00",
        "/verify-email?token=" + String(repeating: "a", count: 2_001),
        "/verify-email?token=" + String(repeating: "a", count: 9_000),
        "/reset-password?token=%zz", "/reset-password?token=%C3%28",
    ]

    @Test("a link that something has broken on its way is no longer valid, in both languages", arguments: broken)
    func links(path: String) async throws {
        let practice = try await Practice.open()
        for (language, words) in [
            ("en", "It is too old or has been used. Please ask for a new one."),
            ("de", "Er ist zu alt oder wurde schon benutzt. Bitte fordern Sie einen neuen an."),
        ] {
            let page = try await practice.visitor.with("Accept-Language", language).get(path)
            #expect(page.status == 422 && page.text.contains(words), "\(page)")
            #expect(page.text.contains("<html lang=\"\(language)\">"))
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
        }
    }

    @Test("so is the form of such a page", arguments: ["/verify-email", "/reset-password"])
    func forms(path: String) async throws {
        let practice = try await Practice.open()
        let page = try await practice.visitor.submit(path, "token=%zz&password=a+long+enough+one")
        #expect(page.status == 422 && page.text.contains("Please ask for a new one."), "\(page)")
    }

    @Test("what no page can read is no link where there was none")
    func unread() async throws {
        let practice = try await Practice.open()
        for (language, words) in [
            ("en", "Your browser sent something that we cannot read."), ("de", "Ihr Browser hat etwas gesendet"),
        ] {
            let page = try await practice.visitor.with("Accept-Language", language).submit("/login", "email=%zz")
            #expect(page.status == 400 && page.text.contains(words), "\(page)")
        }
    }

    @Test("a page that tells of an error leads to what helps, and numbers only what people know by a number")
    func waysOn() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        let (signIn, bookings) = (#"<a class="btn go" href="/login">"#, #"<a class="btn go" href="/bookings">"#)
        let lost = try await browser.get("/nowhere")
        #expect(lost.status == 404 && lost.text.contains(#"<p class="name">404</p>"#), "\(lost)")
        #expect(lost.text.contains(signIn) && lost.text.contains(#"<a class="btn" href="/">"#), "\(lost)")
        let broken = try await browser.get("/reset-password?token=%zz")
        #expect(broken.status == 422 && broken.text.contains("<h1>This link has ended</h1>"), "\(broken)")
        #expect(!broken.text.contains(">422<"))
        #expect(broken.text.contains(#"<a class="btn go" href="/forgot-password">Ask for a new link</a>"#))
        #expect(try await browser.get("/verify-email?token=%zz").text.contains(signIn))
        try await browser.signIn("boss@example.com")
        for path in ["/nowhere", "/verify-email?token=%zz"] {
            let page = try await browser.get(path)
            #expect(page.text.contains(bookings) && !page.text.contains(signIn), "\(path): \(page)")
        }
    }

    @Test("the address of a form that is opened or loaded anew leads to the page above it, and does nothing")
    func addressesOfForms() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        for (path, above) in [
            ("/login/code/verify", "/login/code"), ("/book/consultation/you/code", "/book/consultation/you"),
            ("/book/consultation/you/totp", "/book/consultation/you"),
            ("/book/consultation/time", "/book/consultation"),
            ("/account/totp/confirm", "/account/totp"), ("/account/proof?x=1", "/account"),
            ("/account/sessions/1/end", "/account"), ("/bookings/1/pay/let-go", "/bookings/1/pay"),
            ("/practice/lobby/1/admit", "/practice/lobby"), ("/join/x/name", "/join/x"), ("/logout", "/"),
            ("/language", "/"), ("//logout", "/"),
        ] {
            let led = try await browser.get(path)
            #expect(led.status == 303 && led.header("Location") == above, "\(path): \(led)")
        }
        #expect(try await browser.get("/account").status == 200)
        #expect(try await practice.visitor.get("/api/auth/login").status == 405, "programs are told what is wrong")
        #expect(try await practice.visitor.ask("PUT", "/account/proof").status == 405)
    }

    @Test("a page that tells of an error still knows who is signed in")
    func person() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let stale = try await browser.send("/logout", token: "of another page")
        #expect(stale.status == 403 && stale.text.contains("<a href=\"/account\">"), "\(stale)")
        let nobody = try await practice.visitor.submit("/login", "email=a")
        #expect(nobody.status == 403 && nobody.text.contains("<a href=\"/login\">"), "\(nobody)")
    }

    @Test("what leads nowhere and what a mail leads to tell in their head who is signed in, and set no cookie")
    func head() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com", proved: false)
        try await practice.work()
        let proof = try practice.linkToken(to: "jo@example.com")
        let reset = try await practice.forgotten("boss@example.com")
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let visitor = practice.visitor
        let boss = visitor.with("Cookie", browser.cookies.map { "\($0)=\($1)" }.joined(separator: "; "))
        let (known, unknown) = ("<a href=\"/account\">", "<a href=\"/login\">")
        func expect(_ path: String, _ head: String, _ ask: (String) async throws -> Answer) async throws {
            let page = try await ask(path)
            let heads = [known, unknown].filter { page.text.contains($0) }
            #expect(heads == [head] && page.header("Set-Cookie") == nil, "\(path): \(page)")
            #expect(!page.text.contains("csrf_token"), "\(path)")
        }
        for path in [
            "/book/consultation", "/nowhere", "/verify-email?token=\(proof)", "/verify-email?token=1.2.x",
            "/reset-password?token=\(reset)", "/receipts/1.x",
        ] {
            try await expect(path, known) { try await boss.get($0) }
            try await expect(path, unknown) { try await visitor.get($0) }
        }
        for reader in [boss, visitor] {
            let page = try await reader.get("/docs").text
            #expect(!page.contains(known) && !page.contains(unknown), "no cookie comes to it, so it cannot know")
        }
        try await expect("/", known) { try await boss.ask("PUT", $0) }
        try await expect("/reset-password", known) { try await boss.submit($0, "token=\(reset)&password=short") }
        try await expect("/verify-email", known) { try await boss.submit($0, "token=\(proof)") }
        // Another password ends the session.
        let another = "token=\(reset)&password=another+long+one"
        try await expect("/reset-password", unknown) { try await boss.submit($0, another) }
        try await expect("/nowhere", unknown) { try await boss.get($0) }
    }

    @Test("a broken link to a receipt leads nowhere, by a page", arguments: ["/receipts/%zz", "/receipts/%C3%28"])
    func receipts(path: String) async throws {
        let practice = try await Practice.open()
        let page = try await practice.visitor.get(path)
        #expect(page.status == 404 && page.header("Content-Type") == "text/html; charset=utf-8", "\(page)")
    }

    @Test(
        "a database that is busy or fails is told on a page by a page, and by JSON elsewhere",
        arguments: [(StorageError.busy, 503), (.closed, 503), (.refused(reason: "a bug", sql: ""), 500)])
    func storage(error: StorageError, status: Int) async throws {
        let practice = try await Practice.open()
        let door = WrappedDatabase(
            practice.app.database, beforeRead: { _ in throw error }, fateOfWrite: { .undone(error) })
        let visitor = practice.visitor.on(try await practice.anotherServer(on: door))
        for page in [
            try await visitor.get("/verify-email?token=1.2.x"), try await visitor.get("/receipts/1.x"),
            try await visitor.submit("/reset-password", "token=1.2.x&password=a+long+enough+one"),
        ] {
            #expect(page.status == status && page.text.contains("<html lang=\"en\">"), "\(page)")
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            #expect(page.header("Retry-After") == (status == 503 ? "5" : nil))
            #expect(page.header("Cache-Control") == "no-store")
        }
        let answer = try await visitor.get("/api/services")
        #expect(answer.status == status && answer.header("Content-Type") == "application/problem+json")
    }
}
