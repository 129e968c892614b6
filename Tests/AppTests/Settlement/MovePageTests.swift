import App
import Foundation
import Testing

@Suite("Moving a booking on its page")
struct MovePageTests {
    @Test("a time is chosen by links, shown beside the old one, and taken by a POST alone")
    func moves() async throws {
        let practice = try await Practice.open()
        let mia = try await practice.register("mia@example.com")
        let id = try await mia.mustBook(jan("07T10:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("mia@example.com")
        let page = try await browser.get("/bookings/\(id)/move?day=2026-01-07")
        #expect(page.status == 200 && page.text.contains("<h1>Move Consultation</h1>"), "\(page)")
        #expect(
            page.text.contains("href=\"/bookings/\(id)/move?at=2026-01-07T11:00:00Z\""), "its own time counts as free")
        #expect(!page.text.contains("?at=2026-01-07T10:00:00Z\""), "where it is already it cannot go")
        #expect(!page.text.contains("name=\"at\""), "nothing is chosen yet")
        let chosen = try await browser.get("/bookings/\(id)/move?at=2026-01-07T11:00:00Z")
        #expect(chosen.text.contains("<s>Wednesday 7 January, 10:00</s>"), "\(chosen)")
        #expect(chosen.text.contains(">Move to Wednesday 7 January, 11:00</button>"))
        let shown = try await mia.get("/api/bookings/\(id)").object("booking").text("scheduled_at")
        #expect(shown == "2026-01-07T10:00:00Z", "looking moves nothing")
        for _ in 1...2 {
            let done = try await browser.send("/bookings/\(id)/move", [("at", "2026-01-07T11:00:00Z")])
            #expect(done.status == 303 && done.header("Location") == "/bookings/\(id)?done=moved", "\(done)")
        }
        let moved = try await browser.get("/bookings/\(id)?done=moved").text
        #expect(moved.contains("11:00 – 12:00") && moved.contains("Moved. A mail with the new time"), "\(moved)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'rescheduling'") == [2])
    }

    @Test("a time that was taken meanwhile, or is not offered, is told with the free ones beside it")
    func taken() async throws {
        let practice = try await Practice.open()
        let mia = try await practice.register("mia@example.com")
        let id = try await mia.mustBook(jan("07T10:00"))
        _ = try await practice.register("jo@example.com").mustBook(jan("07T11:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("mia@example.com")
        _ = try await browser.get("/bookings/\(id)/cancel")
        for (start, status, sentence) in [
            ("2026-01-07T11:00:00Z", 409, "was just taken"), ("2026-01-10T03:00:00Z", 422, "not offered"),
            ("x", 422, "should look different"),
        ] {
            let refused = try await browser.send("/bookings/\(id)/move", [("at", start)])
            #expect(refused.status == status && refused.text.contains(sentence), "\(refused)")
            #expect(refused.text.contains("class=\"time\"") && !refused.text.contains("name=\"at\""))
        }
        let booking = try await mia.get("/api/bookings/\(id)").object("booking")
        #expect(try booking.text("scheduled_at") == "2026-01-07T10:00:00Z")
    }

    @Test("what cannot be moved any more leads to its own page, and nobody else comes in")
    func refused() async throws {
        let practice = try await Practice.open()
        let mia = try await practice.register("mia@example.com")
        let id = try await mia.mustBook(jan("07T10:00"))
        _ = try await practice.register("jo@example.com")
        for email in ["jo@example.com", "boss@example.com"] {
            let browser = PageBrowser(practice)
            try await browser.signIn(email)
            #expect(try await browser.get("/bookings/\(id)/move").status == 404, "\(email)")
            _ = try await browser.get("/account")
            #expect(try await browser.send("/bookings/\(id)/move", [("at", "2026-01-07T11:00:00Z")]).status == 404)
        }
        let browser = PageBrowser(practice)
        try await browser.signIn("mia@example.com")
        _ = try await browser.get("/bookings/\(id)/cancel")
        #expect(try await mia.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await browser.get("/bookings/\(id)/move").header("Location") == "/bookings/\(id)")
        let late = try await browser.send("/bookings/\(id)/move", [("at", "2026-01-07T11:00:00Z")])
        #expect(late.header("Location") == "/bookings/\(id)", "\(late)")
    }

    @Test("the link of a mail moves it too, in the client's zone and language")
    func linked() async throws {
        let practice = try await Practice.open()
        let german = ["locale": "de", "time_zone": "Europe/Berlin"]
        let mia = try await practice.register("mia@example.com", german)
        let id = try await mia.mustBook(jan("07T10:00"))
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: "mia@example.com").last { $0.invitation != nil })
        let link = try #require(letter.text.firstMatch(of: /https:\/\/practice\.example(\/m\/[^\s]+)/))
        let path = String(link.output.1)
        let page = try await practice.visitor.get("\(path)/move?at=2026-01-07T11:00:00Z")
        #expect(page.text.contains("Verschieben auf Mittwoch, 7. Januar, 12:00 Uhr"), "\(page)")
        let done = try await practice.visitor.submit("\(path)/move", "at=2026-01-07T11:00:00Z&csrf_token=")
        #expect(done.status == 303 && done.header("Location") == "\(path)?done=moved", "\(done)")
        let booking = try await mia.get("/api/bookings/\(id)").object("booking")
        #expect(try booking.text("scheduled_at") == "2026-01-07T11:00:00Z")
        #expect(try await practice.visitor.get(path).status == 200, "the same link leads on")
    }
}
