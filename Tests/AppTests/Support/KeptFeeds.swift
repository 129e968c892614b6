import App
import Foundation
import Synchronization
import Wire

/// The servers of calendars elsewhere, and what they were asked. A class with a lock, because requests and jobs ask
/// at once.
final class KeptFeeds: Sendable {
    typealias Server = @Sendable (_ call: HTTPCall, _ isHurried: Bool) async throws -> HTTPReply

    private let state = Mutex((calls: [(call: HTTPCall, isHurried: Bool)](), server: KeptFeeds.nothing))

    var calls: [HTTPCall] { state.withLock { $0.calls.map(\.call) } }
    /// How many of them came from somebody who books.
    var hurried: Int { state.withLock { $0.calls.count(where: \.isHurried) } }
    func forget() { state.withLock { $0.calls = [] } }
    /// What answers every following call.
    func answer(_ server: @escaping Server) { state.withLock { $0.server = server } }

    var sender: CalendarSender {
        CalendarSender { call, isHurried in
            let server = self.state.withLock { state in
                state.calls.append((call, isHurried))
                return state.server
            }
            return try await server(call, isHurried)
        }
    }

    /// A calendar as a careful server sends it: to whoever has it already, not once more.
    func serve(_ text: String, etag: String = "\"\(UUID().uuidString)\"") {
        answer { call, _ in
            if call.header("If-None-Match") == etag { return HTTPReply(status: 304, headers: [:], body: []) }
            return HTTPReply(status: 200, headers: ["etag": etag], body: Array(text.utf8))
        }
    }

    func fail(_ status: Int, _ headers: [String: String] = [:], _ text: String = "") {
        answer { _, _ in HTTPReply(status: status, headers: headers, body: Array(text.utf8)) }
    }

    private static let nothing: Server = { _, _ in
        HTTPReply(status: 200, headers: [:], body: Array(KeptFeeds.calendar([]).utf8))
    }
}

extension KeptFeeds {
    /// Counts calls that come at once.
    final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    /// A calendar of events, each of these lines.
    static func calendar(_ events: [[String]]) -> String {
        let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
        let whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN"] + lines + ["END:VCALENDAR", ""]
        return whole.joined(separator: "\r\n")
    }

    /// One event in UTC, from and to instants as the API writes them.
    static func event(_ from: String, _ to: String, uid: String = "1@example", _ more: String...) -> [String] {
        [
            "UID:\(uid)", "DTSTAMP:20260101T000000Z", "DTSTART:\(basic(from))", "DTEND:\(basic(to))",
            "SUMMARY:Dentist with Mrs Secret",
        ] + more
    }

    static func busy(_ from: String, _ to: String) -> String { calendar([event(from, to)]) }

    /// `2026-01-06T10:00:00Z` as `20260106T100000Z`.
    private static func basic(_ instant: String) -> String { instant.filter { $0 != "-" && $0 != ":" } }
}

extension Practice {
    /// The cell that begins at an instant as the API writes it.
    static func cell(_ instant: String) -> Int64 {
        let date = try? Date(instant, strategy: .iso8601)
        return Int64(date?.timeIntervalSince1970 ?? 0) / 300
    }
}
