import App
import Foundation
import Wire

/// The stand-in for a calendar server as bookings are written into it.
extension CalDAVServer {
    /// What goes wrong with every change that is asked for.
    enum Fault: Sendable, Equatable {
        /// It answers that alone.
        case refuses(Int)
        /// It is done, and the answer is lost: as if the server that asked was killed then.
        case losesAnswers
    }

    private static let path = "/calendars/ada/personal/"

    /// The ends of the addresses of its events.
    var names: [String] { events.keys.map { String($0.dropFirst(Self.path.count)) }.sorted() }
    /// Nil where it has none, or several.
    var only: Event? { events.count == 1 ? events.first?.value : nil }
    /// What it was asked for that would change something.
    var changes: [String] { lines.filter { $0.hasPrefix("PUT") || $0.hasPrefix("DELETE") } }

    func set(_ fault: Fault?) {
        change { state in
            state.losesAnswers = fault == .losesAnswers
            state.instead = nil
            guard case .refuses(let status) = fault else { return }
            state.instead = { call in
                ["PUT", "DELETE"].contains(call.method) ? HTTPReply(status: status, headers: [:], body: []) : nil
            }
        }
    }

    /// What the host does there without us.
    func put(_ text: String, as name: String) { change { $0.put(text, at: Self.path + name) } }

    func delete(_ name: String) { change { $0.events[Self.path + name] = nil } }
}

extension CalDAVServer.Event {
    /// The value of a property; nil where it has none, or several.
    func value(_ name: String) -> String? {
        let lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").filter { $0.hasPrefix("\(name):") }
        return lines.count == 1 ? String(lines[0].dropFirst(name.count + 1)) : nil
    }
}
