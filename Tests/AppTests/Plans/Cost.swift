import Foundation

/// What the same question costs in two practices, asked in turn so that whatever else the machine does falls on both.
struct Cost: CustomStringConvertible {
    let name: String
    /// Seconds, the median.
    let empty: Double
    let busy: Double
    /// The median of what each turn's two questions cost against each other.
    let ratio: Double

    var description: String {
        let figures = String(format: "%.3f ms and %.3f ms, %.2f times", empty * 1_000, busy * 1_000, ratio)
        return "\(name), in the empty and in the busy practice: \(figures)"
    }

    /// Measures until the ratio is no higher than `most`, twelve times at the most: a machine that is busy with other
    /// things can only make it look higher.
    static func measure(
        _ name: String, most: Double, turns: Int = 301, empty: () async throws -> Void,
        busy: () async throws -> Void
    ) async throws -> Cost {
        var costs: [Cost] = []
        repeat {
            let cost = try await measureOnce(name, turns, empty, busy)
            print(cost)
            costs.append(cost)
        } while costs.last!.ratio > most && costs.count < 12
        return costs.min { $0.ratio < $1.ratio }!
    }

    private static func measureOnce(
        _ name: String, _ turns: Int, _ empty: () async throws -> Void, _ busy: () async throws -> Void
    ) async throws -> Cost {
        for _ in 0..<20 {
            try await empty()
            try await busy()
        }
        var pairs: [(empty: Double, busy: Double)] = []
        for turn in 0..<turns {
            // Neither is always the one that comes second.
            if turn.isMultiple(of: 2) {
                let first = try await seconds(empty)
                pairs.append((empty: first, busy: try await seconds(busy)))
            } else {
                let first = try await seconds(busy)
                pairs.append((empty: try await seconds(empty), busy: first))
            }
        }
        return Cost(
            name: name, empty: median(pairs.map(\.empty)), busy: median(pairs.map(\.busy)),
            ratio: median(pairs.map { $0.busy / $0.empty }))
    }

    private static func seconds(_ deed: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await deed()
        return start.duration(to: .now) / .seconds(1)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
