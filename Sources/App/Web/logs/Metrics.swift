import Foundation
import Synchronization

/// Counters since the start, in Prometheus' text form (version 0.0.4). Routes are patterns, so their number is bounded.
package final class Metrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }
    private struct Counts {
        var requests: [Key: Int] = [:]
        var microseconds = 0
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    }
    private let counts = Mutex(Counts())
    /// Upper ends of the histogram's buckets, in microseconds.
    private static let bounds = [1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000]
    private static let knownMethods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    package init() {}

    func count(method: String, route: String, status: Int, microseconds: Int) {
        let bucket = Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count
        // An invented method must not make a new row: the table would grow without a bound.
        let key = Key(method: Self.knownMethods.contains(method) ? method : "OTHER", route: route, status: status)
        counts.withLock { counts in
            counts.requests[key, default: 0] += 1
            counts.microseconds += microseconds
            counts.buckets[bucket] += 1
        }
    }

    /// Everything counted, and `gauges` as they are now.
    package func text(gauges: [(name: String, help: String, value: Double)]) -> String {
        let counts = counts.withLock { $0 }
        var lines = ["# HELP http_requests_total Requests answered.", "# TYPE http_requests_total counter"]
        let rows = counts.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (key, number) in rows {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            lines.append("http_requests_total{\(labels)} \(number)")
        }
        lines.append("# HELP http_request_duration_seconds Time from request to answer.")
        lines.append("# TYPE http_request_duration_seconds histogram")
        var sum = 0
        for (index, bound) in Self.bounds.enumerated() {
            sum += counts.buckets[index]
            lines.append("http_request_duration_seconds_bucket{le=\"\(Double(bound) / 1_000_000)\"} \(sum)")
        }
        sum += counts.buckets[Self.bounds.count]
        lines.append("http_request_duration_seconds_bucket{le=\"+Inf\"} \(sum)")
        lines.append("http_request_duration_seconds_sum \(Double(counts.microseconds) / 1_000_000)")
        lines.append("http_request_duration_seconds_count \(sum)")
        for gauge in gauges {
            lines.append("# HELP \(gauge.name) \(gauge.help)")
            lines.append("# TYPE \(gauge.name) gauge")
            lines.append("\(gauge.name) \(gauge.value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
