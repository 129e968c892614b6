import Foundation

extension Openings {
    /// Every start of the grid on the asker's date, in `asker`'s zone, as of `now`, ascending: the same that `slots`
    /// offers, and the others with the reason against them.
    ///
    /// The grid is laid on the host's clock: in each range by the step from its beginning, and where the host does not
    /// work by the step from midnight.
    package func explain(
        _ date: LocalDate, in asker: Zone, now: Date, taken: [TakenStretch]
    ) -> [GridStart] {
        let begin = asker.rules.firstInstant(showing: date.wallSeconds(minute: 0))
        // A fold at midnight may bring back the end of the day, so the search goes on and the date decides.
        let end = asker.rules.firstInstant(showing: date.wallSeconds(minute: 1440)) + Self.day
        var calendar = AskerDays(days: date.dayNumber...date.dayNumber, rules: asker.rules)
        let fitting = Set(starts(from: begin, to: end))
        let window = Window(rules: rules, now: now)
        return grid(from: begin, to: end).filter { calendar.contains($0.start) }.map { place in
            let slot = slot(at: place.start)
            let fits = fitting.contains(place.start)
            let reason =
                place.reason(fits: fits) ?? window.reason(against: place.start) ?? taker(of: slot, among: taken)
            return GridStart(slot: slot, hostDate: place.date, reason: reason)
        }
    }

    private func slot(at start: Int64) -> Slot {
        Slot(start: Date(wholeSeconds: start), end: Date(wholeSeconds: start + Int64(rules.duration) * 60))
    }

    /// What stands in its time, else what stands too near.
    private func taker(of slot: Slot, among taken: [TakenStretch]) -> GridStart.Reason? {
        let own = Cells.range(
            start: slot.start, durationMinutes: rules.duration, bufferBefore: rules.bufferBefore,
            bufferAfter: rules.bufferAfter)
        let near = taken.filter { !$0.cells.isEmpty && $0.cells.overlaps(own) }
        return near.first { $0.overlaps(slot) }.map { .taken($0) } ?? near.first.map { .buffer($0) }
    }
}

extension Openings {
    /// A place of the grid.
    private struct Place {
        let start: Int64
        let date: LocalDate
        /// When the work ends in which it lies; nil where the host does not work then.
        let stopsAt: Date?

        /// What the hours have against it, where a slot fits there or does not.
        func reason(fits: Bool) -> GridStart.Reason? {
            guard let stopsAt else { return .closed }
            return fits ? nil : .tooLong(stopsAt: stopsAt)
        }
    }

    /// All places in [begin, end), ascending.
    private func grid(from begin: Int64, to end: Int64) -> [Place] {
        let days = days(from: begin, to: end)
        let shifts = shifts(from: days.lowerBound, to: days.upperBound)
        var places: [Int64: Place] = [:]
        for shift in shifts where shift.begin < end {
            let date = LocalDate(dayNumber: Int(shift.firstWall.flooredQuotient(by: Self.day)))
            for start in laid(shift.begin..<shift.end, from: shift.firstWall, within: begin..<end) {
                places[start] = Place(start: start, date: date, stopsAt: Date(wholeSeconds: shift.breaksAt))
            }
        }
        for day in days {
            let date = LocalDate(dayNumber: day)
            let wall = Int64(day) * Self.day
            let midnight = zone.rules.firstInstant(showing: wall)
            // A day more, for one that is brought back by a fold at midnight; the date decides.
            for start in laid(midnight..<midnight + 2 * Self.day, from: wall, within: begin..<end)
            where zone.local(Date(wholeSeconds: start)).date == date
                && !shifts.contains(where: { $0.begin <= start && start < $0.end })
            {
                places[start] = Place(start: start, date: date, stopsAt: nil)
            }
        }
        return places.values.sorted { $0.start < $1.start }
    }

    /// Starts in a stretch of time, whether a slot fits there or not.
    private func laid(_ time: Range<Int64>, from firstWall: Int64, within window: Range<Int64>) -> [Int64] {
        var starts: [Int64] = []
        guard time.lowerBound < window.upperBound, window.lowerBound < time.upperBound else { return [] }
        lay(
            Shift(firstWall: firstWall, begin: time.lowerBound, end: time.upperBound, breaksAt: .max),
            within: window, into: &starts)
        return starts
    }
}

extension Openings.Window {
    /// What it has against a start.
    fileprivate func reason(against start: Int64) -> GridStart.Reason? {
        if start < earliest { return .notice(earliest: Date(wholeSeconds: earliest)) }
        return start > latest ? .horizon(latest: Date(wholeSeconds: latest)) : nil
    }
}
