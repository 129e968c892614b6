import Foundation
import Testing

@Suite("“This was not me”")
struct DisownTests {
    /// A client who has proved nothing, and the link that was sent.
    private static func stranger(_ practice: Practice) async throws -> (Asker, token: String) {
        let jo = try await practice.register(
            "jo@example.com", ["first_name": "Jo", "last_name": "Ott", "time_zone": "Europe/Berlin"], proved: false)
        try await practice.work()
        return (jo, try practice.linkToken(to: "jo@example.com"))
    }

    @Test("the page says when an account was made, under which name, and has two buttons")
    func page() async throws {
        let practice = try await Practice.open()
        let (_, token) = try await Self.stranger(practice)
        let shown = try await practice.visitor.get("/verify-email?token=\(token)")
        #expect(shown.status == 200 && shown.header("Cache-Control") == "no-store")
        #expect(shown.text.contains("Monday, 5 January 2026, 09:00 (Berlin time, CET, UTC+1)"), "\(shown)")
        #expect(shown.text.contains("“Jo Ott”"))
        #expect(shown.text.contains("<button class=\"btn go\" type=\"submit\">I made it</button>"))
        #expect(
            shown.text.contains("type=\"submit\" name=\"answer\" value=\"not_mine\">This was not me</button>"))
        let expired = try await practice.visitor.get("/verify-email?token=1.2.3")
        #expect(expired.status == 422 && expired.text.contains("has been used"))
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        let proved = try await practice.visitor.get("/verify-email?token=\(token)")
        #expect(proved.status == 200 && proved.text.contains("is confirmed") && !proved.text.contains("<form class"))
    }

    @Test("“I made it” changes nothing else")
    func mine() async throws {
        let practice = try await Practice.open()
        let (jo, token) = try await Self.stranger(practice)
        let id = try await jo.mustBook(jan("06T09:00"), ["notes": "My knee"])
        let before = try await jo.get("/api/bookings/\(id)").text
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)&answer=mine").status == 200)
        #expect(try await jo.get("/api/bookings/\(id)").text == before)
        #expect(try await jo.get("/api/users/me").object("user").flag("email_verified"))
    }

    @Test("“This was not me” deletes the account, cancels what it booked, and frees the address")
    func notMine() async throws {
        let practice = try await Practice.open()
        let (jo, token) = try await Self.stranger(practice)
        _ = try await jo.mustBook(jan("06T09:00"), ["notes": "My knee"])
        try await practice.work()
        practice.letters.forget()
        let pressed = try await practice.visitor.submit("/verify-email", "token=\(token)&answer=not_mine")
        #expect(pressed.status == 200 && pressed.text.contains("The account is deleted"), "\(pressed)")
        #expect(try await jo.get("/api/users/me").status == 401)
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
        #expect(practice.letters.all.first?.subject.hasPrefix("Cancelled:") == true)
        let boss = try await practice.boss()
        let everything = try await boss.get("/api/admin/bookings").text + boss.get("/api/admin/users").text
        for word in ["Ott", "jo@example.com", "knee"] { #expect(!everything.contains(word)) }
        #expect(try await practice.texts("SELECT status || ' ' || cancelled_by FROM bookings") == ["cancelled system"])
        #expect(try await practice.texts("SELECT action FROM audit WHERE action = 'user.disowned'").count == 1)
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 422)
        #expect(try await practice.register("jo@example.com", proved: false).userID != jo.userID)
        try await practice.expectSoundCalendar()
    }

    @Test("all that was paid goes back, whatever the policy says, and a hold's payment ends")
    func money() async throws {
        let paid = try await PaidPractice.open(["refund_policy": [[String: Int]]()])
        let mia = try await paid.practice.register("mia2@example.com", proved: false)
        let held = try await paid.hold(by: mia)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        let open = try await paid.hold(jan("08T12:00"), by: mia)
        try await paid.practice.work()
        let token = try paid.practice.linkToken(to: "mia2@example.com")
        #expect(try await paid.practice.visitor.submit("/verify-email", "token=\(token)&answer=not_mine").status == 200)
        try await paid.tell()
        try await paid.tell()
        #expect(try await paid.status(held.id) == "cancelled refunded")
        #expect(try await paid.status(open.id) == "cancelled canceled")
    }

    @Test("it works before the first proof only")
    func tooLate() async throws {
        let practice = try await Practice.open()
        let (jo, token) = try await Self.stranger(practice)
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)&answer=not_mine").status == 422)
        #expect(try await jo.get("/api/users/me").status == 200)
    }

    @Test("never for admins and hosts", arguments: ["is_admin", "is_host"])
    func staff(right: String) async throws {
        let practice = try await Practice.open()
        let (jo, token) = try await Self.stranger(practice)
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", [right: true]).status == 200)
        let shown = try await practice.visitor.get("/verify-email?token=\(token)")
        #expect(shown.text.contains("I made it") && !shown.text.contains("This was not me"))
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)&answer=not_mine").status == 403)
        #expect(try await jo.get("/api/users/me").status == 200)
    }

    @Test("a new password is such a proof, and ends every other session")
    func reset() async throws {
        let practice = try await Practice.open()
        let (jo, token) = try await Self.stranger(practice)
        let reset = try await practice.forgotten("jo@example.com")
        let body = ["token": reset, "password": "another fine password"]
        #expect(try await practice.visitor.post("/api/auth/reset-password", body).status == 204)
        #expect(try await jo.get("/api/users/me").status == 401)
        #expect(try await practice.texts("SELECT action FROM audit WHERE action = 'user.email_verified'").count == 1)
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)&answer=not_mine").status == 422)
    }
}
