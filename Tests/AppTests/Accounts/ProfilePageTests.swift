import App
import Domain
import Foundation
import Testing

@Suite("The page of one's own account")
struct ProfilePageTests {
    private static let fields = [
        ("first_name", "Kim"), ("last_name", "Sample"), ("display_name", ""), ("time_zone", "Europe/Lisbon"),
        ("locale", "de"),
    ]

    private static func signedIn(_ practice: Practice, _ email: String = "kim@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("it shows who one is here, and saves names, zone and language by the rules of the API")
    func save() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register("kim@example.com", ["first_name": "Ki", "time_zone": "Europe/Berlin"])
        let browser = try await Self.signedIn(practice)
        let shown = try await browser.get("/account")
        #expect(shown.status == 200 && shown.text.contains("kim@example.com"), "\(shown)")
        #expect(shown.text.contains(#"<span class="pill good">"#) && shown.text.contains("Confirmed"))
        #expect(shown.text.contains(#"autocomplete="given-name" value="Ki""#), "\(shown)")
        #expect(shown.text.contains(#"<option value="Europe/Berlin" selected>Europe/Berlin</option>"#))
        #expect(shown.text.contains(#"<option value="en" selected>English</option>"#))
        let saved = try await browser.send("/account", Self.fields)
        #expect(saved.status == 303 && saved.header("Location") == "/account?done=saved", "\(saved)")
        let user = try await kim.get("/api/users/me").object("user")
        #expect(try user.text("first_name") == "Kim" && user.text("last_name") == "Sample")
        #expect(try user.text("time_zone") == "Europe/Lisbon" && user.text("locale") == "de")
        #expect(user.isNull("display_name"))
        // Pages follow the language, whatever the browser wishes for.
        let told = try await browser.get("/account?done=saved", ["Accept-Language": "en"])
        #expect(told.text.contains(#"<div class="notice good" role="status">"#), "\(told)")
        #expect(told.text.contains("Gespeichert.") && told.text.contains("Kim Sample"))
    }

    @Test("each way around has a name of its own, by which it is told from the others where pages are read aloud")
    func landmarks() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com")
        let browser = try await Self.signedIn(practice)
        for path in ["/account", "/account/security"] {
            let page = try await browser.get(path).text
            let names = page.matches(of: /<nav [^>]*aria-label="([^"]+)"/).map { String($0.output.1) }
            #expect(names == ["Your account", "Pages of your account", "Language"], "\(path)")
        }
    }

    @Test("what cannot be saved is told at its field, with what was typed, and changes nothing")
    func refused() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register("kim@example.com", ["first_name": "Ki"])
        let browser = try await Self.signedIn(practice)
        _ = try await browser.get("/account")
        let fields = [
            ("first_name", "<Kim>"), ("last_name", "\u{7}"), ("time_zone", "Europe/Nowhere"), ("locale", "de"),
        ]
        let page = try await browser.send("/account", fields)
        #expect(page.status == 422 && page.text.contains("<title>Error: Your account"), "\(page)")
        #expect(page.text.contains(##"<a href="#time_zone">We do not know that time zone."##))
        #expect(page.text.contains(##"<a href="#last_name">“Last name” holds a sign that nobody sees"##))
        #expect(page.text.contains(#"value="&lt;Kim&gt;""#) && page.text.contains(#"id="time_zone-error""#))
        #expect(page.text.contains(#"aria-invalid="true" aria-describedby="time_zone-error""#))
        #expect(try await kim.get("/api/users/me").object("user").text("first_name") == "Ki")
        let surplus = try await browser.send("/account", [("is_admin", "on")])
        #expect(surplus.status == 422, "\(surplus)")
        #expect(try await kim.get("/api/users/me").object("user").flag("is_admin") == false)
    }

    @Test("a locale that the page cannot show in full is left as it is, unless another language is chosen")
    func locale() async throws {
        let practice = try await Practice.open()
        for (old, chosen, new) in [("de-CH", "de", "de-CH"), ("de-CH", "en", "en"), ("fr", "fr", "fr")] {
            let email = "\(old)-\(chosen)@example.com"
            let person = try await practice.register(email, ["locale": old])
            let browser = try await Self.signedIn(practice, email)
            let shown = try await browser.get("/account")
            #expect(shown.text.contains(#"<option value="\#(old == "fr" ? "fr" : "de")" selected>"#), "\(old)")
            #expect(try await browser.send("/account", [("locale", chosen)]).status == 303)
            #expect(try await person.get("/api/users/me").object("user").text("locale") == new, "\(old), \(chosen)")
        }
    }

    @Test("the mail that proves the address can be asked for again there")
    func proof() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", proved: false)
        try await practice.work()
        let before = practice.letters.letters(to: "kim@example.com").count
        let browser = try await Self.signedIn(practice)
        let shown = try await browser.get("/account")
        #expect(
            shown.text.contains("Not confirmed yet") && shown.text.contains(#"action="/account/proof""#), "\(shown)")
        #expect(try await browser.send("/account/proof").header("Location") == "/account?done=proof_sent")
        try await practice.work()
        #expect(practice.letters.letters(to: "kim@example.com").count == before + 1)
        let told = try await browser.get("/account?done=proof_sent")
        #expect(told.text.contains("A mail is on its way to your address."))
        let odd = try await browser.get("/account?done=<b>")
        #expect(odd.status == 200 && !odd.text.contains("role=\"status\""))
    }

    @Test("every zone that is offered can be saved, and one's own is among them whatever its name")
    func zones() async throws {
        #expect(ZoneChoice.names.count > 300 && ZoneChoice.names.first == "UTC")
        for name in ZoneChoice.names { #expect(throws: Never.self, "\(name)") { try Zone(name) } }
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", ["time_zone": "Etc/GMT+5"])
        let page = try await Self.signedIn(practice).get("/account")
        #expect(page.text.contains(#"<option value="Etc/GMT+5" selected>"#))
    }
}
