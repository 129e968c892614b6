import Foundation

/// A time zone of the IANA database, with the rules of the system's tzdata.
///
/// Foundation's own rules age with the toolchain and are used only where the zone folder is missing.
package struct Zone: Sendable, Hashable, CustomStringConvertible {
    /// The name as it was asked for: `Europe/Berlin`, `Asia/Calcutta`, `UTC`; for a name that is no place, such as
    /// `CET` and `GB`, the place that is meant.
    package let identifier: String
    let rules: ZoneRules

    /// Throws `unknown_zone` for `field` unless IANA or CLDR know the name: `GMT+5` is none.
    package init(_ identifier: String, field: String = "time_zone", in folder: ZoneFolder = .system) throws {
        guard let zone = try folder.zone(identifier) else { throw Problem.invalid(field, .unknownZone) }
        self.init(identifier: zone.name, rules: zone.rules)
    }

    /// A zone that was known when it was stored. Where this machine does not know it, words are in UTC, and say so: a
    /// name must not keep a mail or a receipt back.
    package static func stored(_ identifier: String) throws -> Zone { try known(identifier) ?? .utc }

    /// A zone that was known when it was stored; nil where this machine does not know it.
    package static func known(_ identifier: String) throws -> Zone? {
        try ZoneFolder.system.zone(identifier).map { Zone(identifier: $0.name, rules: $0.rules) }
    }

    private init(identifier: String, rules: ZoneRules) {
        self.identifier = identifier
        self.rules = rules
    }

    /// Coordinated universal time, which needs no zone folder.
    package static let utc = Zone(
        identifier: "UTC", rules: ZoneRules([ZonePeriod(start: .min, offset: 0, name: "UTC")]))

    package var description: String { identifier }

    package static func == (left: Zone, right: Zone) -> Bool {
        left.identifier == right.identifier
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}

extension Zone {
    /// What a zone's clock and calendar show at an instant.
    package struct LocalTime: Sendable, Hashable {
        package var date: LocalDate
        /// Seconds on the clock's face from midnight, 0 to 86,399.
        package var secondOfDay: Int

        package init(date: LocalDate, secondOfDay: Int) {
            self.date = date
            self.secondOfDay = secondOfDay
        }
    }

    /// A moment at which a zone's offset or the name of its time changes.
    package struct Transition: Sendable, Equatable {
        package var at: Date
        /// Seconds east of Greenwich before and from that moment on.
        package var offsetBefore: Int
        package var offsetAfter: Int
        package var abbreviation: String

        package init(at: Date, offsetBefore: Int, offsetAfter: Int, abbreviation: String) {
            self.at = at
            self.offsetBefore = offsetBefore
            self.offsetAfter = offsetAfter
            self.abbreviation = abbreviation
        }
    }

    /// Seconds east of Greenwich.
    package func offset(at instant: Date) -> Int {
        Int(rules.offsets[rules.index(at: instant.wholeSeconds)])
    }

    /// What the zone calls its time then: `CET`, `EST`, or a number such as `+0545` where it has no name.
    package func abbreviation(at instant: Date) -> String {
        rules.names[rules.index(at: instant.wholeSeconds)]
    }

    /// What the zone's clock shows; parts of a second are dropped.
    package func local(_ instant: Date) -> LocalTime {
        let seconds = instant.wholeSeconds
        let wall = seconds + rules.offsets[rules.index(at: seconds)]
        let day = wall.flooredQuotient(by: 86_400)
        return LocalTime(date: LocalDate(dayNumber: Int(day)), secondOfDay: Int(wall - day * 86_400))
    }

    /// The instants at which the zone's clock shows `minute` minutes from the midnight of `date`, ascending: none in
    /// a spring gap, two in an autumn fold. A minute of 1440 or more belongs to the next day.
    package func instants(_ date: LocalDate, minute: Int) -> [Date] {
        rules.instants(showing: date.wallSeconds(minute: minute)).map(Date.init(wholeSeconds:))
    }

    /// The first instant at which the zone's clock shows that time or a later one: the first of two in a fold, the
    /// end of the gap for a time that does not exist.
    package func firstInstant(_ date: LocalDate, minute: Int = 0) -> Date {
        Date(wholeSeconds: rules.firstInstant(showing: date.wallSeconds(minute: minute)))
    }

    /// The changes in [from, to), ascending.
    package func transitions(from: Date, to: Date) -> [Transition] {
        guard from < to else { return [] }
        let first = rules.index(at: from.wholeSeconds)
        let last = rules.index(at: to.wholeSeconds)
        return (first...last).compactMap { index in
            guard index > 0, Date(wholeSeconds: rules.starts[index]) >= from,
                Date(wholeSeconds: rules.starts[index]) < to
            else { return nil }
            return Transition(
                at: Date(wholeSeconds: rules.starts[index]), offsetBefore: Int(rules.offsets[index - 1]),
                offsetAfter: Int(rules.offsets[index]), abbreviation: rules.names[index])
        }
    }
}

extension LocalDate {
    /// Seconds from 1970-01-01 00:00 as a wall clock counts them.
    func wallSeconds(minute: Int) -> Int64 {
        Int64(dayNumber) * 86_400 + Int64(minute) * 60
    }
}
