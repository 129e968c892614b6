import App
import Foundation
import Storage
import Testing

@Suite("Calendars that are written, and are no more")
struct WritingSetupTests {
    @Test("unlinked, it keeps what was written there, or is rid of it where that is wished")
    func unlinked() async throws {
        let kept = try await WritingPractice.open()
        _ = try await kept.jo.mustBook(jan("06T10:00"))
        try await kept.work()
        #expect(try await kept.boss.delete(kept.link).status == 204)
        try await kept.work(minutes: 5)
        #expect(kept.server.events.count == 1)
        #expect(try await Self.left(in: kept.practice) == [0])

        let rid = try await WritingPractice.open()
        for hour in 10...12 { _ = try await rid.jo.mustBook(jan("06T\(hour):00")) }
        try await rid.work()
        #expect(rid.server.events.count == 3)
        #expect(try await rid.boss.delete(rid.link, ["remove_events": true]).status == 204)
        #expect(try await rid.boss.get("/api/host/calendars").array("calendars").isEmpty)
        #expect(try await rid.boss.patch(rid.link, ["name": "Mine"]).status == 404)
        try await rid.work()
        #expect(rid.server.events.isEmpty)
        try await rid.work(minutes: 2)
        #expect(try await Self.left(in: rid.practice) == [0], "nor is its password kept any longer")
        _ = try await rid.jo.mustBook(jan("06T14:00"))
        try await rid.work()
        #expect(rid.server.events.isEmpty)
    }

    @Test("where its server lets nobody take ours away, the password is forgotten after a week all the same")
    func cannotBeRid() async throws {
        let writing = try await WritingPractice.open()
        _ = try await writing.jo.mustBook(jan("20T10:00"))
        try await writing.work()
        writing.server.set(.refuses(403))
        #expect(try await writing.boss.delete(writing.link, ["remove_events": true]).status == 204)
        try await writing.practice.live(hours: 24 * 6)
        #expect(try await writing.practice.numbers("SELECT COUNT(*) FROM calendar_links") == [1])
        // An hour more is the longest that the last try waits.
        try await writing.practice.live(hours: 27)
        #expect(try await Self.left(in: writing.practice) == [0])
        #expect(writing.server.events.count == 1)
    }

    @Test("written no more, it loses what is to come and keeps what is over; another one gets it")
    func anotherCalendar() async throws {
        let writing = try await WritingPractice.open()
        let over = try await writing.jo.mustBook(jan("05T10:00"))
        _ = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        try await writing.work(minutes: 240)
        #expect(writing.server.events.count == 2)
        let (one, other) = (writing.server, CalDAVServer())
        writing.practice.feeds.answer { call, isHurried in
            try await (call.url.contains("other.example") ? other : one).answer(call, isHurried)
        }
        let second = CalDAVServer.personal.replacing("cloud.", with: "other.")
        #expect(try await writing.boss.linkWritten(second).complainedFields == ["writes"], "one of a host's at most")
        #expect(try await writing.boss.patch(writing.link, ["writes": false]).status == 200)
        #expect(try await writing.boss.linkWritten(second).status == 201)
        try await writing.work()
        #expect(one.only?.value("URL")?.hasSuffix("/\(over)") == true)
        #expect(other.only?.value("DTSTART") == "20260106T100000Z")
    }

    @Test("a server that refuses is told of in words, left alone for an hour, and written as soon as that is mended")
    func refused() async throws {
        let writing = try await WritingPractice.open()
        writing.server.set(.refuses(403))
        writing.server.forget()
        for hour in 10...12 { _ = try await writing.jo.mustBook(jan("06T\(hour):00")) }
        try await writing.work()
        let state = try await writing.state()
        #expect(try state.text("write_problem") == "read_only")
        #expect(try state.text("write_problem_detail").isEmpty == false && !state.isNull("write_problem_since"))
        try await writing.work(minutes: 50)
        #expect(writing.server.changes.count == 1, "one try for all of them")
        writing.server.set(nil)
        #expect(try await writing.boss.patch(writing.link, ["password": "app-pass-word-1"]).status == 200)
        try await writing.work()
        #expect(writing.server.events.count == 3)
        #expect(try await writing.state().isNull("write_problem"))
        #expect(try await writing.jobs().isEmpty)
    }

    @Test("a server that fails keeps no other host's calendar from being written")
    func failing() async throws {
        let (practice, boss, eve, jo) = try await HandOverTests.open()
        let (one, other) = try await practice.linkWritten(boss, eve)
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        // Once all that there was is entered: a later job for a booking takes the place of the one before.
        try await practice.work()
        one.set(.refuses(503))
        _ = try await jo.mustBook(jan("06T10:00"))
        _ = try await jo.mustBook(jan("06T10:00"), service: hers)
        try await practice.work()
        #expect(one.events.isEmpty && other.events.count == 1)
        let failed = try await boss.get("/api/admin/jobs")
        #expect(try failed.array("jobs").map { try $0.text("kind") } == ["calendar_write"], "\(failed)")
        one.set(nil)
        practice.clock.move(seconds: 300)
        try await practice.work()
        #expect(one.events.count == 1)
    }

    @Test("what is over is forgotten after a month, and stays in the calendar")
    func old() async throws {
        let writing = try await WritingPractice.open()
        _ = try await writing.jo.mustBook(jan("05T10:00"))
        try await writing.work()
        #expect(try await writing.written().count == 1)
        writing.practice.clock.move(hours: 24 * 32)
        try await writing.practice.app.database.write { try Housekeeping.plan(in: $0) }
        try await writing.practice.work()
        #expect(try await writing.written().isEmpty)
        #expect(writing.server.events.count == 1)
    }

    private static func left(in practice: Practice) async throws -> [Int64] {
        try await practice.numbers(
            """
            SELECT (SELECT COUNT(*) FROM calendar_links) + (SELECT COUNT(*) FROM calendar_states)
                + (SELECT COUNT(*) FROM booking_events)
                + (SELECT COUNT(*) FROM jobs WHERE kind IN ('calendar', 'calendar_fill', 'calendar_write'))
            """)
    }
}
