import Domain
import Foundation
import Testing

@Suite("Calendars of elsewhere that were damaged at random", .serialized)
struct MutatedCalendarTests {
    /// `bin/bench --calendars` asks for more.
    static let count = ProcessInfo.processInfo.environment["CALENDAR_MUTATIONS"].flatMap(Int.init) ?? 10_000

    /// What damage likes to put where something else stood.
    private static let pieces = [
        "\r\n", "\r\n ", "\n", ":", ";", ",", "/", "\"", "=", "\\", "\0", "\u{301}", "-", "0", "9", "99999999999", "T",
        "Z",
        "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "END:VCALENDAR\r\n", "BEGIN:VTIMEZONE\r\n", "UID:one\r\n", "P99999999W",
        "RRULE:FREQ=SECONDLY\r\n", "RRULE:FREQ=YEARLY;BYSETPOS=-1\r\n", "FREQ=MINUTELY", "BYWEEKNO=53;", "INTERVAL=0;",
        "COUNT=999999999999;", "UNTIL=00010101;", "BYDAY=-53SU;", "BYMONTH=2;BYMONTHDAY=30;", "TZID=Nowhere/At_All",
        "99991231T235960Z", "00010101", "20260230", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261215T090000Z\r\n",
        "DTSTART:99991231T235959Z\r\n", "DTEND:00010101T000000Z\r\n", "DURATION:-P1D\r\n", "RDATE:20261201/P1W\r\n",
        "TZOFFSETFROM:+2359\r\n", "TZOFFSETTO:-2359\r\n", "EXDATE;VALUE=DATE:20261201\r\n",
    ].map { [UInt8]($0.utf8) }

    @Test("each is read or refused in under 200 ms, and what is read is in order")
    func mutations() throws {
        let seed = SeededRandom.seed
        // Said before, because what ends the program cannot say it after.
        print("\(Self.count) damaged calendars of seed \(seed)")
        var random = SeededRandom(seed: seed)
        let feeds = Feeds.all.map { [UInt8]($0.replacing("\n", with: "\r\n").utf8) }
        let rules = OutsideCalendar.Rules(zone: try Zone("Europe/Berlin"), ownAddresses: ["ada@example.org"])
        let window = FeedReading.december.from..<FeedReading.december.to
        var read = 0
        for number in 0..<Self.count {
            let bytes = Self.damaged(random.pick(feeds), &random)
            let (calendar, seconds) = processorSeconds {
                try? OutsideCalendar.read(bytes, by: rules, over: window)
            }
            #expect(seconds < 0.2, "number \(number) of seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            guard let calendar else { continue }
            read += 1
            let edges = calendar.busy.flatMap { [$0.lowerBound, $0.upperBound] }
            let isInOrder = zip([window.lowerBound - 1] + edges, edges + [window.upperBound + 1]).allSatisfy(<)
            #expect(isInOrder && calendar.unread <= calendar.events, "number \(number) of seed \(seed)")
        }
        print("\(read) of them were read")
        // Damage that leaves nothing to read would try nothing.
        #expect(read > Self.count / 4 && read < Self.count)
    }

    private static func damaged(_ feed: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = feed
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            // Mostly behind the head, without which nothing is read at all.
            let start = Int.random(in: min(20, bytes.count)...bytes.count, using: &random)
            let end = min(bytes.count, start + random.pick([0, 1, 2, 8, 80]))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: random.pick(pieces), at: start)
            case 1: bytes.replaceSubrange(start..<end, with: random.pick(pieces))
            case 2: bytes.removeSubrange(start..<end)
            case 3: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
            default: if start < bytes.count { bytes[start] = UInt8.random(in: .min ... .max, using: &random) }
            }
        }
        return bytes
    }
}
