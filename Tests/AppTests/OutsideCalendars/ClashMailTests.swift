import App
import Foundation
import Testing

@Suite("Mails about calendars that come over bookings")
struct ClashMailTests {
    @Test("the host is told once of both times, with the ways to move, to cancel and to keep; in German too")
    func told() async throws {
        let clashed = try await ClashedPractice.open()
        try await clashed.turns(ClashedPractice.over)
        let letters = clashed.practice.letters.letters(to: "boss@example.com")
        let letter = try #require(letters.first { $0.subject.hasPrefix("Busy elsewhere during a booking") })
        let page = "/practice/bookings/\(clashed.id)"
        for text in [
            "Your calendar “Family” has something by now", "Busy elsewhere:", "12:30–13:05", "Move the booking",
            "\(page)/move", "Cancel the booking", "\(page)/cancel", "Keep it as it is", "\(page)#clash",
        ] {
            #expect(letter.text.contains(text), "\(text) in \(letter.text)")
            #expect(letter.html.contains(text), "\(text) in \(letter.html)")
        }
        #expect(letter.text.contains("12:00–13:00"), "\(letter.text)")
        #expect(!letter.text.contains("Dentist") && !letter.text.contains("Join"), "\(letter.text)")
        #expect(letter.invitation == nil)
        // Whatever becomes of it: it moves, goes and comes back.
        for text in [
            KeptFeeds.busy(jan("06T12:00"), jan("06T12:10")), KeptFeeds.calendar([]), ClashedPractice.over,
        ] {
            try await clashed.turns(text)
        }
        #expect(try await clashed.isClashing())
        #expect(clashed.told() == 1)
        let german = try await ClashedPractice.open()
        #expect(try await german.boss.patch("/api/users/me", ["locale": "de"]).status == 200)
        try await german.turns(ClashedPractice.over)
        let told = german.practice.letters.letters(to: "boss@example.com").map(\.text)
        #expect(told.contains { $0.contains("So lassen") })
    }

    @Test("of a booking that is held the host is told once it is firm")
    func held() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.calendar([]), ["name": "Family"]) {
            $0.bookingNeedsProof = true
        }
        let ann = try await linked.practice.register("ann@example.com", proved: false)
        let clashed = ClashedPractice(linked: linked, id: try await ann.mustBook(ClashedPractice.noon))
        try await clashed.turns(ClashedPractice.over)
        #expect(try await clashed.booking().text("status") == "pending")
        #expect(try await clashed.isClashing())
        #expect(clashed.told() == 0)
        let token = try clashed.practice.linkToken(to: "ann@example.com")
        #expect(try await clashed.practice.visitor.post("/api/auth/verify-email", ["token": token]).status == 204)
        #expect(try await clashed.booking().text("status") == "scheduled")
        for _ in 0..<2 { try await linked.poll() }
        #expect(clashed.told() == 1)
    }

    @Test("what has gone, or was kept or moved, before the mail was sent is not told", arguments: 0..<3)
    func untrue(deed: Int) async throws {
        let clashed = try await ClashedPractice.open()
        clashed.practice.letters.fail(LetterRefused())
        try await clashed.turns(ClashedPractice.over)
        let path = "/api/host/bookings"
        switch deed {
        case 0: try await clashed.turns(KeptFeeds.calendar([]))
        case 1: #expect(try await clashed.boss.post("\(path)/\(clashed.id)/clash/keep").status == 200)
        default: #expect(try await clashed.boss.move(clashed.id, to: jan("06T15:00"), under: path).status == 200)
        }
        clashed.practice.letters.fail(nil)
        try await clashed.practice.live(hours: 1)
        #expect(clashed.told() == 0)
        let states = try await clashed.practice.texts("SELECT state FROM mails WHERE kind = 'calendar_clash'")
        #expect(states == ["dropped"])
    }

    private struct LetterRefused: Error {}

    @Test("a calendar that stands over many bookings at once is told of in ten mails, and all of them are marked")
    func many() async throws {
        let clashed = try await ClashedPractice.open()
        for (day, hours) in [("07", 9...16), ("08", 9...12)] {
            for hour in hours {
                let start = jan("\(day)T" + String(format: "%02d:00", hour))
                let wish: [String: any Sendable] = [
                    "service_id": clashed.practice.service, "scheduled_at": start, "email": "ann@example.com",
                ]
                try #require(try await clashed.boss.post("/api/admin/bookings", wish).status == 201)
            }
        }
        try await clashed.turns(
            KeptFeeds.calendar([["UID:h", "DTSTART;VALUE=DATE:20260106", "DTEND;VALUE=DATE:20260109"]]))
        let list = try await clashed.boss.get("/api/host/bookings").array("bookings")
        #expect(list.count == 13 && list.allSatisfy { !$0.isNull("clash") })
        #expect(clashed.told() == 10)
        let clash = try list[0].object("clash")
        #expect(try clash.text("starts_at") == jan("06T00:00") && clash.text("ends_at") == jan("09T00:00"))
    }
}
