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

    private struct Kept {
        var entries: [SlotQuestion: Entry] = [:]
        var bytes = 0
    }

    /// Beyond this all entries are dropped, which costs each asker one miss.
    private static let mostBytes = 8 * 1024 * 1024
    /// Larger answers are not kept: whoever asks for two months in steps of five minutes would fill it alone.
    private static let largestEntry = 128 * 1024
    private let kept = Mutex(Kept())

    func answer(to question: SlotQuestion, state: CalendarState, now: Date) -> JSONText? {
        kept.withLock { kept in
            guard let entry = kept.entries[question], entry.state == state, now >= entry.madeAt, now < entry.lapsesAt
            else {
                return nil
            }
            return entry.json
        }
    }

    func keep(_ json: JSONText, for question: SlotQuestion, state: CalendarState, madeAt: Date, lapsesAt: Date?) {
        guard json.buffer.readableBytes <= Self.largestEntry else { return }
        let entry = Entry(json: json, state: state, madeAt: madeAt, lapsesAt: lapsesAt ?? .distantFuture)
        kept.withLock { kept in
            if kept.bytes > Self.mostBytes { kept = Kept() }
            kept.bytes += json.buffer.readableBytes - (kept.entries[question]?.json.buffer.readableBytes ?? 0)
            kept.entries[question] = entry
        }
    }
}
