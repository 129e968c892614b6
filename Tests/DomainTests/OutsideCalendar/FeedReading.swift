import Domain
import Foundation

/// December 2026 of a calendar, read for an owner in Berlin.
enum FeedReading {
    static let december = (
        from: Date(timeIntervalSince1970: 1_796_083_200), to: Date(timeIntervalSince1970: 1_798_761_600)
    )

    static func read(
        _ text: String, _ change: (inout OutsideCalendar.Rules) -> Void = { _ in }
    ) throws -> OutsideCalendar {
        var rules = OutsideCalendar.Rules(zone: try Zone("Europe/Berlin"))
        change(&rules)
        return try OutsideCalendar.read([UInt8](text.utf8), by: rules, over: december.from..<december.to)
    }

    /// Busy times of a calendar of one event with these lines: `1 09:00–1 10:00`, by day of the month and in UTC.
    static func busy(
        _ lines: String, _ change: (inout OutsideCalendar.Rules) -> Void = { _ in }
    ) throws -> [String] {
        shown(try read(calendar(of: event(lines)), change))
    }

    static func shown(_ calendar: OutsideCalendar) -> [String] {
        calendar.busy.map { "\(shown($0.lowerBound))–\(shown($0.upperBound))" }
    }

    static func event(_ lines: String) -> String { "BEGIN:VEVENT\nUID:one\n\(lines)\nEND:VEVENT" }

    static func calendar(of components: String) -> String {
        "BEGIN:VCALENDAR\nVERSION:2.0\n\(components)\nEND:VCALENDAR\n".replacing("\n", with: "\r\n")
    }

    private static func shown(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince(december.from))
        let clock = [seconds / 3600 % 24, seconds / 60 % 60].map { ($0 < 10 ? "0" : "") + String($0) }
        return "\(seconds / 86_400 + 1) \(clock.joined(separator: ":"))"
    }
}

/// What a deed returns, and the seconds of the processor that this thread took for it: other tests run meanwhile.
func processorSeconds<Result>(_ deed: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    let result = try deed()
    return (result, now() - start)
}
