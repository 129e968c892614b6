import App
import Foundation
import Testing

@Suite("Bookings in a calendar of their host")
struct WrittenBookingTests {
    @Test("a booking is written there, moves there, and is taken away when it is off")
    func life() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        let first = try #require(writing.server.only)
        #expect(first.value("DTSTART") == "20260106T100000Z" && first.value("DTEND") == "20260106T110000Z")
        #expect(first.value("TRANSP") == "OPAQUE" && first.value("CLASS") == "PRIVATE")
        #expect(first.value("URL") == "https://practice.example/practice/bookings/\(id)")
        let name = try #require(writing.server.names.first)
        #expect(name.wholeMatch(of: /informat-[0-9a-f]{16}\.ics/) != nil, "\(name)")

        #expect(try await writing.jo.move(id, to: jan("07T12:00")).status == 200)
        try await writing.work()
        let moved = try #require(writing.server.only)
        #expect(moved.value("DTSTART") == "20260107T120000Z" && moved.value("UID") == first.value("UID"))
        let sequences = try [first, moved].map { try #require($0.value("SEQUENCE").flatMap(Int.init)) }
        #expect(sequences[0] < sequences[1] && writing.server.names == [name])

        try await writing.jo.cancel(id)
        try await writing.work()
        #expect(writing.server.events.isEmpty)
        #expect(try await writing.written() + writing.jobs() == [])
    }

    @Test("the event names the client only where the host wants it, and invites nobody in any case")
    func titles() async throws {
        let writing = try await WritingPractice.open()
        _ = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        #expect(writing.server.only?.value("SUMMARY") == "Booked consultation")
        #expect(try await writing.boss.patch(writing.link, ["titles": "name"]).status == 200)
        try await writing.work()
        let named = try #require(writing.server.only)
        #expect(named.value("SUMMARY") == "Consultation with Jo")
        for word in ["ORGANIZER", "ATTENDEE", "METHOD"] { #expect(!named.text.contains(word)) }
        writing.server.forget()
        #expect(try await writing.boss.patch(writing.link, ["titles": "name"]).status == 200)
        try await writing.work()
        #expect(writing.server.changes.isEmpty, "nothing changes")
    }

    @Test("its name there is that of the mails' calendar file, and it keeps nobody from booking when it is read")
    func own() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        let file = try await writing.jo.get("/api/bookings/\(id)/calendar.ics").text
        try await writing.work(minutes: 10)
        let event = try #require(writing.server.only)
        let uid = try #require(event.value("UID"))
        #expect(file.replacing("\r\n ", with: "").contains("UID:\(uid)\r\n"))
        try await writing.work(minutes: 15)
        #expect(try await writing.state().int("stretches") == 0)
        try await writing.jo.cancel(id)
        // Before it is taken away there: what is off takes no time either.
        writing.server.set(.refuses(503))
        try await writing.work(minutes: 10)
        #expect(writing.server.events.count == 1)
        #expect(try await writing.jo.slots("2026-01-06").contains(jan("06T10:00")))
    }

    @Test("a hold is not written before it is firm")
    func holds() async throws {
        let practice = try await Practice.openForLong { $0.bookingNeedsProof = true }
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", proved: false)
        let writing = try await WritingPractice.link(practice, boss, jo)
        let id = try await jo.mustBook(jan("06T10:00"))
        #expect(try await jo.get("/api/bookings/\(id)").object("booking").text("status") == "pending")
        try await writing.work()
        #expect(writing.server.changes.isEmpty)
        try await UnprovedBookingTests.prove(practice)
        try await writing.work()
        #expect(writing.server.events.count == 1)
    }

    @Test("a calendar that is linked later gets all that is to come, part by part, and nothing that is over")
    func later() async throws {
        let practice = try await Practice.openForLong { $0.rateLimits = false }
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        _ = try await jo.mustBook(jan("05T10:00"))
        let short = try await boss.addService("Short", 5, ["slot_step": 5])
        var coming: [Int64] = []
        for minute in stride(from: 0, to: 105 * 5, by: 5) {
            let start = String(format: "%02d:%02d", minute % 480 / 60 + 9, minute % 60)
            coming.append(try await jo.mustBook(jan("\(minute < 480 ? "06" : "07")T\(start)"), service: short))
        }
        try await jo.cancel(coming.removeLast())
        practice.clock.move(hours: 4)
        let writing = try await WritingPractice.link(practice, boss, jo)
        #expect(writing.server.events.count == 104)
        #expect(try await writing.written() == coming.sorted())
        #expect(try await writing.jobs().isEmpty)
    }

    @Test("a hand-over takes it from one host's calendar into the other's, if they have one")
    func handOver() async throws {
        let (practice, boss, eve, jo) = try await HandOverTests.open()
        let (one, other) = try await practice.linkWritten(boss, eve)
        _ = try await jo.mustBook(jan("06T10:00"))
        try await practice.work()
        #expect(one.events.count == 1 && other.events.isEmpty)
        let there = try await HandOverTests.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(there.status == 200)
        one.set(.refuses(503))
        practice.clock.move(seconds: 720)
        try await practice.work()
        #expect(one.events.count == 1)
        #expect(try await jo.slots("2026-01-06").contains(jan("06T10:00")), "what is left of it takes no time")
        one.set(nil)
        practice.clock.move(seconds: 300)
        try await practice.work()
        #expect(one.events.isEmpty && other.events.count == 1)
        let calendar = try await eve.get("/api/host/calendars").array("calendars")[0].int("id")
        #expect(try await eve.patch("/api/host/calendars/\(calendar)", ["writes": false]).status == 200)
        try await practice.work()
        #expect(other.events.isEmpty)
        #expect(try await HandOverTests.handOver(boss, from: eve.userID, to: practice.bossID).status == 200)
        try await practice.work()
        #expect(one.events.count == 1)
    }
}
