import Foundation
import Synchronization

/// The system's folder of compiled zones, and the tables read from it so far.
enum ZoneFolder {
    /// `TZDIR` where it is set, as the C library has it, else the usual place.
    static let path: String = {
        let named = ProcessInfo.processInfo.environment["TZDIR"] ?? ""
        return named.isEmpty ? "/usr/share/zoneinfo" : named
    }()

    // A lock, because zones are asked for by every thread and reading a file for each request would be slow. It never
    // holds more tables than the folder has names, and none is ever changed, so nothing has to be thrown out.
    private static let tables = Mutex<[String: ZoneRules]>([:])

    /// The rules of a name; nil where the database has no such zone.
    static func rules(of identifier: String) throws -> ZoneRules? {
        if let known = tables.withLock({ $0[identifier] }) { return known }
        guard isName(identifier), let rules = try read(identifier, in: path) else { return nil }
        tables.withLock { $0[identifier] = rules }
        return rules
    }

    /// Reads one zone without keeping it.
    static func read(_ identifier: String, in path: String) throws -> ZoneRules? {
        guard FileManager.default.fileExists(atPath: path + "/Etc/UTC") else {
            return FoundationZone.rules(of: identifier)
        }
        guard let data = FileManager.default.contents(atPath: path + "/" + identifier), data.starts(with: "TZif".utf8)
        else { return nil }
        return ZoneRules(try ZoneFile.periods(in: data))
    }

    static let release = release(in: path)

    static func release(in path: String) -> String? {
        if let data = FileManager.default.contents(atPath: path + "/+VERSION") {
            return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
        // Debian has no such file, but the source of all zones, which begins with "# version 2026f".
        guard let file = FileHandle(forReadingAtPath: path + "/tzdata.zi") else { return nil }
        let start = try? file.read(upToCount: 64)  // try? is fine: unreadable is unknown
        let head = String(decoding: start ?? Data(), as: UTF8.self)
        let words = head.prefix { $0 != "\n" }.split(separator: " ")
        return words.count == 3 && words[1] == "version" ? String(words[2]) : nil
    }

    /// Whether a text can be the name of a zone: `Area/Place`, a country's old name such as `Japan`, or `UTC`.
    ///
    /// Refused are paths (no dots, no empty parts) and the abbreviations that the database keeps for old systems,
    /// such as `EST`, `CET` and `EST5EDT`: they name an offset, not a place, and mislead who picks them.
    static func isName(_ identifier: String) -> Bool {
        if identifier == "UTC" { return true }
        let parts = identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard identifier.utf8.count <= 64, identifier != "Factory", parts.allSatisfy(isPart) else { return false }
        return parts.count > 1 || identifier.utf8.dropFirst().first.map { (97...122).contains($0) } == true
    }

    private static func isPart(_ part: Substring.UTF8View) -> Bool {
        guard let first = part.first, (65...90).contains(first) else { return false }
        return part.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}

/// The rules that Foundation carries, for a machine without a zone folder.
enum FoundationZone {
    static func rules(of identifier: String) -> ZoneRules? {
        guard identifier == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(identifier),
            let zone = TimeZone(identifier: identifier)
        else { return nil }
        var instant = Date(timeIntervalSince1970: 0)
        let end = Date(wholeSeconds: LocalDate(dayNumber: 365 * 131).wallSeconds(minute: 0))
        func period(from start: Int64) -> ZonePeriod {
            ZonePeriod(
                start: start, offset: Int64(zone.secondsFromGMT(for: instant)),
                name: zone.abbreviation(for: instant) ?? identifier)
        }
        var periods = [period(from: .min)]
        while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant, next < end {
            instant = next
            periods.extend(with: period(from: next.wholeSeconds))
        }
        return ZoneRules(periods)
    }
}
