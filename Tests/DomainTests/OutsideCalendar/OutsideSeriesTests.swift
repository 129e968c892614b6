import Domain
import Foundation
import Testing

@Suite("Series in calendars of elsewhere")
struct OutsideSeriesTests {
    private func busy(_ components: String...) throws -> [String] {
        FeedReading.shown(try FeedReading.read(FeedReading.calendar(of: components.joined(separator: "\n"))))
    }

    private func event(_ lines: String) -> String { FeedReading.event(lines + "\nDURATION:PT1H") }

    private static let tuesdays = "DTSTART;TZID=Europe/Berlin:20261006T100000\nRRULE:FREQ=WEEKLY"

    @Test("exceptions are left out, whichever way they are written, and further times are added")
    func exceptions() throws {
        for exception in [
            "EXDATE;TZID=Europe/Berlin:20261208T100000", "EXDATE:20261208T090000Z", "EXDATE:20261208T100000",
            "EXDATE;VALUE=DATE:20261208", "EXDATE;TZID=America/New_York:20261207T010000,20261208T040000",
        ] {
            #expect(
                try busy(event(Self.tuesdays + "\n" + exception)) == [
                    "1 09:00–1 10:00", "15 09:00–15 10:00", "22 09:00–22 10:00", "29 09:00–29 10:00",
                ], "\(exception)")
        }
        let more = "DTSTART:20261201T090000Z\nRDATE:20261203T090000Z\nRDATE;VALUE=PERIOD:20261204T090000Z/PT2H"
        #expect(try busy(event(more)) == ["1 09:00–1 10:00", "3 09:00–3 10:00", "4 09:00–4 11:00"])
        let days = "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261202"
        #expect(try busy(FeedReading.event(days)) == ["1 00:00–1 23:00", "2 23:00–3 23:00"])
    }

    @Test("a changed time stands in the place of its own, and a cancelled one leaves it free")
    func changes() throws {
        let moved = event("RECURRENCE-ID:20261201T090000Z\nDTSTART;TZID=Europe/Berlin:20261202T160000")
        let cancelled = event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261208T100000\nDTSTART:20261208T090000Z\nSTATUS:CANCELLED")
        #expect(
            try busy(moved, cancelled, event(Self.tuesdays + ";UNTIL=20261215T090000Z")) == [
                "2 15:00–2 16:00", "15 09:00–15 10:00",
            ])
        // Its series may be missing: a guest of one meeting knows no other.
        #expect(try busy(moved) == ["2 15:00–2 16:00"])
    }

    @Test("a change to all that follow moves them by the clock, lengthens them, and ends with the next such change")
    func future() throws {
        let first = FeedReading.event(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T090000Z\nDTSTART:20261209T100000Z\nDURATION:PT2H")
        let second = event(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20261222T090000Z\nDTSTART:20261222T090000Z\nTRANSP:TRANSPARENT")
        #expect(
            try busy(event(Self.tuesdays), first, second) == [
                "1 09:00–1 10:00", "9 10:00–9 12:00", "16 10:00–16 12:00",
            ])
    }

    @Test("the last day of a series counts, however it is told")
    func ends() throws {
        let daily = "DTSTART;TZID=America/New_York:20261130T190000\nRRULE:FREQ=DAILY"
        for end in ["COUNT=3", "UNTIL=20261203T000000Z", "UNTIL=20261202", "UNTIL=20261202T190000"] {
            #expect(try busy(event(daily + ";" + end)).last == "3 00:00–3 01:00", "\(end)")
        }
        let days = "DTSTART;VALUE=DATE:20261130\nRRULE:FREQ=DAILY"
        for end in ["COUNT=3", "UNTIL=20261202", "UNTIL=20261201T230000Z", "UNTIL=20261202T000000Z"] {
            #expect(try busy(FeedReading.event(days + ";" + end)) == ["1 00:00–2 23:00"], "\(end)")
        }
    }

    @Test("all last as long as the first, in hours where it tells its end, by the calendar where it tells days")
    func lengths() throws {
        // In the night to 1 November 2026 New York's clocks are put back by an hour.
        let nights = "DTSTART;TZID=America/New_York:20261031T200000\nRRULE:FREQ=DAILY;INTERVAL=35;COUNT=2"
        let end = "\nDTEND;TZID=America/New_York:20261101T200000"
        #expect(try busy(FeedReading.event(nights + end)) == ["6 01:00–7 02:00"])
        #expect(try busy(FeedReading.event(nights + "\nDURATION:P1D")) == ["6 01:00–7 01:00"])
    }

    @Test("a time that a spring leaves out lies after the leap, and is as long as the wall says")
    func gap() throws {
        let window = Date(timeIntervalSince1970: 1_774_742_400)..<Date(timeIntervalSince1970: 1_774_828_800)
        let night = FeedReading.event(
            "DTSTART;TZID=Europe/Berlin:20260329T023000\nDTEND;TZID=Europe/Berlin:20260329T030000")
        let found = try OutsideCalendar.read(
            [UInt8](FeedReading.calendar(of: night).utf8), by: .init(zone: .utc), over: window)
        // 02:30 is 01:30 UTC by winter's offset; 03:00 is 01:00 UTC, before it.
        let start = Date(timeIntervalSince1970: 1_774_747_800)
        #expect(found.busy == [start..<start.addingTimeInterval(1800)] && found.unread == 0)
    }

    @Test("a zone of the calendar's own is taken where nobody else knows it, and only there")
    func definedZones() throws {
        func zone(_ name: String) -> String {
            """
            BEGIN:VTIMEZONE
            TZID:\(name)
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0500
            TZOFFSETTO:+0400
            RRULE:FREQ=YEARLY;BYDAY=2WE;BYMONTH=12
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0400
            TZOFFSETTO:+0500
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            """
        }
        // The second Wednesday is the ninth. The zone comes last here: no order is prescribed.
        let own = event("DTSTART;TZID=Customized Time Zone:20261208T120000\nRRULE:FREQ=DAILY;COUNT=2")
        #expect(try busy(own, zone("Customized Time Zone")) == ["8 07:00–8 08:00", "9 08:00–9 09:00"])
        let unquoted = event("DTSTART;TZID=(UTC+04:00) Here\\, There:20261208T120000")
        #expect(try busy(zone("(UTC+04:00) Here\\, There"), unquoted) == ["8 07:00–8 08:00"])
        let known = event("DTSTART;TZID=Europe/Berlin:20261208T120000")
        #expect(try busy(zone("Europe/Berlin"), known) == ["8 11:00–8 12:00"])
    }
}
