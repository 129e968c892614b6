import Domain
import Foundation
import Testing

@Suite("Calendars of elsewhere that are not as they should be")
struct UnreadableCalendarTests {
    static let good = FeedReading.calendar(of: FeedReading.event("DTSTART:20261201T090000Z\nDURATION:PT1H"))

    private func failure(
        _ text: String, _ bounds: OutsideCalendar.Bounds = OutsideCalendar.Bounds()
    ) throws -> OutsideCalendar.Failure? {
        let window = FeedReading.december.from..<FeedReading.december.to
        do throws(OutsideCalendar.Failure) {
            _ = try OutsideCalendar.read([UInt8](text.utf8), by: .init(zone: .utc), over: window, within: bounds)
            return nil
        } catch { return error }
    }

    @Test("what is no calendar, or only the beginning of one, is refused as a whole")
    func refused() throws {
        #expect(try failure("") == .notACalendar)
        #expect(try failure("<html>BEGIN:VCALENDAR\r\nEND:VCALENDAR</html>") == .notACalendar)
        #expect(try failure("BEGIN:VCALENDAR") == .cutShort)
        #expect(try failure(String(Self.good.dropLast(16))) == .cutShort)
        #expect(try failure("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\n") == .cutShort)
        #expect(try failure(Self.good) == nil)
        #expect(try failure("\u{FEFF}" + Self.good.replacing("\r\n", with: "\n")) == nil)
        #expect(try failure(Self.good + Self.good + "<!-- -->") == nil)
    }

    @Test("each bound is kept, and what passes it gives no half of an answer")
    func bounds() throws {
        func failure(_ lines: String, _ change: (inout OutsideCalendar.Bounds) -> Void) throws
            -> OutsideCalendar.Failure?
        {
            var bounds = OutsideCalendar.Bounds()
            change(&bounds)
            return try self.failure(FeedReading.calendar(of: lines), bounds)
        }
        let event = FeedReading.event("DTSTART:20261201T090000Z\nDURATION:PT1H")
        let daily = FeedReading.event("DTSTART:20261101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY")
        let dates = FeedReading.event("DTSTART:20261101T090000Z\nEXDATE:20261201,20261202\nRDATE:20261204T000000Z")
        #expect(try failure(event) { $0.bytes = 60 } == .tooLarge)
        #expect(try failure(event + "\n" + event) { $0.events = 1 } == .tooLarge)
        #expect(try failure(dates) { $0.dates = 2 } == .tooLarge)
        #expect(try failure(dates) { $0.dates = 3 } == nil)
        #expect(try failure(daily) { $0.busyTimes = 30 } == .tooLarge)
        #expect(try failure(daily) { $0.busyTimes = 31 } == nil)
        #expect(try failure(daily) { $0.steps = 30 } == .tooMuchWork)
        #expect(try failure(String(repeating: "BEGIN:X\n", count: 50)) { _ in } == .tooLarge)
    }

    @Test(
        "what is not understood is counted, and blocks its first time",
        arguments: [
            ("DTSTART:20261202T090000Z\nDURATION:PT1H\nRRULE:FREQ=FORTNIGHTLY", ["2 09:00–2 10:00"]),
            ("DTSTART:20261202T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYDAY=XX", ["2 09:00–2 10:00"]),
            ("DTSTART:20261202T090000Z\nDURATION:PT1H\nRRULE:RSCALE=HEBREW;FREQ=YEARLY", ["2 09:00–2 10:00"]),
            ("DTSTART:20261202T090000Z\nDURATION:PT1H\nEXDATE:tomorrow", ["2 09:00–2 10:00"]),
            ("DTSTART:20261202T090000Z\nDTEND:20261201T090000Z", []), ("DTSTART:20260000T000000Z", []),
            ("SUMMARY:no time at all", []),
        ])
    func unread(lines: String, busy: [String]) throws {
        let calendar = try FeedReading.read(FeedReading.calendar(of: FeedReading.event(lines)))
        #expect(FeedReading.shown(calendar) == busy)
        #expect(calendar.events == 1 && calendar.unread == 1)
    }

    @Test("a zone that nobody knows counts like the owner's, and as not understood")
    func unknownZone() throws {
        let calendar = try FeedReading.read(
            FeedReading.calendar(
                of: FeedReading.event("DTSTART;TZID=Nowhere/At_All:20261201T090000\nDURATION:PT1H")))
        #expect(FeedReading.shown(calendar) == ["1 08:00–1 09:00"] && calendar.unread == 1)
    }

    @Test("a calendar's name is one line, and none where it cannot be shown")
    func names() throws {
        func name(_ line: String) throws -> String? { try FeedReading.read(FeedReading.calendar(of: line)).name }
        #expect(try name("X-WR-CALNAME:Ada\\, at work\\nand home") == "Ada, at work and home")
        #expect(try name("NAME;LANGUAGE=de:Ärztin") == "Ärztin")
        #expect(try name("X-WR-CALNAME:\u{1B}[31m") == nil)
        #expect(try name("X-WR-CALNAME:") == nil)
        #expect(try name("X-WR-CALNAME:\(String(repeating: "a", count: 5000))")?.count == 100)
    }
}
