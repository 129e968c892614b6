import App
import Foundation
import Testing

@Suite("The practice's zone")
struct PracticeZoneTests {
    private static let tokyo = ["time_zone": "Asia/Tokyo"]

    @Test("until an admin names it, it is the server's; then people and readers have it of whom nothing is known")
    func named() async throws {
        let practice = try await Practice.open { $0.standardZone = "Europe/Berlin" }
        let boss = try await practice.boss()
        #expect(try await boss.get("/api/admin/branding").object("branding").isNull("time_zone"))
        let early = try await practice.register("early@example.com")
        #expect(try await early.get("/api/users/me").object("user").text("time_zone") == "Europe/Berlin")
        #expect(try await practice.visitor.get("/book/consultation").text.contains("Berlin time"))
        let set = try await boss.put("/api/admin/branding", Self.tokyo)
        #expect(set.status == 200)
        #expect(try set.object("branding").text("time_zone") == "Asia/Tokyo")
        let late = try await practice.register("late@example.com")
        #expect(try await late.get("/api/users/me").object("user").text("time_zone") == "Asia/Tokyo")
        #expect(try await practice.visitor.get("/book/consultation").text.contains("Tokyo time"))
        let own = try await practice.register("own@example.com", ["time_zone": "Europe/Paris"])
        #expect(try await own.get("/api/users/me").object("user").text("time_zone") == "Europe/Paris")
        #expect(try await early.get("/api/users/me").object("user").text("time_zone") == "Europe/Berlin")
        #expect(try await boss.put("/api/admin/branding", [:]).status == 200)
        #expect(try await practice.visitor.get("/book/consultation").text.contains("Berlin time"))
    }

    @Test("another server has it once it has looked, and the command line at once")
    func servers() async throws {
        let practice = try await Practice.open { $0.standardZone = "UTC" }
        let other = try await practice.anotherServer()
        #expect(try await practice.boss().put("/api/admin/branding", Self.tokyo).status == 200)
        let visitor = practice.visitor.on(other)
        #expect(try await !visitor.get("/book/consultation").text.contains("Tokyo time"))
        _ = try await other.createAdmin(email: "ada@example.com", password: nil, isHost: false)
        let zones = try await practice.texts("SELECT time_zone FROM users WHERE email = 'ada@example.com'")
        #expect(zones == ["Asia/Tokyo"])
        try await other.lookAtBranding()
        #expect(try await visitor.get("/book/consultation").text.contains("Tokyo time"))
    }

    @Test("it is chosen on the page of the branding, or left to the server")
    func page() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let page = try await browser.get("/practice/branding")
        #expect(page.text.contains(#"<option value="" selected>the server&#39;s</option>"#), "\(page)")
        let sent = try await browser.send("/practice/branding", [("name", "Lindenhof"), ("time_zone", "Asia/Tokyo")])
        #expect(sent.status == 303, "\(sent)")
        let chosen = try await browser.get("/practice/branding")
        #expect(chosen.text.contains(#"<option value="Asia/Tokyo" selected>"#), "\(chosen)")
        #expect(try await browser.send("/practice/branding", [("name", "Lindenhof"), ("time_zone", "")]).status == 303)
        #expect(try await practice.boss().get("/api/admin/branding").object("branding").isNull("time_zone"))
    }
}
