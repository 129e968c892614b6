import Foundation

/// What synchronous work costs its thread, whatever else the machine does meanwhile.
enum ProcessorTime {
    /// How often as dear one piece of work is as another. The two are measured by turns, and the least of so many pairs
    /// counts, because a busy neighbour on the same core makes each of a few dearer. Done with the first below `bound`.
    static func ratio(below bound: Double, pairs: Int = 40, of work: () -> Void, to other: () -> Void) -> Double {
        var least = Double.infinity
        for _ in 0..<pairs where least >= bound {
            let start = now
            work()
            let between = now
            other()
            least = min(least, (between - start) / (now - between))
        }
        return least
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
    }
}

/// Texts that cost whoever puts them in order, compares or hashes them a time that grows with their square.
enum UnicodeBomb {
    /// Marks that belong below and above a letter by turns, so that none is where it should be; two bytes each.
    static func marks(bytes: Int) -> String {
        String(decoding: (0..<(bytes / 4)).flatMap { _ in [0xCC, 0x81, 0xCC, 0xA7] as [UInt8] }, as: UTF8.self)
    }

    static let marks = marks(bytes: 60_000)

    /// As a part of a URL.
    static func escaped(bytes: Int) -> String {
        (0..<(bytes / 12)).map { _ in "%CC%81%CC%A7" }.joined()
    }
}
