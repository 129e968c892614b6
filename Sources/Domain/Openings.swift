import Foundation

/// Which starts a service offers: the host's hours in the host's zone, laid out by the service's rules.
///
/// A range lasts from the first moment at which the host's clock shows `from` or later to the first moment at which it
/// shows `to` or later. So ranges that touch on the clock touch in time as well and never overlap, also where an end
/// falls into a gap (then it is the moment of the leap) or a fold (then it is the first of the two).
/// Starts are laid on the clock: `from`, `from` + step and so on. A time that a spring gap leaves out gives none; one
/// that an autumn fold inside the range repeats gives both. A slot begins inside its range and lasts its duration in
/// real time: it may run on into a range that touches its own, also over midnight, but never over a break. Buffers may
/// reach outside. All instants are whole seconds; parts of a second of `now` are dropped.
package struct Openings: Sendable {
    let rules: SlotRules
    let hours: WorkingHours
    let zone: Zone

    /// `zone` is the host's.
    package init(rules: SlotRules, hours: WorkingHours, zone: Zone) {
        self.rules = rules
        self.hours = hours
        self.zone = zone
    }

    /// The slots that begin on the asker's dates `from` to `to`, both included, in `asker`'s zone, as of `now`.
    ///
    /// Left out are those whose cells, with buffers, touch a `taken` range of cells; these come sorted by their lower
    /// bounds and may overlap.
    package func slots(
        from: LocalDate, to: LocalDate, in asker: Zone, now: Date, taken: [Range<Int64>]
    ) -> Offer {
        let window = Window(rules: rules, now: now)
        guard from <= to, window.notice <= window.horizon else { return Offer(slots: [], lapsesAt: nil) }
        let begin = asker.rules.firstInstant(showing: from.wallSeconds(minute: 0))
        // A fold at midnight may bring back the end of the last day, so the search goes on and the date decides.
        let end = asker.rules.firstInstant(showing: to.wallSeconds(minute: 1440)) + Self.day
        let starts = starts(from: max(begin, window.earliest), to: end)
        var calendar = AskerDays(days: from.dayNumber...to.dayNumber, rules: asker.rules)
        var cells = FreeCells(taken: taken, rules: rules)
        var offer = Offer(slots: [], lapsesAt: nil)
        offer.slots.reserveCapacity(starts.count)
        let duration = Double(rules.duration) * 60
        for start in starts where calendar.contains(start) && cells.areFree(start) {
            guard start <= window.latest else {
                let enters = Date(wholeSeconds: start - window.horizon)
                offer.lapsesAt = offer.lapsesAt.map { min($0, enters) } ?? enters
                break
            }
            // The first slot is the first to lose its notice, a second after the last one in which it had it.
            if offer.slots.isEmpty { offer.lapsesAt = Date(wholeSeconds: start - window.notice + 1) }
            let instant = Double(start)
            offer.slots.append(
                Slot(
                    start: Date(timeIntervalSince1970: instant),
                    end: Date(timeIntervalSince1970: instant + duration)))
        }
        return offer
    }

    /// Whether `start` is one that hours, step, notice and horizon allow; other bookings are not looked at.
    package func offers(start: Date, now: Date) -> Bool {
        let window = Window(rules: rules, now: now)
        let seconds = start.wholeSeconds
        guard Date(wholeSeconds: seconds) == start, window.earliest <= seconds, seconds <= window.latest else {
            return false
        }
        return starts(from: seconds, to: seconds + 1).first == seconds
    }
}

extension Openings {
    static let day: Int64 = 86_400

    /// What notice and horizon leave of time, in Unix seconds.
    struct Window {
        let notice: Int64
        let horizon: Int64
        let earliest: Int64
        let latest: Int64

        init(rules: SlotRules, now: Date) {
            notice = Int64(rules.minimumNotice) * 60
            horizon = Int64(rules.bookingHorizonDays) * Openings.day
            earliest = now.wholeSeconds + notice
            latest = now.wholeSeconds + horizon
        }
    }

    /// All starts in [begin, end), strictly ascending.
    func starts(from begin: Int64, to end: Int64) -> [Int64] {
        guard begin < end else { return [] }
        var starts: [Int64] = []
        let days = days(from: begin, to: end)
        for shift in shifts(from: days.lowerBound, to: days.upperBound) where shift.begin < end {
            lay(shift, within: begin..<end, into: &starts)
        }
        // Only an override that begins before the night shift of the day before has ended brings two of the same.
        let isAscending = zip(starts, starts.dropFirst()).allSatisfy(<)
        return isAscending ? starts : Set(starts).sorted()
    }

    /// The dates whose ranges may have starts in [begin, end).
    func days(from begin: Int64, to end: Int64) -> ClosedRange<Int> {
        // Two dates earlier, because a range may reach over midnight and a zone may leave out a day.
        let first = zone.local(Date(wholeSeconds: begin)).date.dayNumber - 2
        return first...(zone.local(Date(wholeSeconds: end)).date.dayNumber + 1)
    }

    /// A range on its date, in Unix seconds.
    struct Shift {
        /// What the clock shows where its starts begin to be counted.
        let firstWall: Int64
        let begin: Int64
        let end: Int64
        /// How long the host works without a break, in this range and in those that touch it.
        var breaksAt: Int64
    }

    /// The ranges of some dates, ascending by their beginnings, and of as many dates more as a slot may run on into.
    func shifts(from first: Int, to last: Int) -> [Shift] {
        var shifts: [Shift] = []
        for day in first...(last + rules.duration / 1440 + 2) {
            let midnight = Int64(day) * Self.day
            for range in hours.ranges(on: LocalDate(dayNumber: day)) {
                let firstWall = midnight + Int64(range.fromMinute) * 60
                let end = zone.rules.firstInstant(showing: midnight + Int64(range.endMinute) * 60)
                let begin = zone.rules.firstInstant(showing: firstWall)
                shifts.append(Shift(firstWall: firstWall, begin: begin, end: end, breaksAt: end))
            }
        }
        shifts.sort { $0.begin < $1.begin }
        // What lies on one side of a break hears of that break: first how far the work goes on, then everybody.
        for index in shifts.indices.dropFirst() where shifts[index].begin <= shifts[index - 1].breaksAt {
            shifts[index].breaksAt = max(shifts[index].end, shifts[index - 1].breaksAt)
        }
        for index in shifts.indices.dropLast().reversed() where shifts[index + 1].begin <= shifts[index].breaksAt {
            shifts[index].breaksAt = shifts[index + 1].breaksAt
        }
        return shifts
    }

    /// Appends the starts of one range, stretch by stretch of the zone's unchanged offset.
    func lay(_ shift: Shift, within window: Range<Int64>, into starts: inout [Int64]) {
        let firstWall = shift.firstWall
        let begin = max(shift.begin, window.lowerBound)
        let end = min(shift.end, shift.breaksAt - Int64(rules.duration) * 60 + 1)
        let step = Int64(rules.slotStep) * 60
        var index = zone.rules.index(at: begin)
        var stretch = begin
        while stretch < min(end, window.upperBound) {
            let stretchEnd = min(end, window.upperBound, zone.rules.end(of: index))
            let origin = firstWall - zone.rules.offsets[index]
            let steps = max(0, -(origin - stretch).flooredQuotient(by: step))
            for start in stride(from: origin + steps * step, to: stretchEnd, by: Int(step)) { starts.append(start) }
            stretch = stretchEnd
            index += 1
        }
    }
}

/// Tells for ascending instants whether they lie on the asker's days.
struct AskerDays {
    private let days: ClosedRange<Int>
    private let rules: ZoneRules
    private var index = 0
    private var end = Int64.min

    init(days: ClosedRange<Int>, rules: ZoneRules) {
        self.days = days
        self.rules = rules
    }

    mutating func contains(_ instant: Int64) -> Bool {
        if instant >= end {
            index = rules.index(at: instant)
            end = rules.end(of: index)
        }
        return days.contains(Int((instant + rules.offsets[index]).flooredQuotient(by: 86_400)))
    }
}

/// Tells for ascending starts whether the cells of their slots are free.
private struct FreeCells {
    private let taken: [Range<Int64>]
    private let before: Int64
    private let after: Int64
    private var index = 0

    init(taken: [Range<Int64>], rules: SlotRules) {
        before = Int64(rules.bufferBefore) * 60
        after = Int64(rules.duration + rules.bufferAfter) * 60
        // Joined, so that one look at the next range is enough even where a long one covers short ones.
        var joined: [Range<Int64>] = []
        for range in taken where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.taken = joined
    }

    mutating func areFree(_ start: Int64) -> Bool {
        let own = Cells.range(from: start - before, to: start + after)
        while index < taken.count, taken[index].upperBound <= own.lowerBound { index += 1 }
        return index == taken.count || own.upperBound <= taken[index].lowerBound
    }
}
