import Foundation

/// What synchronous work costs its thread, whatever else the machine does meanwhile.
enum ProcessorTime {
    /// The least of so many runs, in milliseconds; a busy neighbour on the same core makes each of a few dearer. Done
    /// with the first below `bound`.
    static func milliseconds(below bound: Double, runs: Int = 40, _ body: () -> Void) -> Double {
        var least = Double.infinity
        for _ in 0..<runs where least >= bound {
            let start = now
            body()
            least = min(least, now - start)
        }
        return least
    }

    /// A program without optimisation is some thirty times as slow; a cost that grows with a square is far above both.
    static func bound(_ milliseconds: Double) -> Double {
        #if DEBUG
            return milliseconds * 50
        #else
            return milliseconds
        #endif
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
