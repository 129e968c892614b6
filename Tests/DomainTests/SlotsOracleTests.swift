import Domain
import Foundation
import Testing

@Suite("Slots and zones agree with Python's zoneinfo on the same files")
struct SlotsOracleTests {
    struct Calendar: Encodable {
        var kind = "calendar"
        var host, asker: String
        var from, to, now: Int
        var duration, before, after, step, notice, horizon: Int
        var weekly: [String: [[Int]]]
        var overrides: [String: [[Int]]]
        var taken: [[Int64]]
    }

    struct Answer: Decodable {
        var starts, offered: [Int]
        var lapses: Int?
    }

    static let zones = [
        "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "America/St_Johns", "Asia/Kathmandu",
        "Pacific/Apia", "Antarctica/Troll", "Europe/Berlin", "America/New_York", "Atlantic/Azores", "Africa/Cairo",
        "Asia/Tehran", "America/Santiago", "America/Nuuk", "Asia/Gaza", "Europe/Dublin", "America/Havana",
        "Pacific/Kiritimati", "Asia/Beirut", "America/Asuncion", "UTC", "America/Scoresbysund", "Asia/Calcutta",
    ]

    // Changes that today's rules no longer make: a fold that brings back the day before, days left out.
    static let history = [
        ("America/St_Johns", "2008-11-02"), ("America/St_Johns", "2009-03-08"), ("Pacific/Apia", "2011-12-30"),
        ("Pacific/Kwajalein", "1993-08-21"), ("America/Sao_Paulo", "2017-10-15"), ("Asia/Amman", "2021-10-29"),
        ("Antarctica/Casey", "2020-10-04"), ("Asia/Pyongyang", "2015-08-15"), ("America/Caracas", "2016-05-01"),
    ]

    @Test("600 random calendars give the same slots, offers and moments of lapse")
    func calendars() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        let calendars = try (0..<600).map { _ in try Self.calendar(&random) }
        let answers = try Oracle.answers(to: calendars, as: Answer.self)
        try #require(answers.count == calendars.count)
        var slots = 0
        for (calendar, answer) in zip(calendars, answers) {
            let openings = try Self.openings(calendar)
            let now = Date(timeIntervalSince1970: Double(calendar.now))
            let offer = openings.slots(
                from: LocalDate(dayNumber: calendar.from), to: LocalDate(dayNumber: calendar.to),
                in: try Zone(calendar.asker), now: now, taken: calendar.taken.map { $0[0]..<$0[1] })
            let starts = offer.slots.map { Int($0.start.timeIntervalSince1970) }
            #expect(starts == answer.starts, "seed \(seed), \(calendar)")
            #expect(
                offer.lapsesAt.map { Int($0.timeIntervalSince1970) } == answer.lapses, "seed \(seed), \(calendar)")
            #expect(
                offer.slots.allSatisfy { $0.end.timeIntervalSince($0.start) == Double(calendar.duration * 60) })
            slots += starts.count
            for probe in Self.probes(answer.offered) {
                let isOpen = openings.offers(start: Date(timeIntervalSince1970: Double(probe)), now: now)
                #expect(isOpen == answer.offered.contains(probe), "seed \(seed), start \(probe), \(calendar)")
            }
        }
        #expect(slots > 5000, "the calendars are too empty to prove anything")
    }

    /// Some offered starts, and moments beside them that lie on the days asked for as well.
    private static func probes(_ offered: [Int]) -> [Int] {
        let last = offered.last ?? 0
        return offered.prefix(20).flatMap { [$0, $0 + 60, $0 + 300] }.filter { $0 <= last }
    }

    static func hours(_ calendar: Calendar) -> WorkingHours {
        func ranges(_ pairs: [[Int]]) -> [HoursRange] { pairs.map { HoursRange(fromMinute: $0[0], toMinute: $0[1]) } }
        let weekly = calendar.weekly.map { (Int($0) ?? 0, ranges($1)) }
        let overrides = calendar.overrides.map { (LocalDate(dayNumber: Int($0) ?? 0), ranges($1)) }
        return WorkingHours(
            weekly: Dictionary(uniqueKeysWithValues: weekly),
            overrides: Dictionary(uniqueKeysWithValues: overrides))
    }

    static func openings(_ calendar: Calendar) throws -> Openings {
        Openings(
            rules: SlotRules(
                duration: calendar.duration, bufferBefore: calendar.before, bufferAfter: calendar.after,
                slotStep: calendar.step, minimumNotice: calendar.notice, bookingHorizonDays: calendar.horizon),
            hours: hours(calendar), zone: try Zone(calendar.host))
    }

    /// One at random.
    static func calendar(_ random: inout SeededRandom) throws -> Calendar {
        var host = random.pick(zones)
        var day = 0
        if Int.random(in: 0..<6, using: &random) == 0 {
            let (zone, date) = random.pick(history)
            host = zone
            day = try #require(LocalDate(date)).dayNumber
        } else {
            day = try changeDay(of: random.pick([host, random.pick(zones)]), &random)
        }
        let asker = random.pick([host, random.pick(zones)])
        let from = day + Int.random(in: -3...1, using: &random)
        let to = from + Int.random(in: 0...4, using: &random)
        var overrides: [String: [[Int]]] = [:]
        for date in (from - 1)...(to + 1) where Int.random(in: 0..<5, using: &random) == 0 {
            overrides[String(date)] = ranges(&random)
        }
        var weekly: [String: [[Int]]] = [:]
        for weekday in 1...7 { weekly[String(weekday)] = ranges(&random) }
        let step = random.pick([5, 15, 20, 30, 45, 60, 90])
        return Calendar(
            host: host, asker: asker, from: from, to: to,
            now: from * 86_400 - random.pick([0, 86_400, 3 * 86_400])
                + Int.random(in: -86_400...86_400, using: &random),
            duration: random.pick([5, 15, 25, 30, 50, 60, 90, 180]), before: random.pick([0, 0, 5, 10, 45]),
            after: random.pick([0, 0, 5, 15, 60]), step: step, notice: random.pick([0, 5, 60, 1440, 4000]),
            horizon: random.pick([1, 2, 3, 5, 60]), weekly: weekly, overrides: overrides,
            taken: taken(from: from, to: to, &random))
    }

    /// The day of one of the zone's changes in the coming years; any day where it has none.
    private static func changeDay(of identifier: String, _ random: inout SeededRandom) throws -> Int {
        let zone = try Zone(identifier)
        let changes = zone.transitions(
            from: try instant("2026-12-01T00:00:00Z"), to: try instant("2033-01-01T00:00:00Z"))
        guard !changes.isEmpty else { return Int.random(in: 20_790...23_000, using: &random) }
        return Int((random.pick(changes).at.timeIntervalSince1970 / 86_400).rounded(.down))
    }

    /// Some ranges of a day that do not overlap; the last may reach over midnight.
    private static func ranges(_ random: inout SeededRandom) -> [[Int]] {
        let count = random.pick([0, 1, 1, 2, 3])
        var edges = Set<Int>()
        while edges.count < count * 2 { edges.insert(Int.random(in: 0...288, using: &random) * 5) }
        let sorted = edges.sorted()
        var ranges = stride(from: 0, to: sorted.count, by: 2).map { [sorted[$0], sorted[$0 + 1]] }
        if let last = ranges.last, last[1] == 1440 || Int.random(in: 0..<3, using: &random) == 0 {
            ranges[ranges.count - 1][1] = random.pick([1440, 0, min(60, last[0]), min(180, last[0])])
            if ranges[ranges.count - 1][1] == last[0] { ranges.removeLast() }
        }
        // Ranges that touch, in the day and at both midnights.
        if Int.random(in: 0..<3, using: &random) == 0 {
            let middle = Int.random(in: 1..<287, using: &random) * 5
            return random.pick([
                [[0, middle], [middle, 1440]], [[0, middle], [max(middle, 1200), 1440]], [[0, 1440]],
                [[middle, 1440]], [[0, middle]],
            ])
        }
        // The hours in which most clocks change.
        if Int.random(in: 0..<4, using: &random) == 0 { return [[random.pick([0, 60, 90, 120, 150]), 210]] }
        return ranges
    }

    private static func taken(from: Int, to: Int, _ random: inout SeededRandom) -> [[Int64]] {
        let cells = Int64(from - 1) * 288...Int64(to + 2) * 288
        let bookings = (0..<random.pick([0, 0, 3, 10, 40])).map { _ in
            let first = Int64.random(in: cells, using: &random)
            return [first, first + Int64.random(in: 0...40, using: &random)]
        }
        return bookings.sorted { $0[0] < $1[0] }
    }
}
