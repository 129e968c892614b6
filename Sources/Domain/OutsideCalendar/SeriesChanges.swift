/// What is excepted from a series, and what stands in the place of some of its times.
struct SeriesChanges {
    /// An event in the place of a time of a series and of all that follow.
    struct Future {
        let from: Int64
        let event: OutsideEvent
        let start: OutsideTime
        let instance: OutsideTime

        /// What becomes of a later time: it is shifted as the first was, by the wall clock of the change.
        func moved(_ time: OutsideTime, _ instant: Int64, _ clocks: FeedClocks) -> OutsideTime {
            let isAlike = time.clock == start.clock && time.clock == instance.clock
            if isAlike || time.isDate || start.isDate || instance.isDate {
                return OutsideTime(wall: time.wall + start.wall - instance.wall, clock: start.clock)
            }
            let before = clocks.wall(from, on: start.clock)
            return OutsideTime(
                wall: clocks.wall(instant, on: start.clock) + start.wall - before, clock: start.clock)
        }
    }

    private var instants: Set<Int64> = []
    private var days: Set<Int64> = []
    private var future: [Future] = []
    /// How far before or after its time of the series anything of a change may lie, in seconds.
    private(set) var widestShift: Int64 = 0

    private static let mostShift: Int64 = 400 * 86_400

    init(of event: OutsideEvent, from start: OutsideTime, by changes: [OutsideEvent], _ clocks: FeedClocks) {
        for time in event.exceptions { leaveOut(time, of: start, clocks) }
        for change in changes {
            guard let instance = change.instance?.adopting(start.clock) else { continue }
            leaveOut(instance, of: start, clocks)
            guard change.changesFuture, let begin = change.start else { continue }
            future.append(
                Future(from: clocks.instant(instance), event: change, start: begin, instance: instance))
            let shift = abs(begin.wall - instance.wall) + change.roughLength
            widestShift = max(widestShift, min(shift, Self.mostShift))
        }
        future.sort { $0.from < $1.from }
    }

    var hasFuture: Bool { !future.isEmpty }

    /// Whether a time of the series, which is at `instant`, is not one.
    func replaces(_ time: OutsideTime, _ instant: Int64) -> Bool {
        instants.contains(instant) || days.contains(time.day)
    }

    /// The last change before a time, of those that change all that follow.
    func change(at instant: Int64) -> Future? {
        var (low, high) = (0, future.count)
        while low < high {
            let middle = (low + high) / 2
            if future[middle].from <= instant { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? future[low - 1] : nil
    }

    /// Days are left out of days, and of times all that begin on that day: some programs except times by their date.
    private mutating func leaveOut(_ time: OutsideTime, of start: OutsideTime, _ clocks: FeedClocks) {
        let time = time.adopting(start.clock)
        if time.isDate {
            days.insert(time.day)
        } else if start.isDate {
            let wall = time.clock == .utc ? clocks.wall(time.wall, on: .floating) : time.wall
            days.insert(wall.flooredQuotient(by: 86_400))
        } else {
            instants.insert(clocks.instant(time))
        }
    }
}

/// Until when a series goes on (UNTIL).
struct SeriesEnd {
    /// The last second of the wall clock at which anything may begin.
    private(set) var wall = Int64.max
    private var instant: Int64?

    init(of rule: RecurrenceRule, for start: OutsideTime, _ clocks: FeedClocks) {
        guard let until = rule.until else { return }
        switch (until.clock, start.clock) {
        case (.date, .date), (.utc, .utc): wall = until.wall
        case (.date, _): wall = until.wall + 86_399
        // RFC 5545 wants a date here. Which day a program means by a time is told by its zone, or by nothing: in doubt
        // the later one.
        case (.utc, .date): wall = max(until.wall, clocks.wall(until.wall, on: .floating))
        case (.utc, _):
            wall = until.wall + 2 * 86_400
            instant = until.wall
        default: wall = until.wall
        }
    }

    func takes(_ time: OutsideTime, _ clocks: FeedClocks) -> Bool {
        instant.map { clocks.instant(time) <= $0 } ?? (time.wall <= wall)
    }
}
