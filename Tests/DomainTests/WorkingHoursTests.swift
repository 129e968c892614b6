import Domain
import Foundation
import Testing

@Suite("Working hours")
struct WorkingHoursTests {
    private func range(_ from: String, _ to: String) throws -> HoursRange {
        try HoursRange(from: from, to: to, field: "weekly[2]")
    }

    @Test("a range ends on the next day where its end is not later than its beginning")
    func overMidnight() throws {
        #expect(try range("09:00", "17:00").endMinute == 1020)
        #expect(try range("22:00", "06:00").endMinute == 1800)
        #expect(try range("22:00", "24:00").endMinute == 1440)
        #expect(try range("22:00", "00:00").endMinute == 1440)
        #expect(try range("00:00", "24:00").endMinute == 1440)
    }

    @Test("times that are malformed, not on five minutes or equal are refused by their field")
    func refusedRanges() {
        let expected: [(String, String, Problem)] = [
            ("9", "17:00", .malformed("weekly[2].from", .timeOfDay)),
            ("09:00", "24:05", .malformed("weekly[2].to", .timeOfDay)),
            ("09:01", "17:00", .invalid("weekly[2].from", .notAMultiple, ["multiple": "5"])),
            ("09:00", "17:03", .invalid("weekly[2].to", .notAMultiple, ["multiple": "5"])),
            ("09:00", "09:00", .invalid("weekly[2].to", .empty)),
            ("24:00", "06:00", .invalid("weekly[2].from", .outOfRange, ["minimum": "00:00", "maximum": "23:55"])),
        ]
        for (from, to, wanted) in expected {
            #expect(problem { _ = try range(from, to) } == wanted, "\(from)–\(to)")
        }
    }

    @Test("a week is sorted by weekday and time")
    func week() throws {
        let week = try WorkingHours.week([
            (3, range("13:00", "17:00")), (1, range("09:00", "12:00")), (3, range("09:00", "13:00")),
        ])
        #expect(
            week == [1: [try range("09:00", "12:00")], 3: [try range("09:00", "13:00"), try range("13:00", "17:00")]])
    }

    @Test("ranges of a week that overlap are refused, also over midnight and from Sunday into Monday")
    func overlaps() throws {
        let night = try range("22:00", "06:00")
        let refused: [[(weekday: Int, range: HoursRange)]] = [
            [(1, try range("09:00", "12:00")), (1, try range("11:55", "13:00"))],
            [(1, night), (2, try range("05:00", "07:00"))],
            [(2, try range("05:00", "07:00")), (1, night)],
            [(1, try range("05:00", "07:00")), (7, night)],
            [(7, night), (1, try range("00:00", "01:00"))],
            [(4, try range("09:00", "12:00")), (4, try range("09:00", "12:00"))],
        ]
        for entries in refused {
            #expect(problem { _ = try WorkingHours.week(entries) } == .invalid("weekly[1].from", .overlapping))
        }
        let touching = [(weekday: 7, range: night), (1, try range("06:00", "09:00")), (1, try range("09:00", "12:00"))]
        #expect(throws: Never.self) { try WorkingHours.week(touching) }
    }

    @Test("weekdays are 1 to 7 and a day has at most twelve ranges")
    func bounds() throws {
        let hour = try range("09:00", "10:00")
        for weekday in [0, 8, -1] {
            let thrown = problem { _ = try WorkingHours.week([(weekday, hour)]) }
            #expect(thrown == .invalid("weekly[0].weekday", .outOfRange, ["minimum": "1", "maximum": "7"]))
        }
        let many = (0..<13).map { HoursRange(fromMinute: $0 * 60, toMinute: $0 * 60 + 30) }
        #expect(throws: Never.self) { try WorkingHours.day(Array(many.dropLast())) }
        let thrown = problem { _ = try WorkingHours.day(many) }
        #expect(thrown == .invalid("intervals", .tooMany, ["maximum": "12"]))
        #expect(
            problem { _ = try WorkingHours.week(many.map { (1, $0) }) }
                == .invalid("weekly", .tooMany, ["maximum": "12"]))
    }

    @Test("an override stands instead of its weekday's hours, and an empty one closes the day")
    func overrides() throws {
        let monday = try #require(LocalDate("2026-11-23"))
        let usual = try range("09:00", "17:00")
        let other = try WorkingHours.day([range("12:00", "13:00")])
        let hours = WorkingHours(weekly: [1: [usual]], overrides: [monday: other, monday.adding(days: 7): []])
        #expect(hours.ranges(on: monday) == other)
        #expect(hours.ranges(on: monday.adding(days: 7)).isEmpty)
        #expect(hours.ranges(on: monday.adding(days: 14)) == [usual])
        #expect(hours.ranges(on: monday.adding(days: 1)).isEmpty)
    }

    @Test("hours that touch are one span, also over midnight and where the clock leaves an hour out")
    func spans() throws {
        let sunday = try #require(LocalDate("2026-03-29"))
        let berlin = try Zone("Europe/Berlin")
        let hours = WorkingHours(
            weekly: [6: [try range("22:00", "02:00")], 7: [try range("02:00", "03:00"), try range("03:00", "05:00")]],
            overrides: [sunday.adding(days: 1): [try range("09:00", "10:00")]])
        let spans = hours.spans(on: sunday.adding(days: -1)...sunday.adding(days: 1), in: berlin)
        let ends = spans.map { [$0.lowerBound, $0.upperBound].map { Int($0.timeIntervalSince1970) } }
        // From 21:00 to 03:00 UTC, and on Monday from 07:00 to 08:00.
        #expect(ends == [[1_774_731_600, 1_774_753_200], [1_774_854_000, 1_774_857_600]])
    }

    @Test("ranges of a date that overlap are refused")
    func overlappingOverride() throws {
        let ranges = [try range("09:00", "12:00"), try range("20:00", "02:00"), try range("10:00", "11:00")]
        #expect(problem { _ = try WorkingHours.day(ranges) } == .invalid("intervals[2].from", .overlapping))
    }
}
