import App
import Foundation
import Testing

@Suite("Bookings written into Radicale", .timeLimit(.minutes(5)))
struct RadicaleWritingTests {
    @Test("a booking is written there, moved, met again after its end was lost, and taken away")
    func tour() async throws {
        let peer = try CalendarPeer("radicale_peer.py")
        let practice = try await Practice.openForLong { $0.calendarsToPrivateNetwork = true }
        practice.feeds.answer(CalendarSender.http(toPrivateNetwork: true).send)
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        let booked = try await jo.mustBook(jan("06T10:00"))
        let file = try await jo.get("/api/bookings/\(booked)/calendar.ics").text
        // As a host has it there who took it from the mail.
        let mail = file.replacing(/METHOD:[A-Z]+\r\n/, with: "")
        #expect(try await peer.send("PUT", "/ada/personal/mail.ics", mail).status == 201)
        let linked = try await boss.linkWritten(peer.url("/ada/personal/"))
        try #require(linked.status == 201, "\(linked)")
        try await practice.work()
        #expect(try await Self.starts(peer) == ["20260106T100000Z"])

        let second = try await jo.mustBook(jan("06T12:00"))
        try await practice.work()
        #expect(try await Self.starts(peer) == ["20260106T100000Z", "20260106T120000Z"])
        #expect(try await jo.move(second, to: jan("06T14:00")).status == 200)
        try await practice.work()
        #expect(try await Self.starts(peer) == ["20260106T100000Z", "20260106T140000Z"])
        try await practice.run(
            "UPDATE booking_events SET state = 'begun', etag = NULL, sequence = NULL WHERE booking_id = \(second)")
        try await practice.addWriting(of: second)
        try await practice.work()
        #expect(try await Self.starts(peer) == ["20260106T100000Z", "20260106T140000Z"])

        for id in [booked, second] { try await jo.cancel(id) }
        try await practice.work()
        #expect(try await Self.starts(peer) == [])
        let state = try await boss.get("/api/host/calendars").array("calendars")[0]
        #expect(state.isNull("write_problem") && state.isNull("problem"))
    }

    /// When the events of the calendar begin, as its server has them.
    private static func starts(_ peer: CalendarPeer) async throws -> [String] {
        let whole = try await peer.send("GET", "/ada/personal/")
        #expect(whole.status == 200)
        return whole.text.matches(of: /DTSTART[^:\r\n]*:(\w+)/).map { String($0.1) }.sorted()
    }
}
