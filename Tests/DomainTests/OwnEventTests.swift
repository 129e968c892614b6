import Domain
import Foundation
import Testing

@Suite("Events in a host's own calendar")
struct OwnEventTests {
    private static func event(_ title: String) throws -> OwnEvent {
        let start = try instant("2026-12-01T09:00:00Z")
        return OwnEvent(
            uid: "booking-1@example.com", sequence: 2, stamp: try instant("2026-11-22T10:00:00Z"), start: start,
            end: start.addingTimeInterval(3_600), title: title, url: "https://practice.example/practice/bookings/1")
    }

    @Test("it says all that is asked of it, in UTC, and nothing of whom it is with")
    func whole() throws {
        let lines = try Self.event("Talk, with Jo; “quietly”").text().components(separatedBy: "\r\n")
        #expect(
            lines == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//InFormat//InFormat//EN", "CALSCALE:GREGORIAN",
                "BEGIN:VEVENT", "UID:booking-1@example.com", "SEQUENCE:2", "DTSTAMP:20261122T100000Z",
                "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "SUMMARY:Talk\\, with Jo\\; “quietly”",
                "URL:https://practice.example/practice/bookings/1", "CLASS:PRIVATE", "STATUS:CONFIRMED",
                "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test("a title ends no line, whatever is in it")
    func hostile() throws {
        let text = try Self.event("A\r\nATTENDEE:mailto:eve@example.com\u{2028}B").text()
        #expect(!text.contains("\nATTENDEE"))
        #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 2)
    }

    @Test("our own reader finds it busy, unless it is told that it is ours")
    func read() throws {
        let event = try Self.event("Talk")
        let window = event.start.addingTimeInterval(-86_400)..<event.end.addingTimeInterval(86_400)
        func busy(_ own: Set<String>) throws -> Int {
            let rules = OutsideCalendar.Rules(zone: .utc, ownAddresses: [], ownUIDs: own)
            return try OutsideCalendar.read(Array(event.text().utf8), by: rules, over: window).busy.count
        }
        #expect(try busy([]) == 1)
        #expect(try busy([event.uid]) == 0)
    }
}
