import App
import Foundation
import Testing

/// A practice whose host has bookings written into a calendar of theirs, and a client.
struct WritingPractice {
    let practice: Practice
    let boss: Asker
    let jo: Asker
    let server: CalDAVServer
    let calendar: Int64

    /// With that calendar, read once.
    static func open(
        _ fields: [String: any Sendable] = [:], on engine: Engine = .chosen
    ) async throws -> WritingPractice {
        let practice = try await Practice.openForLong(on: engine)
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        return try await link(practice, boss, jo, fields)
    }

    /// The same in a practice that there is already.
    static func link(
        _ practice: Practice, _ boss: Asker, _ jo: Asker, _ fields: [String: any Sendable] = [:]
    ) async throws -> WritingPractice {
        let server = CalDAVServer()
        practice.feeds.answer(server.answer)
        let linked = try await boss.linkWritten(CalDAVServer.personal, fields)
        try #require(linked.status == 201, "\(linked)")
        try await practice.work()
        let id = try linked.object("calendar").int("id")
        return WritingPractice(practice: practice, boss: boss, jo: jo, server: server, calendar: id)
    }

    var link: String { "/api/host/calendars/\(calendar)" }

    /// Moves the clock on, and works.
    func work(minutes: Double = 0) async throws {
        practice.clock.move(seconds: minutes * 60)
        try await practice.work()
    }

    /// Of the host's calendar as the API tells it.
    func state() async throws -> Fields {
        let all = try await boss.get("/api/host/calendars").array("calendars")
        return try #require(try all.first { try $0.int("id") == calendar })
    }

    /// What is still to be written.
    func jobs() async throws -> [Int64] {
        try await practice.numbers("SELECT subject_id FROM jobs WHERE kind = 'calendar_write' ORDER BY id")
    }

    func written() async throws -> [Int64] {
        try await practice.numbers("SELECT booking_id FROM booking_events ORDER BY booking_id")
    }
}

extension Asker {
    /// Links a calendar on a server (CalDAV) into which bookings are written.
    func linkWritten(_ url: String, _ fields: [String: any Sendable] = [:]) async throws -> Answer {
        let own = CalDAVServer.login.merging(["kind": "caldav", "url": url, "writes": true]) { $1 }
        return try await link(url, own.merging(fields) { $1 })
    }

    func cancel(_ booking: Int64) async throws {
        let answer = try await post("/api/bookings/\(booking)/cancel")
        try #require(answer.status == 200, "\(answer)")
    }
}

extension Practice {
    /// Links a calendar of each of two hosts, on a server of its own, into which their bookings are written.
    func linkWritten(_ host: Asker, _ eve: Asker) async throws -> (one: CalDAVServer, other: CalDAVServer) {
        let (one, other) = (CalDAVServer(), CalDAVServer())
        feeds.answer { call, isHurried in
            try await (call.url.contains("eve.example") ? other : one).answer(call, isHurried)
        }
        #expect(try await host.linkWritten(CalDAVServer.personal).status == 201)
        #expect(try await eve.linkWritten(CalDAVServer.personal.replacing("cloud.", with: "eve.")).status == 201)
        return (one, other)
    }

    /// With a client, and calendars that are asked over the network, also those of this machine.
    static func openToServers() async throws -> (practice: Practice, boss: Asker, jo: Asker) {
        let practice = try await openForLong { $0.calendarsToPrivateNetwork = true }
        let sender = CalendarSender.http(toPrivateNetwork: true)
        // Also who books is patient here, because real servers answer at the pace of a crowded machine.
        practice.feeds.answer { call, _ in try await sender.send(call, false) }
        return (practice, try await practice.boss(), try await practice.register("jo@example.com"))
    }
}
