import App
import Domain
import Foundation
import Testing

@Suite("What keeps a booking by pages back")
struct CheckoutLimitTests {
    @Test("three times that are held already are told with the way to each; the note stays")
    func holds() async throws {
        let paid = try await PaidPractice.open()
        let kim = try await paid.practice.signedIn("kim@example.com")
        for hour in ["10", "11", "12"] {
            let start = jan("08T\(hour):00")
            let look = try await kim.get("/book/advice/confirm?at=\(start)")
            #expect(try await kim.book(look, service: "advice", at: start).status == 303)
        }
        let look = try await kim.get("/book/advice/confirm?at=\(jan("08T13:00"))")
        let refused = try await kim.book(look, service: "advice", at: jan("08T13:00"), notes: "A note")
        #expect(refused.status == 429 && refused.text.contains("These times are held for you already."), "\(refused)")
        for id in try await paid.practice.numbers("SELECT id FROM bookings") {
            #expect(refused.text.contains("href=\"/bookings/\(id)/pay\""), "\(refused)")
        }
        #expect(
            refused.text.contains("Advice, Thursday 8 January, 11:00") && refused.text.contains("A note</textarea>"))
        #expect(refused.text.contains("<title>Error: Check and book"))
    }

    @Test("where an address must be proved first, the last look and the page after it say so, and how long there is")
    func proof() async throws {
        let practice = try await Practice.open { settings in
            settings.bookingNeedsProof = true
            settings.standardZone = "UTC"
        }
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        #expect(try await kim.register() == CheckoutPageTests.confirm)
        let look = try await kim.get(CheckoutPageTests.confirm)
        #expect(look.text.contains("Your address kim@example.com is not confirmed yet."), "\(look)")
        let id = try await kim.mustBook(look)
        let waits = try await kim.get("/bookings/\(id)/booked")
        #expect(waits.text.contains("One step is left, Kim.") && waits.text.contains("Until 08:30"), "\(waits)")
        #expect(waits.text.contains("We have sent a mail to kim@example.com.") && !waits.text.contains("calendar.ics"))
        try await practice.work()
        let token = try practice.linkToken(to: "kim@example.com")
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        let stands = try await kim.get("/bookings/\(id)/booked")
        #expect(stands.text.contains("You are booked, Kim.") && stands.text.contains("calendar.ics"), "\(stands)")
    }

    @Test("more bookings than an unproved address may have are refused in words, and nothing is lost")
    func unproved() async throws {
        let practice = try await Practice.open { $0.standardZone = "UTC" }
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        _ = try await kim.register()
        for hour in ["11", "12"] {
            let start = jan("06T\(hour):00")
            let look = try await kim.get("/book/consultation/confirm?at=\(start)")
            #expect(try await kim.book(look, at: start).status == 303)
        }
        let look = try await kim.get(CheckoutPageTests.confirm)
        let refused = try await kim.book(look, notes: "A note")
        #expect(refused.status == 403 && refused.text.contains("A note</textarea>"), "\(refused)")
        #expect(refused.text.contains("Until your address is confirmed you may have 2 coming bookings."))
    }

    @Test("times are those of the zone that the reader has chosen, and the host's stands beside them")
    func zones() async throws {
        let practice = try await Practice.open(zone: "Europe/Lisbon")
        let kim = PageBrowser(practice)
        _ = try await kim.get("/book/consultation?time_zone=Europe/Berlin")
        let you = try await kim.get(CheckoutPageTests.you)
        #expect(you.text.contains("11:00</time> – 12:00") && you.text.contains("Berlin time (CET, UTC+1)"), "\(you)")
        _ = try await kim.register()
        #expect(
            try await practice.texts("SELECT time_zone FROM users WHERE email = 'kim@example.com'") == ["Europe/Berlin"]
        )
        let look = try await kim.get(CheckoutPageTests.confirm)
        #expect(look.text.contains("Tuesday 6 January 2026, 11:00 – 12:00"), "\(look)")
        #expect(look.text.contains("your time, Berlin (CET, UTC+1) · 10:00 in Lisbon, where"))
        let german = PageBrowser(practice.visitor.with("Accept-Language", "de"))
        german.cookies = kim.cookies
        let blick = try await german.get(CheckoutPageTests.confirm)
        #expect(blick.text.contains("Stimmt alles so?") && blick.text.contains("Diese Zeit buchen"), "\(blick)")
        #expect(blick.text.contains("Ihre Zeit, Berlin (MEZ, UTC+1) · 10:00 Uhr in Lissabon, wo"))
    }
}
