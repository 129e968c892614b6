import App
import Foundation
import Testing

@Suite("The set-up of a new practice")
struct SetupTests {
    private static let steps = ["account", "practice", "hours", "service", "mail", "meetings", "texts"]

    /// A practice as `bin/run` makes it on an empty folder, and its admin, signed in with the printed password.
    private static func begun() async throws -> (practice: Practice, browser: PageBrowser) {
        let practice = try await Practice.openEmpty { $0.standardZone = "UTC" }
        let admin = try #require(try await practice.app.firstStart.run(email: nil, password: nil))
        let browser = PageBrowser(practice)
        let signedIn = try await browser.signIn(admin.email, try #require(admin.password))
        #expect(signedIn.header("Location") == "/practice", "\(signedIn)")
        return (practice, browser)
    }

    @Test("a new admin is led to it, names practice and zone, and is at the public page when all is done")
    func whole() async throws {
        let (practice, browser) = try await Self.begun()
        let first = try await browser.get("/practice")
        #expect(first.status == 303 && first.header("Location") == "/setup", "\(first)")
        let page = try await browser.get("/setup")
        #expect(page.text.contains("0 of 7 steps are done.") && page.text.contains("admin@localhost"), "\(page)")
        #expect(page.text.contains(#"<option value="UTC" selected>"#), "\(page)")
        let named = try await browser.send("/setup/practice", [("name", "Lindenhof"), ("time_zone", "Asia/Tokyo")])
        #expect(named.status == 303 && named.header("Location") == "/setup", "\(named)")
        #expect(try await practice.texts("SELECT name FROM branding") == ["Lindenhof"])
        #expect(try await practice.texts("SELECT time_zone FROM branding") == ["Asia/Tokyo"])
        #expect(try await practice.texts("SELECT time_zone FROM users") == ["Asia/Tokyo"], "hours are in it too")
        let then = try await browser.get("/setup")
        #expect(then.text.contains("1 of 7 steps are done.") && !then.text.contains("/setup/practice"), "\(then)")
        for step in Self.steps where step != "practice" {
            let done = try await browser.send("/setup", [("step", step)])
            #expect(done.status == 303 && done.header("Location") == "/setup", "\(done)")
        }
        #expect(try await practice.numbers("SELECT COUNT(*) FROM setup_steps") == [0])
        let end = try await browser.get("/setup")
        for text in ["Clients can book.", "<p>https://practice.example</p>"] {
            #expect(end.text.contains(text), "\(end)")
        }
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && !day.text.contains("Set-up:"), "it never comes back: \(day)")
    }

    @Test("it can be left: the day then tells how far it has come, in the reader's language, and leads back")
    func left() async throws {
        let (_, browser) = try await Self.begun()
        _ = try await browser.get("/setup")
        #expect(try await browser.send("/setup", [("step", "hours")]).status == 303)
        #expect(try await browser.get("/practice").header("Location") == "/setup", "a step is no leaving")
        let left = try await browser.send("/setup", [("step", "later")])
        #expect(left.status == 303 && left.header("Location") == "/practice", "\(left)")
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && day.text.contains(#"<a href="/setup">Set-up: 1 of 7</a>"#), "\(day)")
        #expect(try await browser.get("/setup").text.contains("1 of 7 steps are done."))
        let again = try await browser.send("/setup", [("step", "hours")])
        #expect(again.status == 303, "pressed twice, it is done once")
        #expect(try await browser.get("/practice").text.contains("Set-up: 1 of 7"))
        #expect(try await browser.send("/setup", [("step", "other")]).status == 404)
    }

    @Test("what cannot be saved is told at its field with what was typed, and the step stays open")
    func refused() async throws {
        let (practice, browser) = try await Self.begun()
        _ = try await browser.get("/setup")
        let long = String(repeating: "a", count: 101)
        let page = try await browser.send("/setup/practice", [("name", long), ("time_zone", "Mars/Olympus")])
        #expect(page.status == 422 && page.text.contains("<title>Error: Five minutes"), "\(page)")
        for field in ["name", "time_zone"] { #expect(page.text.contains("id=\"\(field)-error\""), "\(page)") }
        #expect(page.text.contains("value=\"\(long)\"") && page.text.contains("0 of 7"), "\(page)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM branding") == [0])
    }

    @Test("whoever named address and password for the first admin is not led to it, and nobody of an older practice")
    func skipped() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM setup_steps") == [0])
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && !day.text.contains("Set-up:"), "\(day)")
        #expect(try await browser.get("/setup").text.contains("Clients can book."))
    }

    @Test("an admin who signs in by mail has named their own address already")
    func byMail() async throws {
        let practice = try await Practice.openEmpty { $0.loginWays.staff = [.code] }
        _ = try await practice.app.firstStart.run(email: "boss@example.com", password: nil)
        let steps = try await practice.texts("SELECT step FROM setup_steps ORDER BY step")
        #expect(steps == ["hours", "mail", "meetings", "practice", "service", "texts", "welcome"])
    }
}
