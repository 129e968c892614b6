import Foundation
import Synchronization
import Wire

/// A calendar server that stands in for one: it keeps events in memory and answers as servers do by CalDAV, so far as a
/// booking server asks. A class with a lock, because requests and jobs ask at once.
final class CalDAVServer: Sendable {
    static let address = "https://cloud.example/"
    static let personal = "https://cloud.example/calendars/ada/personal/"
    static let login: [String: any Sendable] = [
        "url": address, "user": "ada", "password": "app-pass-word-1",
    ]

    struct Event: Sendable {
        let text: String
        /// Of its ETag.
        let version: Int
    }

    struct State: Sendable {
        /// By their addresses.
        var events: [String: Event] = [:]
        /// Grows with every change.
        var version = 1
        /// Where calendars are, as the person's resource says; nil for nowhere.
        var home: String? = "/calendars/ada/"
        /// Paths that say who has signed in.
        var doors: Set<String> = ["/"]
        /// Whence it leads elsewhere.
        var redirects: [String: String] = [:]
        var knowsTags = true
        var calls: [HTTPCall] = []
        /// Whether nobody hears of what it has changed.
        var losesAnswers = false
        /// Taken before anything else.
        var instead: (@Sendable (HTTPCall) -> HTTPReply?)?
    }

    private let state = Mutex(State())

    var calls: [HTTPCall] { state.withLock { $0.calls } }
    /// `PROPFIND /path`, in their order.
    var lines: [String] { calls.map { "\($0.method) \(Self.path($0.url))" } }
    var events: [String: Event] { state.withLock { $0.events } }

    func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }
    func forget() { change { $0.calls = [] } }

    /// Puts an event into the calendar, as its owner would.
    func enter(_ lines: [String], as name: String) {
        change { $0.put(KeptFeeds.calendar([lines]), at: "/calendars/ada/personal/\(name).ics") }
    }

    func remove(_ name: String) {
        change { state in
            state.events["/calendars/ada/personal/\(name).ics"] = nil
            state.version += 1
        }
    }

    /// For `KeptFeeds.answer`.
    var answer: KeptFeeds.Server {
        { call, _ in
            try self.state.withLock { state in
                state.calls.append(call)
                if let reply = state.instead?(call) { return reply }
                guard call.credentials == HTTPCredentials(user: "ada", password: "app-pass-word-1") else {
                    return HTTPReply(status: 401, headers: ["www-authenticate": "Basic realm=\"x\""], body: [])
                }
                let reply = state.answer(call)
                if state.losesAnswers, call.method == "PUT" { throw HTTPError.unreachable("It was cut.") }
                return reply
            }
        }
    }

    static func path(_ url: String) -> String { URL(string: url)?.path(percentEncoded: true) ?? "" }
}

extension CalDAVServer.State {
    mutating func put(_ text: String, at path: String) {
        version += 1
        events[path] = CalDAVServer.Event(text: text, version: version)
    }

    fileprivate mutating func answer(_ call: HTTPCall) -> HTTPReply {
        let path = CalDAVServer.path(call.url)
        if let next = redirects[path] { return HTTPReply(status: 301, headers: ["location": next], body: []) }
        switch call.method {
        case "PROPFIND": return properties(of: path, call)
        case "REPORT" where path.hasPrefix("/calendars/"): return report(path, call)
        case "GET": return events[path].map(Self.shown) ?? Self.empty(404)
        case "PUT": return take(call, at: path)
        case "DELETE": return delete(call, at: path)
        default: return Self.empty(405)
        }
    }

    private mutating func take(_ call: HTTPCall, at path: String) -> HTTPReply {
        let text = String(decoding: call.body ?? [], as: UTF8.self)
        guard isMeant(call, at: path) else { return Self.empty(412) }
        let uid = Self.line("UID:", of: text)
        guard !events.contains(where: { $0.key != path && Self.line("UID:", of: $0.value.text) == uid }) else {
            return Self.empty(409)
        }
        let isNew = events[path] == nil
        put(text, at: path)
        return HTTPReply(status: isNew ? 201 : 204, headers: ["etag": "\"\(version)\""], body: [])
    }

    private mutating func delete(_ call: HTTPCall, at path: String) -> HTTPReply {
        guard events[path] != nil else { return Self.empty(404) }
        guard isMeant(call, at: path) else { return Self.empty(412) }
        events[path] = nil
        version += 1
        return Self.empty(204)
    }

    private func isMeant(_ call: HTTPCall, at path: String) -> Bool {
        if call.header("If-None-Match") == "*" { return events[path] == nil }
        guard let wanted = call.header("If-Match") else { return true }
        return events[path].map { "\"\($0.version)\"" } == wanted
    }

    /// Events of a window, without series, as old servers do; or those that have a property.
    private func report(_ path: String, _ call: HTTPCall) -> HTTPReply {
        let question = String(decoding: call.body ?? [], as: UTF8.self)
        let uid = question.firstMatch(of: /<c:text-match[^>]*>([^<]*)</)?.1
        let asked = events.filter { place, event in
            guard place.hasPrefix(path) else { return false }
            if let uid { return Self.line("UID:", of: event.text) == String(uid) }
            let recurs = ["RRULE", "RDATE"].filter { event.text.contains("\r\n\($0)") }
            if question.contains("time-range") { return recurs.isEmpty }
            return recurs.contains { question.contains("name=\"\($0)\"") }
        }
        return Self.multistatus(
            asked.sorted { $0.key < $1.key }.map { place, event in
                let text = event.text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                return (place, "<d:getetag>\"\(event.version)\"</d:getetag><c:calendar-data>\(text)</c:calendar-data>")
            })
    }

    private static func line(_ name: String, of text: String) -> String? {
        CalendarText.lines(text).first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }

    private static func shown(_ event: CalDAVServer.Event) -> HTTPReply {
        HTTPReply(status: 200, headers: ["etag": "\"\(event.version)\""], body: Array(event.text.utf8))
    }
}
