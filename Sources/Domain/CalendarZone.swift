import Foundation

/// The rules of a zone around one calendar entry, as a VTIMEZONE (RFC 5545, 3.6.5).
///
/// Each change is written out as it is; a yearly rule would be a guess about years that nobody asked for, and wrong for
/// zones whose changes follow the moon.
struct CalendarZone {
    private let zone: Zone
    private let transitions: [Zone.Transition]
    private let from: Date

    /// Knows the time from the last change before `from` to a year after `to`, so that a reader who moves the entry
    /// by some months still sees it right.
    init(zone: Zone, from: Date, to: Date) {
        self.zone = zone
        self.from = from
        let year: TimeInterval = 366 * 86_400
        // Some programs cannot read years before 1970 nor offsets with seconds, which were the rule long ago.
        let inForce = zone.rules.starts[zone.rules.index(at: from.wholeSeconds)]
        let begin = inForce >= 0 ? Date(wholeSeconds: inForce) : from
        transitions = zone.transitions(from: min(begin, from), to: to.addingTimeInterval(year))
    }

    func write(to lines: inout CalendarLines) {
        lines.add("BEGIN", "VTIMEZONE")
        lines.add("TZID", zone.identifier)
        if transitions.first.map({ $0.at > from }) ?? true {
            let offset = zone.offset(at: from)
            write(
                "STANDARD", at: "19700101T000000", from: offset, to: offset, name: zone.abbreviation(at: from),
                lines: &lines)
        }
        for transition in transitions {
            // A change forward is called daylight time here, also where the law of a country names its winter so.
            let kind = transition.offsetAfter > transition.offsetBefore ? "DAYLIGHT" : "STANDARD"
            let wall = Zone.utc.local(transition.at.addingTimeInterval(Double(transition.offsetBefore)))
            write(
                kind, at: CalendarLines.wall(wall), from: transition.offsetBefore, to: transition.offsetAfter,
                name: transition.abbreviation, lines: &lines)
        }
        lines.add("END", "VTIMEZONE")
    }

    private func write(
        _ kind: String, at wall: String, from: Int, to: Int, name: String, lines: inout CalendarLines
    ) {
        lines.add("BEGIN", kind)
        lines.add("DTSTART", wall)
        lines.add("TZOFFSETFROM", Self.offset(from))
        lines.add("TZOFFSETTO", Self.offset(to))
        lines.add("TZNAME", escaping: name)
        lines.add("END", kind)
    }

    /// `+0530`, with seconds only where there are some.
    private static func offset(_ seconds: Int) -> String {
        let size = abs(seconds)
        let clock = (size / 3600).padded(2) + (size / 60 % 60).padded(2)
        return (seconds < 0 ? "-" : "+") + clock + (size % 60 == 0 ? "" : (size % 60).padded(2))
    }
}
