import Domain
import Foundation
import Testing

@Suite("Calendars of elsewhere")
struct OutsideCalendarTests {
    static let nine = "DTSTART;TZID=Europe/Berlin:20261201T090000\nDTEND;TZID=Europe/Berlin:20261201T100000\n"

    @Test(
        "an event blocks by the clock of its zone",
        arguments: [
            ("DTSTART:20261201T090000Z\nDTEND:20261201T103000Z", ["1 09:00–1 10:30"]),
            ("DTSTART;TZID=America/New_York:20261201T090000\nDURATION:PT45M", ["1 14:00–1 14:45"]),
            ("DTSTART;TZID=W. Europe Standard Time:20261201T090000\nDURATION:PT1H", ["1 08:00–1 09:00"]),
            ("DTSTART;TZID=\"Tokyo Standard Time\":20261201T090000\nDURATION:PT1H", ["1 00:00–1 01:00"]),
            ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Kolkata:20261201T090000\nDURATION:PT1H", ["1 03:30–1 04:30"]),
            ("DTSTART;TZID=tzone://Microsoft/Utc:20261201T090000\nDURATION:PT1H", ["1 09:00–1 10:00"]),
            ("DTSTART:20261201T090000\nDTEND:20261201T100000", ["1 08:00–1 09:00"]),
            ("dtstart:20261201T090000Z\nduration:P1DT1H", ["1 09:00–2 10:00"]),
        ])
    func zones(lines: String, busy: [String]) throws {
        #expect(try FeedReading.busy(lines) == busy)
    }

    @Test("days last from midnight to midnight of their owner, also where a clock changes")
    func days() throws {
        #expect(try FeedReading.busy("DTSTART;VALUE=DATE:20261205") == ["4 23:00–5 23:00"])
        #expect(try FeedReading.busy("DTSTART;VALUE=DATE:20261205\nDTEND;VALUE=DATE:20261208") == ["4 23:00–7 23:00"])
        #expect(try FeedReading.busy("DTSTART;VALUE=DATE:20261205\nDURATION:P2D") == ["4 23:00–6 23:00"])
        #expect(try FeedReading.busy("DTSTART;VALUE=DATE:20261205\nDTEND;VALUE=DATE:20261205") == ["4 23:00–5 23:00"])
        let auckland = try Zone("Pacific/Auckland")
        #expect(try FeedReading.busy("DTSTART;VALUE=DATE:20261205") { $0.zone = auckland } == ["4 11:00–5 11:00"])
    }

    @Test(
        "what says that it takes no time of its owner does not block",
        arguments: [
            "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@Example.org",
            "ATTENDEE;CN=\"Ada; PARTSTAT:no\";PARTSTAT=DECLINED:MAILTO:ada@example.org",
            "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ada@example.org:urn:uuid:4fe5", "ATTENDEE:mailto:ada@example.org",
        ])
    func free(line: String) throws {
        #expect(try FeedReading.busy(Self.nine + line) { $0.ownAddresses = ["Ada@example.org"] } == [])
    }

    @Test(
        "all else blocks",
        arguments: [
            "STATUS:CONFIRMED", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "STATUS:TENTATIVE",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.org",
            "ORGANIZER:mailto:ada@example.org\nATTENDEE:mailto:ada@example.org",
            "BEGIN:VALARM\nTRANSP:TRANSPARENT\nDTSTART:20000101T000000Z\nEND:VALARM",
        ])
    func busy(line: String) throws {
        let busy = try FeedReading.busy(Self.nine + line) { $0.ownAddresses = ["ada@example.org"] }
        #expect(busy == ["1 08:00–1 09:00"])
    }

    @Test("the owner says whether what is tentative, unanswered or free blocks")
    func choices() throws {
        func busy(_ line: String, _ change: (inout OutsideCalendar.Rules) -> Void) throws -> Int {
            try FeedReading.busy(Self.nine + line) {
                $0.ownAddresses = ["ada@example.org"]
                change(&$0)
            }.count
        }
        let tentative = [
            "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
            "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ada@example.org",
        ]
        for line in tentative { #expect(try busy(line) { $0.tentativeBlocks = false } == 0) }
        #expect(try busy("ATTENDEE:mailto:ada@example.org") { $0.unansweredBlocks = true } == 1)
        #expect(try busy("TRANSP:TRANSPARENT") { $0.allBusy = true } == 1)
        #expect(try busy("STATUS:CANCELLED\nTRANSP:TRANSPARENT") { $0.allBusy = true } == 0)
    }

    @Test("a booking of ours that comes back by its UID does not block")
    func ownBookings() throws {
        #expect(try FeedReading.busy(Self.nine) { $0.ownUIDs = ["one"] } == [])
        #expect(try FeedReading.busy(Self.nine) { $0.ownUIDs = ["on", "ONE"] }.count == 1)
    }

    @Test("times that touch are one, those outside the window are none, and those at its edge end there")
    func window() throws {
        let events = [
            "DTSTART:20261202T090000Z\nDTEND:20261202T100000Z", "DTSTART:20261202T100000Z\nDTEND:20261202T110000Z",
            "DTSTART:20261202T103000Z\nDTEND:20261202T104500Z", "DTSTART:20270102T090000Z\nDTEND:20270102T100000Z",
            "DTSTART:20251202T090000Z\nDTEND:20251202T100000Z", "DTSTART:20261130T200000Z\nDTEND:20261201T010000Z",
            "DTSTART:20261209T090000Z", "DTSTART:20261231T220000Z\nDTEND:20270204T100000Z",
        ]
        let calendar = try FeedReading.read(
            FeedReading.calendar(of: events.map(FeedReading.event).joined(separator: "\n")))
        #expect(FeedReading.shown(calendar) == ["1 00:00–1 01:00", "2 09:00–2 11:00", "31 22:00–32 00:00"])
        #expect(calendar.events == 8 && calendar.unread == 0)
    }
}
