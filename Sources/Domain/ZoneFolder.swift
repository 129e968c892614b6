import Foundation
import Synchronization

/// A folder of compiled zones, and the tables read from it so far. Where there is none, Foundation's rules stand in.
package final class ZoneFolder: Sendable {
    /// `TZDIR` where it is set, as the C library has it, else the usual place.
    package static let system: ZoneFolder = {
        let named = ProcessInfo.processInfo.environment["TZDIR"] ?? ""
        return ZoneFolder(path: named.isEmpty ? "/usr/share/zoneinfo" : named)
    }()

    private struct Memory {
        /// By the names that were asked for.
        var tables: [String: (rules: ZoneRules, file: ZoneFile.Stamp?)] = [:]
        var generation = 0
    }

    package let path: String
    // A lock, because zones are asked for by every thread and reading a file for each request would be slow. It never
    // holds more tables than there are names of zones.
    private let memory = Mutex(Memory())

    package init(path: String) { self.path = path }

    /// Grows whenever files were found to have changed: what was worked out by the old rules is out of date.
    package var generation: Int { memory.withLock(\.generation) }

    /// A zone by any of its names, and the name that is meant by it; nil where nobody knows it. Throws
    /// `service_unavailable` where a file cannot be read, because that says nothing about the zone.
    func zone(_ name: String) throws -> (name: String, rules: ZoneRules)? {
        guard name.utf8.count <= Self.longestName else { return nil }
        // What is remembered is remembered by the name that is meant.
        if let known = memory.withLock({ $0.tables[name]?.rules }) { return (name, known) }
        let meant = ZoneLinks.meaning(of: name)
        if let known = memory.withLock({ $0.tables[meant]?.rules }) { return (meant, known) }
        guard let found = try read(meant) else { return nil }
        memory.withLock { $0.tables[meant] = found }
        return (meant, found.rules)
    }

    /// Reads again what has changed since it was read; whether something had. What cannot be read any more stays as it
    /// is.
    package func refresh() -> Bool {
        let known = memory.withLock { $0.tables.mapValues(\.file) }
        let hasFolder = isThere
        let changed = known.filter { name, file in file.map { $0.isOutdated } ?? hasFolder }
        let read = changed.keys.compactMap { name in
            let table = try? self.read(name)  // try? is fine: the next look finds it changed again
            return table.map { (name, $0) }
        }
        guard !read.isEmpty else { return false }
        memory.withLock { memory in
            for (name, table) in read { memory.tables[name] = table }
            memory.generation += 1
        }
        return true
    }

    /// By its own name, or by any other that the folder has a file of.
    private func read(_ name: String) throws -> (rules: ZoneRules, file: ZoneFile.Stamp?)? {
        guard Self.isName(name) else { return nil }
        let hasFolder = isThere
        for name in [name] + ZoneLinks.others(of: name) {
            guard hasFolder else {
                if let rules = FoundationZone.rules(of: name) { return (rules, nil) }
                continue
            }
            if let (data, stamp) = try ZoneFile.read(path + "/" + name) {
                return (ZoneRules(try ZoneFile.periods(in: data)), stamp)
            }
        }
        return nil
    }

    private var isThere: Bool { FileManager.default.fileExists(atPath: path + "/Etc/UTC") }

    /// The release of the rules, such as `2026f`; nil where the folder does not tell.
    package var release: String? {
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
}

extension ZoneFolder {
    private static let longestName = 64

    /// Whether a text can be the name of a zone: `Area/Place`, a country's old name such as `Japan`, or `UTC`.
    ///
    /// Paths are none (no dots, no empty parts), nor are the abbreviations that the database keeps for old systems,
    /// such as `EST`, `CET` and `EST5EDT`: they name an offset, not a place, and mislead who reads them.
    static func isName(_ identifier: String) -> Bool {
        guard identifier.utf8.count <= longestName else { return false }
        if identifier == "UTC" { return true }
        let parts = identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard identifier != "Factory", parts.allSatisfy(isPart) else { return false }
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
