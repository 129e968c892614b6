import App
import Foundation
import Storage
import Testing

@Suite("Bookings in a calendar that others change, and servers that are killed")
struct WrittenAgainTests {
    @Test("an answer that was lost behind a PUT leads to one event, and so does a second try")
    func lostAnswer() async throws {
        let writing = try await WritingPractice.open()
        writing.server.set(.losesAnswers)
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        #expect(writing.server.events.count == 1)
        #expect(try await writing.practice.texts("SELECT state FROM booking_events") == ["begun"])
        writing.server.set(nil)
        try await writing.work(minutes: 5)
        #expect(writing.server.events.count == 1)
        #expect(try await writing.practice.texts("SELECT state FROM booking_events") == ["written"])
        // And a change behind it meets that event.
        writing.server.set(.losesAnswers)
        #expect(try await writing.jo.move(id, to: jan("06T12:00")).status == 200)
        try await writing.work()
        writing.server.set(nil)
        #expect(try await writing.jo.move(id, to: jan("06T14:00")).status == 200)
        try await writing.work(minutes: 5)
        #expect(writing.server.only?.value("DTSTART") == "20260106T140000Z")
        #expect(try await writing.jobs().isEmpty)
    }

    @Test("one that is off is taken away although nobody knows whether it was ever written")
    func offAfterLostAnswer() async throws {
        let writing = try await WritingPractice.open()
        writing.server.set(.losesAnswers)
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        writing.server.set(nil)
        try await writing.jo.cancel(id)
        try await writing.work(minutes: 5)
        #expect(writing.server.events.isEmpty)
        #expect(try await writing.written() + writing.jobs() == [])
    }

    @Test("a job that ran to its end, which was lost, changes nothing when it runs once more")
    func lostEnd() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        let before = writing.server.events.mapValues(\.text)
        // As if the server was killed before it could write down what it did.
        try await writing.practice.run(
            "UPDATE booking_events SET state = 'begun', etag = NULL, sequence = NULL WHERE booking_id = \(id)")
        try await writing.practice.addWriting(of: id)
        try await writing.work()
        #expect(writing.server.events.mapValues(\.text) == before)
        #expect(try await writing.practice.texts("SELECT state FROM booking_events") == ["written"])
    }

    @Test("an event of the same UID, as from the booking's mail, becomes ours, and is taken away with it")
    func fromMail() async throws {
        let practice = try await Practice.openForLong()
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        let id = try await jo.mustBook(jan("06T10:00"))
        let file = try await jo.get("/api/bookings/\(id)/calendar.ics").text
        let server = CalDAVServer()
        practice.feeds.answer(server.answer)
        server.put(file, as: "from-mail.ics")
        #expect(try await boss.linkWritten(CalDAVServer.personal).status == 201)
        try await practice.work()
        #expect(server.names == ["from-mail.ics"])
        #expect(server.only?.value("CLASS") == "PRIVATE")
        #expect(try await jo.move(id, to: jan("06T12:00")).status == 200)
        try await practice.work()
        #expect(server.names == ["from-mail.ics"])
        #expect(server.only?.value("DTSTART") == "20260106T120000Z")
        try await jo.cancel(id)
        try await practice.work()
        #expect(server.events.isEmpty)
    }

    @Test("what the host has moved there is overwritten by the next change, and taken away all the same")
    func movedByHost() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        let name = try #require(writing.server.names.first)
        let event = try #require(writing.server.only)
        writing.server.put(event.text.replacing("20260106T1", with: "20260109T1"), as: name)
        try await writing.work(minutes: 60)
        #expect(writing.server.only?.value("DTSTART") == "20260109T100000Z", "until then it stays where it was put")
        #expect(try await writing.jo.move(id, to: jan("06T12:00")).status == 200)
        try await writing.work()
        #expect(writing.server.only?.value("DTSTART") == "20260106T120000Z")
        writing.server.put(event.text, as: name)
        try await writing.jo.cancel(id)
        try await writing.work()
        #expect(writing.server.events.isEmpty)
    }

    @Test("what the host has deleted there stays away until the booking changes")
    func deletedByHost() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        writing.server.delete(try #require(writing.server.names.first))
        try await writing.work(minutes: 60)
        #expect(try await writing.boss.patch(writing.link, ["titles": "name"]).status == 200)
        try await writing.work()
        #expect(writing.server.events.isEmpty, "another title is no change of the booking")
        #expect(try await writing.jo.move(id, to: jan("06T12:00")).status == 200)
        try await writing.work()
        #expect(writing.server.only?.value("DTSTART") == "20260106T120000Z")
        writing.server.delete(try #require(writing.server.names.first))
        try await writing.jo.cancel(id)
        try await writing.work()
        #expect(try await writing.written() + writing.jobs() == [])
    }

    @Test("of two servers that come upon jobs of one booking, one waits for the other")
    func twoServers() async throws {
        let writing = try await WritingPractice.open()
        let id = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.practice.addWriting(of: id)
        let now = Int64(writing.practice.clock.now.timeIntervalSince1970)
        // The first of them is in the hand of another server.
        try await writing.practice.run(
            """
            UPDATE jobs SET leased_until = \(now + 30), attempt = 1
            WHERE id = (SELECT MIN(id) FROM jobs WHERE kind = 'calendar_write')
            """)
        try await writing.work()
        #expect(writing.server.changes.isEmpty)
        #expect(try await writing.jobs() == [id, id])
        // That server is gone; whoever takes one of the jobs does the work of both.
        try await writing.work(minutes: 1)
        #expect(writing.server.changes.count == 1 && writing.server.events.count == 1)
        #expect(try await writing.jobs().isEmpty)
    }
}

extension Practice {
    /// Writes down once more that a booking is to be written into calendars.
    func addWriting(of booking: Int64) async throws {
        let now = Int64(clock.now.timeIntervalSince1970)
        try await run(
            """
            INSERT INTO jobs (kind, queue, subject_id, detail, due_at, attempt, leased_until, created_at)
            VALUES ('calendar_write', \(bossID), \(booking), '', \(now), 0, 0, \(now))
            """)
    }
}
