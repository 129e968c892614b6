import Foundation

/// Reads a compiled zone file (TZif, RFC 9636) into periods.
struct ZoneFile {
    /// The file is cut short or says something that cannot be: the world's fault, not the asker's.
    struct Malformed: Error, CustomStringConvertible {
        var reason: String
        var description: String { "not a zone file: \(reason)" }
    }

    private struct Header {
        var version: UInt8
        var utIndicators, wallIndicators, leapSeconds, transitions, types, nameBytes: Int

        func size(timeBytes: Int) -> Int {
            transitions * (timeBytes + 1) + types * 6 + nameBytes + leapSeconds * (timeBytes + 4) + wallIndicators
                + utIndicators
        }
    }

    private var bytes: ArraySlice<UInt8>

    /// The periods of a file's whole content, the yearly rule of its footer unrolled up to `ZoneRules.lastYear`.
    static func periods(in data: Data) throws -> [ZonePeriod] {
        var file = ZoneFile(bytes: ArraySlice(data))
        let first = try file.header()
        guard first.version != 0 else { return try file.block(first, timeBytes: 4) }
        // Since version 2 the same data stands twice; the first, with times of four bytes, is for old readers.
        _ = try file.take(first.size(timeBytes: 4))
        let second = try file.header()
        var periods = try file.block(second, timeBytes: 8)
        let footer = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1)
        if let text = footer.first, !text.isEmpty {
            guard let rule = ZoneRule(String(text)) else { throw Malformed(reason: "footer \(text)") }
            rule.unroll(into: &periods)
        }
        return periods
    }

    private mutating func header() throws -> Header {
        guard try take(4).elementsEqual("TZif".utf8) else { throw Malformed(reason: "no magic") }
        let version = try take(16).first ?? 0
        let counts = try (0..<6).map { _ in Int(try integer(4)) }
        guard counts.allSatisfy({ (0...1_000_000).contains($0) }), counts[4] > 0 else {
            throw Malformed(reason: "impossible counts")
        }
        return Header(
            version: version, utIndicators: counts[0], wallIndicators: counts[1], leapSeconds: counts[2],
            transitions: counts[3], types: counts[4], nameBytes: counts[5])
    }

    private mutating func block(_ header: Header, timeBytes: Int) throws -> [ZonePeriod] {
        let times = try (0..<header.transitions).map { _ in try integer(timeBytes) }
        let kinds = try take(header.transitions).map(Int.init)
        let types = try (0..<header.types).map { _ in
            (offset: try integer(4), name: try take(2).last.map(Int.init) ?? 0)
        }
        let names = Array(try take(header.nameBytes))
        _ = try take(header.leapSeconds * (timeBytes + 4) + header.wallIndicators + header.utIndicators)

        func period(start: Int64, kind: Int) throws -> ZonePeriod {
            guard kind < types.count, types[kind].name < names.count else {
                throw Malformed(reason: "an index out of range")
            }
            let name = names[types[kind].name...].prefix { $0 != 0 }
            return ZonePeriod(start: start, offset: types[kind].offset, name: String(decoding: name, as: UTF8.self))
        }
        var periods = [try period(start: .min, kind: 0)]
        for (time, kind) in zip(times, kinds) {
            guard time > periods[periods.count - 1].start else { throw Malformed(reason: "times out of order") }
            periods.extend(with: try period(start: time, kind: kind))
        }
        return periods
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard bytes.count >= count else { throw Malformed(reason: "cut short") }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    /// A signed big-endian number of four or eight bytes.
    private mutating func integer(_ size: Int) throws -> Int64 {
        let bits = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
