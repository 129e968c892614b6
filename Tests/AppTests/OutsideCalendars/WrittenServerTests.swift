import App
import Foundation
import Testing
import Wire

@Suite("Bookings written into calendar servers that people run", .serialized, .timeLimit(.minutes(10)))
struct WrittenServerTests {
    @Test(
        "a booking becomes one event with that of its mail, moves, is met again after its end was lost, and goes",
        arguments: CalendarPeer.Kind.all)
    func tour(kind: CalendarPeer.Kind) async throws {
        let peer = try CalendarPeer(kind.program)
        let (practice, boss, jo) = try await Practice.openToServers()
        let first = try await jo.mustBook(jan("06T10:00"))
        // As a host has it there who took it from the mail.
        let mail = try await jo.get("/api/bookings/\(first)/calendar.ics").text
            .replacing(/METHOD:[A-Z]+\r\n/, with: "")
        #expect(try await peer.send("PUT", kind.calendar + "mail.ics", mail).status == 201)
        let linked = try await boss.linkWritten(peer.url(kind.calendar))
        try #require(linked.status == 201, "\(linked)")
        try await practice.work()
        #expect(try await Self.starts(peer, kind) == ["20260106T100000Z"])

        let second = try await jo.mustBook(jan("06T12:00"))
        try await practice.work()
        #expect(try await Self.starts(peer, kind) == ["20260106T100000Z", "20260106T120000Z"])
        #expect(try await jo.move(second, to: jan("06T14:00")).status == 200)
        try await practice.work()
        #expect(try await Self.starts(peer, kind) == ["20260106T100000Z", "20260106T140000Z"])
        try await practice.run(
            "UPDATE booking_events SET state = 'begun', etag = NULL, sequence = NULL WHERE booking_id = \(second)")
        try await practice.addWriting(of: second)
        try await practice.work()
        #expect(try await Self.starts(peer, kind) == ["20260106T100000Z", "20260106T140000Z"])

        try await jo.cancel(first)
        // What its host has taken away there already is no trouble.
        let names = try await practice.texts("SELECT href FROM booking_events WHERE booking_id = \(second)")
        #expect(try await peer.send("DELETE", kind.calendar + names[0]).status == kind.gone)
        try await jo.cancel(second)
        try await practice.work()
        #expect(try await Self.starts(peer, kind) == [])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM booking_events") == [0])
        let state = try await boss.get("/api/host/calendars").array("calendars")[0]
        #expect(state.isNull("write_problem") && state.isNull("problem"), "\(state.values)")
    }

    /// When the events of the calendar begin, as its server has them.
    private static func starts(_ peer: CalendarPeer, _ kind: CalendarPeer.Kind) async throws -> [String] {
        let question = """
            <c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><prop><c:calendar-data/></prop>\
            <c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>\
            </c:calendar-query>
            """
        let reply = try await HTTPSender(keepsConnections: false).send(
            HTTPCall(
                method: "REPORT", url: peer.url(kind.calendar),
                headers: [("Depth", "1"), ("Content-Type", "application/xml; charset=utf-8")],
                body: Array(question.utf8), credentials: CalendarPeer.credentials))
        #expect(reply.status == 207)
        return reply.text.matches(of: /DTSTART[^:\r\n]*:(\w+)/).map { String($0.1) }.sorted()
    }
}
