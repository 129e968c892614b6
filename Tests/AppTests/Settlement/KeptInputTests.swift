import App
import Domain
import Foundation
import Testing

@Suite("What was typed stays there while one books")
struct KeptInputTests {
    @Test("of two people for one time the slower is shown the next times, and books one of them with the note kept")
    func loser() async throws {
        let practice = try await Practice.open()
        let (kim, lou) = (
            try await practice.signedIn("kim@example.com"), try await practice.signedIn("lou@example.com")
        )
        let looks = (try await kim.get(CheckoutPageTests.confirm), try await lou.get(CheckoutPageTests.confirm))
        _ = try await kim.mustBook(looks.0)
        let lost = try await lou.book(looks.1, notes: "My knee \"hurts\"")
        #expect(lost.status == 409 && lost.text.contains("10:00 was taken a moment ago."), "\(lost)")
        #expect(lost.text.contains("Your note is kept.") && lost.text.contains("You have paid nothing."))
        #expect(lost.text.contains("Tuesday 6 January 2026") && lost.text.contains("Thursday 8 January 2026"))
        #expect(!lost.text.contains(#"value="\#(jan("06T10:00"))" aria-label"#), "the time that is gone is not offered")
        let later = try await lou.send(
            "/book/consultation/time",
            [("gone", jan("06T10:00")), ("notes", "My knee \"hurts\""), ("from", "2026-01-09")])
        #expect(later.text.contains("Friday 9 January 2026") && later.text.contains("Monday 12 January 2026"))
        #expect(later.text.contains(#"name="notes" value="My knee &quot;hurts&quot;""#), "\(later)")
        #expect(later.text.contains("These are the next free times."))
        let none = try await lou.send(
            "/book/consultation/time", [("gone", jan("06T10:00")), ("from", "2027-06-01")])
        #expect(none.text.contains("There is no free time in the next two months."), "\(none)")
        #expect(!none.text.contains("These are the next free times."), "\(none)")
        let look = try await lou.send(
            "/book/consultation/time",
            [("gone", jan("06T10:00")), ("notes", "My knee \"hurts\""), ("at", jan("06T11:00"))])
        #expect(look.status == 200 && look.text.contains("My knee &quot;hurts&quot;</textarea>"), "\(look)")
        let sent = try await lou.book(look, at: jan("06T11:00"), notes: "My knee \"hurts\"")
        #expect(sent.status == 303)
        #expect(try await practice.texts("SELECT notes FROM bookings WHERE notes IS NOT NULL") == ["My knee \"hurts\""])
        // Nothing was typed yet: the next step has an address.
        let plain = try await lou.send("/book/consultation/time", [("gone", ""), ("at", jan("06T12:00"))])
        #expect(plain.header("Location") == "/book/consultation/confirm?at=\(jan("06T12:00"))")
        let visitor = PageBrowser(practice)
        let gone = try await visitor.get(CheckoutPageTests.you)
        #expect(gone.status == 409 && gone.text.contains("10:00 was taken a moment ago."))
        let other = try await visitor.send("/book/consultation/time", [("at", jan("06T12:00"))])
        #expect(other.header("Location") == "/book/consultation/you?at=\(jan("06T12:00"))")
    }

    @Test(
        "whoever was signed out while they wrote signs in, and is back with time and note; without any cookie too",
        arguments: [true, false])
    func signedOut(keepsCookies: Bool) async throws {
        let practice = try await Practice.open()
        let kim = try await practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        try await practice.run("DELETE FROM sessions")
        if !keepsCookies { kim.cookies = [:] }
        let refused = try await kim.book(look, notes: "My <knee>")
        #expect(refused.status == 401 && refused.text.contains("You have been signed out meanwhile."), "\(refused)")
        #expect(refused.text.contains(#"name="notes" value="My &lt;knee&gt;""#))
        let fields = [("at", jan("06T10:00")), ("notes", "My <knee>")]
        let new = try await kim.send("/book/consultation/you", fields + [("switch", "new")])
        #expect(new.status == 200 && new.text.contains("first_name") && new.text.contains("My &lt;knee&gt;"))
        let back = try await kim.send(
            "/book/consultation/you",
            fields + [("way", "known"), ("email", "kim@example.com"), ("password", Practice.password)])
        #expect(back.status == 200 && back.text.contains("My &lt;knee&gt;</textarea>"), "\(back)")
        #expect(back.text.contains("10:00 – 11:00"))
        let id = try await kim.mustBook(back, notes: "My <knee>")
        #expect(try await practice.texts("SELECT notes FROM bookings WHERE id = \(id)") == ["My <knee>"])
    }

    @Test("whoever has signed in anew meanwhile is shown the form again, and books nothing unasked")
    func signedInAnew() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.signedIn("kim@example.com")
        let look = try await kim.get(CheckoutPageTests.confirm)
        let old = kim.formToken
        try await kim.signIn("kim@example.com")
        let key = try #require(look.text.firstMatch(of: /name="key" value="(?<key>[^"]*)"/)).key
        let fields = [("at", jan("06T10:00")), ("key", String(key)), ("notes", "A note")]
        let stale = try await kim.send("/book/consultation/confirm", fields, token: old)
        #expect(stale.status == 403 && stale.text.contains("Nothing is booked yet"), "\(stale)")
        #expect(stale.text.contains("A note</textarea>"))
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
        for foreign in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"]] {
            let evil = try await kim.send("/book/consultation/confirm", fields, token: old, foreign)
            #expect(evil.status == 403 && !evil.text.contains("A note"), "another site's form is shown to nobody")
        }
        _ = try await kim.mustBook(stale, notes: "A note")
    }

    @Test("a mark of HTML in any field is shown as it was typed, and never as HTML")
    func hostile() async throws {
        let practice = try await Practice.open()
        let attack = "\"'><script>alert(1)</script>{{csrf}}<\u{338}b"
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let fields = ["first_name", "last_name", "email", "password", "notes", "way"].map { ($0, attack) }
        let refused = try await kim.send("/book/consultation/you", [("at", jan("06T10:00"))] + fields)
        let switched = try await kim.send(
            "/book/consultation/you", [("at", jan("06T10:00")), ("notes", attack), ("switch", "known")])
        let lou = try await practice.signedIn("lou@example.com")
        let look = try await lou.get(CheckoutPageTests.confirm)
        let long = try await lou.book(look, notes: attack + String(repeating: "a", count: 2_000))
        let jo = try await practice.signedIn("jo@example.com")
        _ = try await jo.mustBook(try await jo.get(CheckoutPageTests.confirm))
        let gone = try await lou.book(look, notes: attack)
        for page in [refused, switched, long, gone] {
            #expect(page.text.utf8.count > 500 && page.text.contains("&lt;script&gt;alert(1)"), "\(page)")
            #expect(!Data(page.bytes).contains(sequence: "<script>alert".utf8), "\(page)")
            #expect(!Data(page.bytes).contains(sequence: "<\u{338}b".utf8) && page.text.contains("{{csrf}}"), "\(page)")
        }
        for at in [attack, "2026-01-06T10:00:00Z\"><script>"] {
            let query = at.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let led = try await lou.get("/book/consultation/confirm?at=\(query)")
            #expect(led.header("Location") == "/book/consultation", "\(led)")
        }
    }
}

extension Data {
    /// Whether these bytes stand in it, whatever letters they are parts of.
    fileprivate func contains(sequence bytes: String.UTF8View) -> Bool { range(of: Data(bytes)) != nil }
}
