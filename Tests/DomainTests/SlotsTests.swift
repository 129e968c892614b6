import Domain
import Foundation
import Testing

@Suite("Slots")
struct SlotsTests {
    private let monday = LocalDate(dayNumber: 20780)

    private func openings(
        _ ranges: [(String, String)], in zone: String = "Europe/Berlin", step: Int = 60, duration: Int = 60,
        notice: Int = 0, horizon: Int = 400, before: Int = 0, after: Int = 0
    ) throws -> Openings {
        let day = try ranges.map { try HoursRange(from: $0.0, to: $0.1, field: "") }
        return Openings(
            rules: SlotRules(
                duration: duration, bufferBefore: before, bufferAfter: after, slotStep: step, minimumNotice: notice,
                bookingHorizonDays: horizon),
            hours: WorkingHours(weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, day) })),
            zone: try Zone(zone))
    }

    private func starts(_ openings: Openings, on day: String, in zone: String = "Europe/Berlin") throws -> [String] {
        let date = try #require(LocalDate(day))
        let now = try instant("2026-11-01T00:00:00Z")
        let offer = openings.slots(from: date, to: date, in: try Zone(zone), now: now, taken: [])
        return offer.slots.map { String($0.start.formatted(.iso8601).dropFirst(5).prefix(11)) }
    }

    @Test("starts are laid from the beginning of each range and fit into it")
    func laid() throws {
        let openings = try openings([("09:00", "10:45"), ("13:20", "15:20")], step: 30)
        #expect(
            try starts(openings, on: "2026-11-23") == [
                "11-23T08:00", "11-23T08:30", "11-23T12:20", "11-23T12:50", "11-23T13:20",
            ])
    }

    @Test("a slot may run on into a range that touches its own, and each range keeps its own grid")
    func touching() throws {
        let openings = try openings([("09:00", "10:30"), ("10:30", "12:00")])
        #expect(try starts(openings, on: "2026-11-23") == ["11-23T08:00", "11-23T09:00", "11-23T09:30"])
        let long = try self.openings([("09:00", "12:00"), ("12:00", "17:00")], step: 60, duration: 90)
        #expect(
            try starts(long, on: "2026-11-23").map { $0.suffix(5) } == [
                "08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00",
            ])
        let apart = try self.openings([("09:00", "12:00"), ("12:05", "17:00")], step: 60, duration: 90)
        #expect(
            try starts(apart, on: "2026-11-23").map { $0.suffix(5) } == [
                "08:00", "09:00", "11:05", "12:05", "13:05", "14:05",
            ])
        let over = try self.openings(
            [("09:00", "10:00"), ("10:00", "10:20"), ("10:20", "11:00")], step: 30, duration: 90)
        #expect(try starts(over, on: "2026-11-23").map { $0.suffix(5) } == ["08:00", "08:30"])
    }

    @Test("a slot may run on over midnight, and booking offers what the list offers")
    func touchingAtMidnight() throws {
        let zone = try Zone("UTC")
        let evening = try HoursRange(from: "20:00", to: "24:00", field: "")
        let night = try HoursRange(from: "00:00", to: "03:00", field: "")
        let rules = SlotRules(duration: 120, slotStep: 60, minimumNotice: 0, bookingHorizonDays: 400)
        // Monday's evening goes on into Tuesday, Tuesday's into a closed Wednesday.
        let hours = WorkingHours(
            weekly: [1: [evening], 2: [night, evening], 3: [night]], overrides: [monday.adding(days: 2): []])
        let openings = Openings(rules: rules, hours: hours, zone: zone)
        let now = try instant("2026-11-22T00:00:00Z")
        let offer = openings.slots(from: monday, to: monday.adding(days: 3), in: zone, now: now, taken: [])
        let starts = offer.slots.map { String($0.start.formatted(.iso8601).dropFirst(8).prefix(8)) }
        #expect(
            starts == [
                "23T20:00", "23T21:00", "23T22:00", "23T23:00", "24T00:00", "24T01:00", "24T20:00", "24T21:00",
                "24T22:00",
            ])
        for slot in offer.slots { #expect(openings.offers(start: slot.start, now: now)) }
        #expect(!openings.offers(start: try instant("2026-11-24T23:00:00Z"), now: now))
        #expect(!openings.offers(start: try instant("2026-11-24T02:00:00Z"), now: now))
    }

    @Test("who works around the clock can be booked for a day at any time")
    func aroundTheClock() throws {
        let openings = try openings([("00:00", "24:00")], in: "UTC", step: 720, duration: 1_440)
        #expect(try starts(openings, on: "2026-11-23", in: "UTC") == ["11-23T00:00", "11-23T12:00"])
    }

    @Test("a slot in a spring gap does not exist and the others keep their clock time")
    func springGap() throws {
        let openings = try openings([("01:00", "05:00")], step: 30)
        #expect(
            try starts(openings, on: "2027-03-28") == [
                "03-28T00:00", "03-28T00:30", "03-28T01:00", "03-28T01:30", "03-28T02:00",
            ])
    }

    @Test("both hours of an autumn fold have their slots")
    func autumnFold() throws {
        let openings = try openings([("01:00", "04:00")])
        #expect(
            try starts(openings, on: "2027-10-31") == ["10-30T23:00", "10-31T00:00", "10-31T01:00", "10-31T02:00"])
    }

    @Test("ranges that meet inside a fold or a gap neither overlap nor leave time between them")
    func meetingInside() throws {
        let fold = try openings([("01:00", "02:30"), ("02:30", "04:00")], step: 30, duration: 30)
        #expect(
            try starts(fold, on: "2027-10-31") == [
                "10-30T23:00", "10-30T23:30", "10-31T00:00", "10-31T00:30", "10-31T01:30", "10-31T02:00",
                "10-31T02:30",
            ])
        let gap = try openings([("01:00", "02:30"), ("02:30", "04:00")], step: 30, duration: 30)
        #expect(try starts(gap, on: "2027-03-28") == ["03-28T00:00", "03-28T00:30", "03-28T01:00", "03-28T01:30"])
    }

    @Test("a slot belongs to the asker's day of its start")
    func askersDay() throws {
        let openings = try openings([("22:00", "02:00")], in: "Asia/Kathmandu")
        #expect(
            try starts(openings, on: "2026-11-23", in: "Asia/Kathmandu") == [
                "11-22T18:15", "11-22T19:15", "11-23T16:15", "11-23T17:15",
            ])
        #expect(
            try starts(openings, on: "2026-11-23", in: "America/New_York") == [
                "11-23T16:15", "11-23T17:15", "11-23T18:15", "11-23T19:15",
            ])
    }

    @Test("a day that a fold at midnight brings back keeps the slots of its second evening")
    func foldAtMidnight() throws {
        // Until 2011 Newfoundland put its clocks back from 00:01 to 23:01 of the day before, here at 02:31 UTC.
        let openings = try openings([("00:00", "24:00")], in: "UTC", step: 30, duration: 30)
        let date = try #require(LocalDate("2008-11-01"))
        let offer = openings.slots(
            from: date, to: date, in: try Zone("America/St_Johns"), now: try instant("2008-10-31T00:00:00Z"), taken: [])
        let starts = offer.slots.map(\.start)
        #expect(starts.first == (try instant("2008-11-01T02:30:00Z")))
        #expect(starts.suffix(2) == [try instant("2008-11-02T02:00:00Z"), try instant("2008-11-02T03:00:00Z")])
        #expect(starts.count == 49)
    }

    @Test("notice and horizon bound the starts, and the answer lapses with the first slot lost or won")
    func lapse() throws {
        let openings = try openings([("09:00", "17:00")], in: "UTC", notice: 60, horizon: 1)
        let zone = try Zone("UTC")
        let offer = openings.slots(
            from: monday, to: monday.adding(days: 2), in: zone, now: try instant("2026-11-23T10:00:00Z"), taken: [])
        #expect(offer.slots.first?.start == (try instant("2026-11-23T11:00:00Z")))
        #expect(offer.slots.last?.start == (try instant("2026-11-24T10:00:00Z")))
        #expect(offer.lapsesAt == (try instant("2026-11-23T10:00:01Z")))
        let later = openings.slots(
            from: monday, to: monday.adding(days: 2), in: zone, now: try instant("2026-11-23T10:00:01.5Z"), taken: [])
        #expect(later.slots.first?.start == (try instant("2026-11-23T12:00:00Z")))
        #expect(later.lapsesAt == (try instant("2026-11-23T11:00:00Z")))
        let past = openings.slots(
            from: monday, to: monday, in: zone, now: try instant("2026-11-24T10:00:00Z"), taken: [])
        #expect(past == Offer(slots: [], lapsesAt: nil))
    }

    @Test("a slot is left out if its cells, buffers included, touch taken ones; offers does not look at them")
    func taken() throws {
        let openings = try openings([("09:00", "13:00")], in: "UTC", before: 10, after: 5)
        let nine = try instant("2026-11-23T09:00:00Z")
        let cell = Int64(nine.timeIntervalSince1970) / 300
        // A long range first, then one inside it: only the long one reaches to ten o'clock.
        let taken = [(cell - 100)..<(cell + 11), (cell - 50)..<(cell - 40), (cell + 37)..<(cell + 37)]
        let now = nine.addingTimeInterval(-3600)
        let offer = openings.slots(from: monday, to: monday, in: try Zone("UTC"), now: now, taken: taken)
        #expect(offer.slots.map { $0.start.timeIntervalSince(nine) / 3600 } == [2, 3])
        #expect(openings.offers(start: nine, now: now))
        #expect(!openings.offers(start: nine.addingTimeInterval(300), now: now))
        #expect(!openings.offers(start: nine.addingTimeInterval(0.5), now: now))
    }

    @Test("an override over the end of a night shift gives each start once")
    func overlappingOverride() throws {
        let night = try HoursRange(from: "22:00", to: "06:00", field: "")
        let morning = try HoursRange(from: "04:00", to: "08:00", field: "")
        let openings = Openings(
            rules: SlotRules(duration: 60, slotStep: 60, minimumNotice: 0, bookingHorizonDays: 400),
            hours: WorkingHours(weekly: [1: [night]], overrides: [monday.adding(days: 1): [morning]]),
            zone: try Zone("UTC"))
        #expect(
            try starts(openings, on: "2026-11-24", in: "UTC").map { $0.suffix(5) } == [
                "00:00", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00", "07:00",
            ])
    }

    @Test("days in the wrong order and a notice beyond the horizon offer nothing, ever")
    func nothing() throws {
        let zone = try Zone("UTC")
        let now = try instant("2026-11-22T00:00:00Z")
        let backwards = try openings([("09:00", "17:00")], in: "UTC")
            .slots(from: monday, to: monday.adding(days: -1), in: zone, now: now, taken: [])
        #expect(backwards == Offer(slots: [], lapsesAt: nil))
        let impossible = try openings([("09:00", "17:00")], in: "UTC", notice: 3000, horizon: 1)
            .slots(from: monday, to: monday.adding(days: 30), in: zone, now: now, taken: [])
        #expect(impossible == Offer(slots: [], lapsesAt: nil))
    }
}
