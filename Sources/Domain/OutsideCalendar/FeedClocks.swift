/// The clocks by which a calendar's times are meant, with their rules.
struct FeedClocks {
    /// The owner's, for days and for times without a zone.
    let own: ZoneRules
    /// By the numbers that `FeedZones` gave; nil for a zone that nobody knows, which counts like the owner's.
    let zones: [ZoneRules?]

    func isKnown(_ clock: OutsideTime.Clock) -> Bool {
        guard case .zone(let number) = clock else { return true }
        return zones[number] != nil
    }

    /// The instant in Unix seconds. A time that comes twice is the first; one that is left out is reckoned with the
    /// offset before the leap (RFC 5545, 3.3.5), but a day begins with the moment of the leap.
    func instant(_ time: OutsideTime) -> Int64 {
        switch time.clock {
        case .utc: time.wall
        case .date: own.firstInstant(showing: time.wall)
        case .floating: own.instant(meant: time.wall)
        case .zone(let number): (zones[number] ?? own).instant(meant: time.wall)
        }
    }

    /// What a clock shows at an instant.
    func wall(_ instant: Int64, on clock: OutsideTime.Clock) -> Int64 {
        guard clock != .utc else { return instant }
        var rules = own
        if case .zone(let number) = clock { rules = zones[number] ?? own }
        return instant + rules.offsets[rules.index(at: instant)]
    }
}
