import Foundation
import Synchronization

/// Answers that were worked out before. An entry counts while the host's calendar has the version it was made from,
/// and until the moment its first slot lapses; the version is read in the same transaction, so that a change by another
/// server is seen too. A class with a lock, because requests share it.
final class SlotCache: Sendable {
    enum Outcome: Sendable {
        case kept(JSONText)
        case fresh(SlotAnswer)
    }

    private struct Entry {
        let json: JSONText
        let state: CalendarState
        let madeAt: Date
        let lapsesAt: Date
    }

    /// Entries are a few kilobytes each; beyond this all are dropped, which costs each asker one miss.
    private static let mostEntries = 2_000
    private let entries = Mutex<[SlotQuestion: Entry]>([:])

    func answer(to question: SlotQuestion, state: CalendarState, now: Date) -> JSONText? {
        entries.withLock { entries in
            guard let entry = entries[question], entry.state == state, now >= entry.madeAt, now < entry.lapsesAt else {
                return nil
            }
            return entry.json
        }
    }

    func keep(_ json: JSONText, for question: SlotQuestion, state: CalendarState, madeAt: Date, lapsesAt: Date?) {
        let entry = Entry(json: json, state: state, madeAt: madeAt, lapsesAt: lapsesAt ?? .distantFuture)
        entries.withLock { entries in
            if entries.count >= Self.mostEntries { entries.removeAll() }
            entries[question] = entry
        }
    }
}
