import Domain
import Foundation
import Testing

@Suite("Hostile and large calendars")
struct HardCalendarTests {
    private static let all = (0..<60).map(String.init).joined(separator: ",")
    private static let plain = "DTSTART:19700101T000000Z\nDURATION:PT1H\n"

    /// Rules on which libraries are known to hang, to walk through centuries, or to fall.
    static let hard: [String] =
        [
            "FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=2000000000", "FREQ=MINUTELY", "FREQ=MINUTELY;COUNT=99999999999",
            "FREQ=HOURLY;COUNT=2147483647", "FREQ=DAILY;COUNT=100000", "FREQ=WEEKLY;BYDAY=SU;COUNT=999999999",
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
            "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
            "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
            "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "FREQ=DAILY;BYMONTHDAY=29;BYMONTH=2;BYDAY=MO;INTERVAL=999999",
            "FREQ=SECONDLY;INTERVAL=32767;BYSECOND=1;BYMINUTE=1;BYHOUR=1;BYDAY=MO;BYMONTH=1",
            "FREQ=YEARLY;INTERVAL=1000000", "FREQ=MONTHLY;INTERVAL=1000000;COUNT=2",
            "FREQ=DAILY;UNTIL=19691231T000000Z", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=", "=;=",
            "FREQ=DAILY;COUNT=9223372036854775807", "FREQ=YEARLY;BYHOUR=\(all);BYDAY=MO", "FREQ=WEEKLY;BYDAY=",
            "FREQ=YEARLY;BYMINUTE=\(all);BYSECOND=\(all);BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-366",
            "FREQ=SECONDLY;RSCALE=CHINESE;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMINUTE=\(all);BYSETPOS=-1,1,60",
        ].map { plain + "RRULE:" + $0 } + [
            "DTSTART:00010101T000000Z\nDTEND:99991231T235959Z\nRRULE:FREQ=DAILY;COUNT=99999999",
            "DTSTART:99990101T000000Z\nDURATION:P99999999W\nRRULE:FREQ=DAILY",
            "DTSTART;VALUE=DATE:99991231\nDURATION:P99999999W",
            plain + String(repeating: "RRULE:FREQ=HOURLY\n", count: 500),
            plain + String(repeating: "RDATE:20261215T000000Z\n", count: 30_000),
            plain + String(repeating: "EXDATE:20261215T000000Z\n", count: 20_000) + "RRULE:FREQ=MINUTELY",
            plain + "RRULE:FREQ=DAILY\nEXDATE:" + String(repeating: "20261215T000000Z,", count: 30_000),
            plain + "SUMMARY:" + String(repeating: "e\u{301}\n \u{316}", count: 30_000),
            "UID:" + String(repeating: "\u{301}\u{316}", count: 100_000) + "\n" + plain,
        ]

    @Test("each is read in under 200 ms of the processor, or refused", arguments: hard.indices)
    func inTime(index: Int) throws {
        let bytes = [UInt8](FeedReading.calendar(of: FeedReading.event(Self.hard[index])).utf8)
        let rules = OutsideCalendar.Rules(zone: try Zone("Europe/Berlin"))
        let window = FeedReading.december.from..<FeedReading.december.to
        let (calendar, seconds) = try processorSeconds { try OutsideCalendar.read(bytes, by: rules, over: window) }
        #expect(calendar.events == 1)
        #expect(seconds < 0.2, "\(Self.hard[index].prefix(200))")
    }

    /// What a hostile server fills all bytes with that are taken, by what it is made of again and again.
    static let endless: [(piece: String, isInEvent: Bool)] = [
        ("BEGIN:VEVENT\r\nDTSTART:20261215T000000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n", false),
        ("BEGIN:VEVENT\r\nDTSTART:20201215T000000Z\r\nEND:VEVENT\r\n", false), ("BEGIN:VEVENT\r\n", false),
        ("BEGIN:VTIMEZONE\r\nTZID:a\r\nEND:VTIMEZONE\r\n", false), ("END:VEVENT\r\n", false), ("\r\n", false),
        ("BEGIN:X\r\nEND:X\r\n", true), ("\r\n ", true), ("UID:a\r\n", true), ("ATTENDEE;a=b;c=d:e\r\n", true),
        ("RDATE:20261215T000000Z\r\n", true), ("EXDATE;TZID=\"", true), (",20261215", true), (";A=\"b\"", true),
        ("RRULE:FREQ=DAILY\r\n", true), ("DTSTART;TZID=Nowhere/At/All/a/b/c/d/e:20261215T000000\r\n", true),
    ]

    @Test("as many bytes as are taken, all of one thing, are read or refused in seconds", arguments: endless.indices)
    func full(index: Int) throws {
        let (piece, isInEvent) = Self.endless[index]
        let head = "BEGIN:VCALENDAR\r\n" + (isInEvent ? "BEGIN:VEVENT\r\nDTSTART:20261201T000000Z\r\nEXDATE:" : "")
        let tail = isInEvent ? "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" : "END:VCALENDAR\r\n"
        var bytes = [UInt8](head.utf8)
        let most = OutsideCalendar.Bounds().bytes - tail.utf8.count
        let filling = [UInt8](piece.utf8)
        while bytes.count + filling.count <= most { bytes += filling }
        bytes += Array(tail.utf8)
        let rules = OutsideCalendar.Rules(zone: .utc, ownAddresses: ["ada@example.org"])
        let window = FeedReading.december.from..<FeedReading.december.to
        let (calendar, seconds) = processorSeconds { try? OutsideCalendar.read(bytes, by: rules, over: window) }
        #expect(seconds < 5, "\(piece)")
        // What is read is the one event, or those of a time that does not matter.
        #expect(calendar.map { $0.busy.isEmpty } ?? true, "\(piece)")
    }

    @Test("thousands of series and changes of one UID are refused before they take long")
    func oneUID() throws {
        let series = FeedReading.event(Self.plain + "RRULE:FREQ=DAILY")
        let change = FeedReading.event("RECURRENCE-ID:20261215T000000Z\nDTSTART:20261215T000000Z")
        let text = FeedReading.calendar(of: String(repeating: series + "\n" + change + "\n", count: 8000))
        let (refused, seconds) = processorSeconds {
            #expect(throws: OutsideCalendar.Failure.tooMuchWork) { try FeedReading.read(text) }
        }
        #expect(refused == .tooMuchWork && seconds < 1)
    }

    @Test("5,000 events, of which 750 recur, are read over ninety days in under 150 ms of the processor")
    func speed() throws {
        let bytes = [UInt8](FeedReading.calendar(of: Self.history(5000)).utf8)
        let rules = OutsideCalendar.Rules(zone: try Zone("Europe/Berlin"))
        let window = FeedReading.december.from..<FeedReading.december.from.addingTimeInterval(90 * 86_400)
        var times: [Double] = []
        for _ in 0..<3 {
            let (calendar, seconds) = try processorSeconds {
                try OutsideCalendar.read(bytes, by: rules, over: window)
            }
            #expect(calendar.events == 5000 && calendar.unread == 0 && calendar.busy.count > 100)
            times.append(seconds)
        }
        print("\(bytes.count) bytes, 5,000 events: \(times.map { Int($0 * 1000) }) ms")
        #expect(try #require(times.min()) < 0.15)
    }

    /// Eleven years of somebody's time, as Google writes it; the seventh part recurs.
    static func history(_ count: Int) -> String {
        var random = SeededRandom(seed: 5)
        let recurring = [
            "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=YEARLY",
            "FREQ=DAILY;COUNT=30", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;COUNT=20",
        ]
        return (0..<count).map { number in
            let day = LocalDate(dayNumber: Int.random(in: 16_800..<20_800, using: &random))
            let start = "\("\(day)".replacing("-", with: ""))T\(random.pick(["07", "09", "13", "22"]))3000"
            return """
                BEGIN:VEVENT
                DTSTART;TZID=Europe/Berlin:\(start)
                DURATION:PT15M\(number % 20 < 3 ? "\nRRULE:" + random.pick(recurring) : "")
                DTSTAMP:20261101T000000Z
                ORGANIZER;CN=Ada Example:mailto:ada@example.org
                UID:\(number)-4f1a9b0c2d3e4f5a6b7c8d9e0f@google.com
                ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=bob@exa
                 mple.org;X-NUM-GUESTS=0:mailto:bob@example.org
                DESCRIPTION:\(String(repeating: "What is to be talked about. ", count: 8))
                LOCATION:Room \(number)
                SEQUENCE:0
                STATUS:CONFIRMED
                SUMMARY:Talk \(number)
                TRANSP:OPAQUE
                END:VEVENT
                """
        }.joined(separator: "\n")
    }
}
