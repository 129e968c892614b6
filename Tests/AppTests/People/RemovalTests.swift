import App
import Foundation
import Testing

@Suite("An admin deletes somebody's account")
struct RemovalTests {
    @Test("it says what is cancelled with all of its money, asks for the admin's password, and then they are gone")
    func remove() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid(jan("05T15:00"))
        let browser = PageBrowser(paid.practice)
        try await browser.signIn("boss@example.com")
        let path = "/practice/people/\(paid.client.userID)"
        let page = try await browser.get("\(path)/delete")
        #expect(page.status == 200, "\(page)")
        for text in [
            "mia@example.com", "These bookings are cancelled", "100.00 USD goes back.", "Your own password",
            "The person gets no mail about it.", "<body class=\"desk\">",
            "href=\"/practice/people\" aria-current=\"true\"",
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        let wrong = try await browser.send("\(path)/delete", [("password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("That is not your present password."), "\(wrong)")
        #expect(wrong.text.contains("<body class=\"desk\">"), "\(wrong)")
        #expect(try await paid.status(id) == "scheduled succeeded")
        let gone = try await browser.send("\(path)/delete", [("password", Practice.password)])
        #expect(gone.status == 303 && gone.header("Location") == "/practice/people?done=deleted", "\(gone)")
        #expect(try await browser.get("/practice/people?done=deleted").text.contains("The account is deleted."))
        #expect(try await browser.get(path).status == 404)
        #expect(try await paid.client.get("/api/users/me").status == 401)
        try await paid.practice.work()
        let refunds = try await paid.refunds(id)
        #expect(refunds.count == 1 && refunds[0].hasPrefix("practice 10000 "), "\(refunds)")
    }

    @Test("one's own account and that of a host whom clients expect stay, and a wrong password deletes none")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["is_admin": true]).status == 200)
        let password = ["password": Practice.password]
        #expect(try await boss.delete("/api/admin/users/\(practice.bossID)", password).status == 403)
        #expect(try await boss.delete("/api/admin/users/\(jo.userID)", ["password": "wrong password"]).status == 401)
        #expect(try await boss.delete("/api/admin/users/999999", password).status == 404)
        _ = try await jo.mustBook(jan("06T10:00"))
        let expected = try await jo.delete("/api/admin/users/\(practice.bossID)", password)
        #expect(expected.status == 409 && expected.code == "host_has_bookings", "\(expected)")
        let browser = PageBrowser(practice)
        try await browser.signIn("jo@example.com")
        let page = try await browser.get("/practice/people/\(practice.bossID)/delete")
        #expect(page.status == 200 && page.text.contains("Cancel or complete them first."), "\(page)")
        #expect(page.text.contains("<body class=\"desk\">"), "\(page)")
        #expect(try await browser.get("/practice/people/\(jo.userID)/delete").status == 403)
        #expect(try await boss.delete("/api/admin/users/\(jo.userID)", password).status == 204)
        #expect(try await jo.get("/api/users/me").status == 401)
    }
}
