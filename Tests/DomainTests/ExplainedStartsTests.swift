import Domain
import Foundation
import Testing

@Suite("Why a start is not offered")
struct ExplainedStartsTests {
    private let monday = LocalDate(dayNumber: 20780)

    private func openings(_ weekly: [Int: [HoursRange]], overrides: [LocalDate: [HoursRange]] = [:]) -> Openings {
        Openings(
            rules: SlotRules(
                duration: 50, bufferAfter: 10, slotStep: 30, minimumNotice: 60, bookingHorizonDays: 7),
            hours: WorkingHours(weekly: weekly, overrides: overrides), zone: .utc)
    }

    private func clock(_ starts: [GridStart], _ matches: (GridStart.Reason?) -> Bool) -> [String] {
        starts.filter { matches($0.reason) }.map { String($0.slot.start.formatted(.iso8601).dropFirst(11).prefix(5)) }
    }

    private func booking(_ from: String, _ to: String, cellsTo: String) throws -> TakenStretch {
        let (start, end, last) = (try instant(from), try instant(to), try instant(cellsTo))
        let cells = Int64(start.timeIntervalSince1970) / 300..<Int64(last.timeIntervalSince1970) / 300
        return TakenStretch(
            cells: cells,
            booking: TakenBooking(id: BookingID(rawValue: 7), start: start, end: end, isHeld: false, clientName: "Kim"))
    }

    @Test("a day tells of its hours, of notice, of bookings and of the time kept free beside them")
    func day() throws {
        let openings = openings([1: [HoursRange(fromMinute: 540, toMinute: 720)]])
        let taken = try booking("2026-11-23T10:00:00Z", "2026-11-23T10:30:00Z", cellsTo: "2026-11-23T10:40:00Z")
        let now = try instant("2026-11-23T08:10:00Z")
        let starts = openings.explain(monday, in: .utc, now: now, taken: [taken])
        #expect(starts.count == 48)
        #expect(clock(starts) { $0 == nil } == ["11:00"])
        #expect(clock(starts) { $0 == .notice(earliest: now + 3_600) } == ["09:00"])
        #expect(clock(starts) { $0 == .taken(taken) } == ["09:30", "10:00"])
        #expect(clock(starts) { $0 == .buffer(taken) } == ["10:30"])
        let noon = try instant("2026-11-23T12:00:00Z")
        #expect(clock(starts) { $0 == .tooLong(stopsAt: noon) } == ["11:30"])
        let closed = clock(starts) { $0 == .closed }
        #expect(closed.count == 42 && closed[17] == "08:30" && closed[18] == "12:00")
    }

    @Test("a closed day has its grid from midnight, and what lies beyond the horizon says so")
    func closed() throws {
        let range = [HoursRange(fromMinute: 540, toMinute: 720)]
        let openings = openings([1: range, 2: range], overrides: [monday.adding(days: 1): []])
        let now = try instant("2026-11-16T00:00:00Z")
        let tuesday = openings.explain(monday.adding(days: 1), in: .utc, now: now, taken: [])
        #expect(tuesday.count == 48 && tuesday.allSatisfy { $0.reason == .closed })
        let day = openings.explain(monday, in: .utc, now: now, taken: [])
        #expect(
            clock(day) { $0 == .horizon(latest: now + 7 * 86_400) } == ["09:00", "09:30", "10:00", "10:30", "11:00"])
    }

    @Test("what is offered and what is explained are together all starts of the grid, in random calendars")
    func whole() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        var (offered, explained) = (0, 0)
        for _ in 0..<120 {
            let calendar = try SlotsOracleTests.calendar(&random)
            let openings = try SlotsOracleTests.openings(calendar)
            let (asker, day) = (try Zone(calendar.asker), LocalDate(dayNumber: calendar.from))
            let now = Date(timeIntervalSince1970: Double(calendar.now))
            let taken = calendar.taken.map { TakenStretch(cells: $0[0]..<$0[1], booking: nil) }
            let starts = openings.explain(day, in: asker, now: now, taken: taken)
            let slots = openings.slots(from: day, to: day, in: asker, now: now, taken: taken.map(\.cells)).slots
            #expect(starts.filter { $0.reason == nil }.map(\.slot) == slots, "seed \(seed), \(calendar)")
            let grid = try Self.grid(calendar, on: day, in: asker)
            #expect(starts.map { Int($0.slot.start.timeIntervalSince1970) } == grid, "seed \(seed), \(calendar)")
            offered += slots.count
            explained += starts.count - slots.count
        }
        #expect(offered > 300 && explained > 2_000, "the calendars are too empty to prove anything")
    }

    /// The grid, five minutes by five minutes: what the host's clock shows, held against the ranges of its date and of
    /// those before.
    private static func grid(_ calendar: SlotsOracleTests.Calendar, on day: LocalDate, in asker: Zone) throws -> [Int] {
        let host = try Zone(calendar.host)
        let hours = SlotsOracleTests.hours(calendar)
        let begin = Int(asker.firstInstant(day).timeIntervalSince1970)
        return stride(from: begin, to: begin + 30 * 3_600, by: 300).filter { second in
            let instant = Date(timeIntervalSince1970: Double(second))
            guard asker.local(instant).date == day else { return false }
            let local = host.local(instant)
            let minute = local.secondOfDay / 60
            let ranges = (-2...0).flatMap { back in
                hours.ranges(on: local.date.adding(days: back)).filter { range in
                    let date = local.date.adding(days: back)
                    return host.firstInstant(date, minute: range.fromMinute) <= instant
                        && instant < host.firstInstant(date, minute: range.endMinute)
                }.map { minute - back * 1440 - $0.fromMinute }
            }
            let counted = ranges.isEmpty ? [minute] : ranges
            return counted.contains { $0 >= 0 && $0 % calendar.step == 0 }
        }
    }
}
