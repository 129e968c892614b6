import Foundation

/// The offsets of one zone as an unbroken row of periods, whatever they were read from.
///
/// A class only because a table is shared by every `Zone` of its name; it never changes.
final class ZoneRules: Sendable {
    /// The last year for which a zone's yearly rule is unrolled into periods; after it the last offset stays.
    static let lastYear = 2200

    /// Unix seconds at which each period begins, ascending; the first is the beginning of time.
    let starts: [Int64]
    /// Seconds east of Greenwich in each period.
    let offsets: [Int64]
    /// What the zone calls its time in each period: `CET`, `+0545`.
    let names: [String]

    init(_ periods: [ZonePeriod]) {
        precondition(periods.first?.start == .min, "the first period of a zone has no beginning")
        starts = periods.map(\.start)
        offsets = periods.map(\.offset)
        names = periods.map(\.name)
    }

    var count: Int { starts.count }

    /// The period that an instant (Unix seconds) lies in.
    func index(at instant: Int64) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= instant { low = middle } else { high = middle }
        }
        return low
    }

    /// The first moment after a period, or the end of time.
    func end(of index: Int) -> Int64 {
        index + 1 < starts.count ? starts[index + 1] : .max
    }

    /// The first instant at which the zone's clock shows the local second `wall` or a later one.
    ///
    /// Of a time that comes twice it is the first, of a time that is left out the moment of the leap.
    func firstInstant(showing wall: Int64) -> Int64 {
        var index = index(at: wall - Self.widestOffset)
        while true {
            let instant = wall - offsets[index]
            if instant < end(of: index) { return max(instant, starts[index]) }
            index += 1
        }
    }

    /// The instant that a calendar means by the local second `wall` (RFC 5545, 3.3.5): of a time that comes twice the
    /// first; one that is left out is reckoned with the offset before the leap, and so lies after it.
    func instant(meant wall: Int64) -> Int64 {
        var index = index(at: wall - Self.widestOffset)
        while true {
            let instant = wall - offsets[index]
            if instant < end(of: index) { return instant >= starts[index] ? instant : wall - offsets[index - 1] }
            index += 1
        }
    }

    /// Every instant at which the zone's clock shows the local second `wall`, ascending.
    func instants(showing wall: Int64) -> [Int64] {
        var found: [Int64] = []
        var index = index(at: wall - Self.widestOffset)
        while index < count, starts[index] <= wall + Self.widestOffset {
            let instant = wall - offsets[index]
            if instant >= starts[index], instant < end(of: index) { found.append(instant) }
            index += 1
        }
        return found
    }

    /// No offset in the data was ever 16 hours wide (POSIX allows 25 in a rule, which nobody uses).
    private static let widestOffset: Int64 = 26 * 3600
}

/// A stretch of time in which a zone keeps one offset and one name.
struct ZonePeriod: Equatable {
    /// Unix seconds.
    var start: Int64
    /// Seconds east of Greenwich.
    var offset: Int64
    var name: String
}

extension Array where Element == ZonePeriod {
    /// Adds a period unless it changes nothing; one that begins with the last takes its place.
    mutating func extend(with period: ZonePeriod) {
        if let last, last.start == period.start { removeLast() }
        if let last, last.offset == period.offset, last.name == period.name { return }
        append(period)
    }
}
