import App
import Foundation
import Testing
import Wire

@Suite("Looks at calendars that have not changed")
struct CalendarPollTests {
    /// Tables in which anything is written by statements.
    private static func tables(_ statements: [String]) -> Set<String> {
        let write = /^(?:INSERT INTO|UPDATE|DELETE FROM) (?<table>\w+)/
        return Set(statements.compactMap { $0.firstMatch(of: write).map { String($0.output.table) } })
    }

    @Test("each is one line of its state and its job, whatever its server knows of changes, and slots stay remembered")
    func unchanged() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        // As many as a host may have.
        for index in 2...10 {
            #expect(try await linked.boss.link("https://calendar.example/\(index).ics").status == 201)
        }
        let text = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))
        let counter = KeptFeeds.Counter()
        linked.practice.feeds.answer { call, _ in
            // A third knows no tags, and sends the same once more; another writes the moment at which it was asked.
            let number = Int(String(call.url.dropLast(4).last ?? "0")) ?? 0
            if number % 3 == 0 { return HTTPReply(status: 200, headers: [:], body: Array(text.utf8)) }
            if number % 3 == 1 {
                let moment = text.replacing("DTSTAMP:2026", with: "DTSTAMP:\(2_027 + counter.next())")
                return HTTPReply(status: 200, headers: [:], body: Array(moment.utf8))
            }
            if call.header("If-None-Match") != nil { return HTTPReply(status: 304, headers: [:], body: []) }
            return HTTPReply(status: 200, headers: ["etag": "\"1\""], body: Array(text.utf8))
        }
        try await linked.poll()
        let (slots, version) = (try await linked.slots(), try await linked.version())
        let statements = Statements()
        let server = try await linked.practice.anotherServer(on: statements.door(to: linked.practice.app.database))
        for _ in 0..<3 {
            linked.practice.clock.move(seconds: 720)
            linked.practice.feeds.forget()
            statements.forget()
            let before = try await linked.practice.numbers("SELECT version FROM calendar_states ORDER BY link_id")
            try await server.worker.runAllDue()
            #expect(linked.practice.feeds.calls.count == 10)
            // Not counted by statements: what meets another's change is run again.
            let after = try await linked.practice.numbers("SELECT version FROM calendar_states ORDER BY link_id")
            #expect(before.count == 10 && after == before.map { $0 + 1 })
            #expect(Self.tables(statements.all) == ["jobs", "calendar_states"], "\(statements.all)")
        }
        #expect(try await linked.version() == version)
        for isFirst in [true, false] {
            statements.forget()
            #expect(try await Asker(app: server, service: linked.practice.service).slots(linked.day) == slots)
            #expect(statements.all.contains { $0.contains("FROM stretches") } == isFirst, "\(statements.all)")
            linked.practice.clock.move(seconds: 720)
            try await server.worker.runAllDue()
        }
    }

    @Test("who looks at slots waits for no calendar, however long ago it was read")
    func slots() async throws {
        let linked = try await LinkedPractice.open(KeptFeeds.busy(jan("06T12:00"), jan("06T13:00")))
        linked.practice.clock.move(hours: 2)
        linked.practice.feeds.forget()
        #expect(try await linked.slots() == LinkedPractice.free.filter { $0 != jan("06T12:00") })
        #expect(linked.practice.feeds.calls.isEmpty)
    }
}
