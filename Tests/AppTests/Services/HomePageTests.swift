import App
import Foundation
import Testing

@Suite("The practice's home")
struct HomePageTests {
    @Test("one service alone is led to at once")
    func alone() async throws {
        let practice = try await Practice.open()
        let home = try await practice.visitor.get("/")
        #expect(home.status == 303 && home.header("Location") == "/book/consultation", "\(home)")
    }

    @Test("several are listed with host, length, price and the next free time in the reader's zone")
    func several() async throws {
        let practice = try await Practice.open { $0.standardZone = "Europe/Berlin" }
        let boss = try await practice.boss()
        _ = try await boss.addService("Short", 25, ["slug": "short", "amount": 45])
        _ = try await boss.addService("Long", 600, ["slug": "long"])
        let home = try await practice.visitor.get("/")
        for text in [
            "<h2><a href=\"/book/consultation\">Consultation</a></h2>", "<h2><a href=\"/book/short\">Short</a></h2>",
            "25 minutes with <span class=\"strong\">Consultant</span>", "<p class=\"price\">45.00 USD</p>",
            "<p class=\"price\">Free</p>", "no free time just now", "Times in <b>Berlin time</b> (CET, UTC+1).",
            "next: <time class=\"strong\" datetime=\"2026-01-05T09:00:00Z\">Mon 5 Jan, 10:00</time>",
        ] { #expect(home.text.contains(text), "\(text): \(home)") }
        let german = try await practice.visitor.with("Accept-Language", "de").get("/")
        #expect(german.text.contains("Sprechen Sie mit uns") && german.text.contains("Mo 5. Jan., 10:00"), "\(german)")
        let off = ["active": false]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", off).status == 200)
        #expect(try await !practice.visitor.get("/").text.contains("/book/consultation"))
    }

    @Test("where nothing can be booked it says so, with the practice's address")
    func nothing() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["active": false]).status == 200)
        #expect(try await boss.put("/api/admin/branding", ["address": "Linden 1\nBerlin"]).status == 200)
        let home = try await practice.visitor.get("/")
        #expect(home.status == 200 && home.text.contains("Nothing can be booked here at the moment."), "\(home)")
        #expect(home.text.contains("Linden 1\nBerlin"))
    }
}
