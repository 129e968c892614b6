import App
import Foundation
import Testing

@Suite("The pages on which one takes one's data along, and leaves")
struct LeavingPageTests {
    private static func signedIn(_ practice: Practice, _ email: String) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("the account leads to a page whose form loads the same file as the API, once it carries its token")
    func export() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let browser = try await Self.signedIn(practice, "jo@example.com")
        let account = try await browser.get("/account").text
        #expect(account.contains(#"href="/account/export""#) && account.contains(#"href="/account/delete""#))
        let page = try await browser.get("/account/export")
        #expect(page.status == 200 && page.text.contains("Download the file"), "\(page)")
        #expect(try await browser.send("/account/export", token: "").status == 403)
        _ = try await browser.get("/account/export")
        let file = try await browser.send("/account/export")
        #expect(file.status == 200 && file.header("Content-Type") == "application/json", "\(file)")
        #expect(file.header("Content-Disposition") == "attachment; filename=\"informat-\(jo.userID).json\"")
        #expect(try file.object("user").text("email") == "jo@example.com")
        let same = try await jo.get("/api/users/me/export")
        #expect(try file.json().names == same.json().names)
    }

    @Test("it says what is cancelled with what comes back, asks for the password, and then the account is gone")
    func leave() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let browser = try await Self.signedIn(paid.practice, "mia@example.com")
        let page = try await browser.get("/account/delete")
        #expect(page.status == 200, "\(page)")
        for text in [
            "Delete your account", "These bookings are cancelled", #"<time datetime="2026-01-08T10:00:00Z">"#, "Advice",
            "You get 100.00 USD back.", #"autocomplete="current-password""#, "Keep my account",
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        let missing = try await browser.send("/account/delete")
        #expect(missing.status == 422 && missing.text.contains(##"<a href="#password">"##), "\(missing)")
        let wrong = try await browser.send("/account/delete", [("password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("That is not your present password."), "\(wrong)")
        #expect(!wrong.text.contains("not the password") && wrong.text.contains("You get 100.00 USD back."))
        #expect(try await paid.status(id) == "scheduled succeeded")

        let gone = try await browser.send("/account/delete", [("password", Practice.password)])
        #expect(gone.status == 303 && gone.header("Location") == "/login?done=deleted", "\(gone)")
        #expect(browser.cookies.keys.allSatisfy { !$0.contains("session") && !$0.contains("device") })
        #expect(try await browser.get("/login?done=deleted").text.contains("Your account is deleted."))
        #expect(try await browser.get("/account").status == 303)
        #expect(try await paid.status(id).hasPrefix("cancelled"))
        try await paid.practice.work()
        let refunds = try await paid.refunds(id)
        #expect(refunds.count == 1 && refunds[0].hasPrefix("policy 10000 "), "\(refunds)")
    }

    @Test("where less comes back by now than was shown, nothing is done, and the form brings the new sum")
    func fallen() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let browser = try await Self.signedIn(paid.practice, "mia@example.com")
        let page = try await browser.get("/account/delete")
        #expect(page.text.contains(#"name="expected" value="10000""#), "\(page)")
        // 46 hours before it: half comes back.
        paid.practice.clock.move(hours: 28)
        let again = try await browser.send("/account/delete", [("password", Practice.password), ("expected", "10000")])
        #expect(again.status == 409 && again.text.contains(#"name="expected" value="5000""#), "\(again)")
        #expect(again.text.contains("You get 50.00 USD back.") && again.text.contains("Meanwhile less goes back"))
        #expect(try await paid.status(id) == "scheduled succeeded")
        let gone = try await browser.send("/account/delete", [("password", Practice.password), ("expected", "5000")])
        #expect(gone.status == 303, "\(gone)")
        #expect(try await paid.status(id).hasPrefix("cancelled"))
    }

    @Test("who has nothing coming is told of no booking, and a free one has no sum")
    func free() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let browser = try await Self.signedIn(practice, "jo@example.com")
        let none = try await browser.get("/account/delete").text
        #expect(none.contains("Delete your account") && !none.contains("These bookings are cancelled"))
        #expect(try await jo.book("2026-01-06T10:00:00Z").status == 201)
        let page = try await browser.get("/account/delete").text
        #expect(page.contains("These bookings are cancelled") && !page.contains(" back.</p>"), "\(page)")
    }

    @Test("the last admin and a host whom clients expect are told what to do first, and stay")
    func refused() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.signedIn(practice, "boss@example.com")
        let alone = try await browser.get("/account/delete")
        #expect(alone.status == 200 && alone.text.contains("Make another account an admin first."), "\(alone)")
        #expect(!alone.text.contains(#"action="/account/delete""#))
        let jo = try await practice.register("jo@example.com")
        #expect(try await jo.book("2026-01-06T10:00:00Z").status == 201)
        #expect(try await browser.get("/account/delete").text.contains("Cancel or complete them first."))
        _ = try await browser.get("/account")
        let sent = try await browser.send("/account/delete", [("password", Practice.password)])
        #expect(sent.status == 409 && sent.text.contains("Cancel or complete them first."), "\(sent)")
        #expect(try await browser.get("/account").status == 200)
    }

    @Test("who has no password is asked to sign in anew, unless that was a moment ago")
    func withoutPassword() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login/code")
        let asked = try await browser.send("/login/code", [("email", "new@example.com")])
        let request = try #require(asked.text.firstMatch(of: /name="request" value="(?<id>[^"]*)"/)?.id)
        let code = try await practice.code(to: "new@example.com")
        let typed = [("request", String(request)), ("email", "new@example.com"), ("code", code)]
        #expect(try await browser.send("/login/code/verify", typed).status == 303)
        let fresh = try await browser.get("/account/delete").text
        #expect(fresh.contains("Delete my account") && !fresh.contains(#"type="password""#))
        practice.clock.move(hours: 1)
        let old = try await browser.get("/account/delete").text
        #expect(old.contains(#"href="/login/code?next=/account/delete""#), "\(old)")
        let refused = try await browser.send("/account/delete")
        #expect(refused.status == 403 && refused.text.contains("Sign in once more"), "\(refused)")
    }
}
