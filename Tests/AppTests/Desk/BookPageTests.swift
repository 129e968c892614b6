import App
import Foundation
import Testing

@Suite("Booking for a client by a page")
struct BookPageTests {
    @Test("an admin finds a client and books free time; a wrong address keeps what was typed")
    func books() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let page = try await browser.get("/practice/book?at=2026-01-06T10:00:00Z&q=jo")
        #expect(page.status == 200 && page.text.contains("Jo Doe, jo@example.com"), "\(page)")
        #expect(page.text.contains("value=\"2026-01-06T10:00:00Z\" selected"), "\(page)")
        let fields = [("service_id", "\(practice.service)"), ("scheduled_at", "2026-01-06T10:00:00Z"), ("key", "a")]
        let wrong = try await browser.send("/practice/book", fields + [("email", "nobody"), ("first_name", "Kim")])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"Kim\""), "\(wrong)")
        let booked = try await browser.send("/practice/book", fields + [("user_id", "\(jo.userID)")])
        #expect(booked.status == 303, "\(booked)")
        #expect(booked.header("Location")?.hasPrefix("/practice/bookings/") == true, "\(booked)")
        #expect(try await jo.get("/api/bookings").int("total") == 1)
    }
}
