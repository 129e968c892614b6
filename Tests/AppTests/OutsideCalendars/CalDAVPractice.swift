import App
import Foundation
import Testing

extension LinkedPractice {
    /// With a calendar on a server that is asked by CalDAV, read once.
    static func open(
        _ server: CalDAVServer, _ fields: [String: any Sendable] = [:], on engine: Engine = .chosen
    ) async throws -> LinkedPractice {
        let practice = try await Practice.openForLong(on: engine)
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        practice.feeds.answer(server.answer)
        let wish = CalDAVServer.login.merging(["kind": "caldav", "url": CalDAVServer.personal]) { $1 }
        let linked = try await boss.post("/api/host/calendars", wish.merging(fields) { $1 })
        try #require(linked.status == 201, "\(linked)")
        try await practice.work()
        return LinkedPractice(
            practice: practice, boss: boss, jo: jo, calendar: try linked.object("calendar").int("id"))
    }

    /// Moves the clock to when the calendar is asked again at the latest, and works.
    func pollQuickly() async throws {
        practice.clock.move(seconds: 108)
        try await practice.work()
    }

    func taken() async throws -> [String] {
        let slots = try await slots()
        return Self.free.filter { !slots.contains($0) }
    }
}
