/// The zones that a calendar names, each by a number, and those that it defines itself.
struct FeedZones {
    private static let most = 1000
    private static let longestName = 256
    /// How many parts of a path a name may have before its zone: `/mozilla.org/20050126_1/Europe/Berlin`.
    private static let mostPrefixes = 6

    private var numbers: [[UInt8]: Int] = [:]
    private var names: [[UInt8]] = []
    private var defined: [[UInt8]: DefinedZone] = [:]

    /// The clock of a TZID; of none, the owner's. Throws `tooLarge`.
    mutating func clock(_ name: ArraySlice<UInt8>?) throws(OutsideCalendar.Failure) -> OutsideTime.Clock {
        guard let name else { return .floating }
        let key = Self.key(name)
        if let number = numbers[key] { return .zone(number) }
        guard names.count < Self.most else { throw .tooLarge }
        numbers[key] = names.count
        names.append(key)
        return .zone(names.count - 1)
    }

    /// Takes a zone that the calendar defines; the first of a name counts. Throws `tooLarge`.
    mutating func add(_ zone: DefinedZone) throws(OutsideCalendar.Failure) {
        guard defined.count < Self.most else { throw .tooLarge }
        let key = Self.key(zone.name[...])
        if defined[key] == nil { defined[key] = zone }
    }

    /// The rules of all that were named, for times about the window. Throws `noZones` where files cannot be read.
    func clocks(
        own: ZoneRules, window: Range<Int64>, steps: inout Int
    ) throws(OutsideCalendar.Failure) -> FeedClocks {
        var zones: [ZoneRules?] = []
        for name in names {
            // What the world knows of a zone is better than what was true when the event was written.
            if let rules = try Self.rules(String(decoding: name, as: UTF8.self)) {
                zones.append(rules)
            } else {
                zones.append(defined[name]?.rules(about: window, steps: &steps))
            }
        }
        return FeedClocks(own: own, zones: zones)
    }

    /// As it is compared: without the marks of a text that is escaped.
    private static func key(_ name: ArraySlice<UInt8>) -> [UInt8] {
        name.prefix(longestName).filter { $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") }
    }

    /// By IANA's name, by that of Windows, or by IANA's at the end of a path, as older programs write it.
    private static func rules(_ name: String) throws(OutsideCalendar.Failure) -> ZoneRules? {
        if ["UTC", "GMT", "Z"].contains(name.uppercased()) { return Zone.utc.rules }
        do {
            if let zone = try Zone.known(WindowsZones.place(of: name) ?? name) { return zone.rules }
            var rest = Substring(name)
            for _ in 0..<mostPrefixes {
                guard let slash = rest.firstIndex(of: "/") else { break }
                rest = rest[rest.index(after: slash)...]
                if rest.contains("/"), let zone = try Zone.known(String(rest)) { return zone.rules }
                if rest.uppercased() == "UTC" { return Zone.utc.rules }
            }
            return nil
        } catch { throw .noZones }
    }
}
