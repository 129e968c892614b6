import Foundation
import Synchronization

/// Answers that were worked out before. An entry counts while the host's calendar has the version it was made from,
/// and until the moment its first slot lapses; the version is read in the same transaction, so that a change by another
/// server is seen too. A class with a lock, because requests share it.
package final class SlotCache: Sendable {
    enum Outcome: Sendable {
        case kept(TaggedJSON)
        case fresh(SlotAnswer)
    }

    private struct Entry {
        let answer: TaggedJSON
        let state: CalendarState
        let madeAt: Date
        let lapsesAt: Date
    }

    private struct Kept {
        var entries: [SlotQuestion: Entry] = [:]
        var bytes = 0
    }

    /// Beyond this all entries are dropped, which costs each asker one miss.
    package static let mostBytes = 8 * 1024 * 1024
    /// Larger answers are not kept: whoever asks for two months in steps of five minutes would fill it alone.
    private static let largestEntry = 128 * 1024
    /// What an entry takes beside the bytes of its answer: its place in the dictionary, of which up to half is empty,
    /// with the tag in it, and the heads of the answer's and the zone's storage. Small answers take several times their
    /// own bytes.
    private static let overhead = 2 * (MemoryLayout<SlotQuestion>.stride + MemoryLayout<Entry>.stride) + 192
    private let kept = Mutex(Kept())

    package init() {}

    /// How many answers are remembered.
    package var count: Int { kept.withLock { $0.entries.count } }

    package func answer(to question: SlotQuestion, state: CalendarState, now: Date) -> TaggedJSON? {
        kept.withLock { kept in
            guard let entry = kept.entries[question], entry.state == state, now >= entry.madeAt, now < entry.lapsesAt
            else {
                return nil
            }
            return entry.answer
        }
    }

    package func keep(
        _ answer: TaggedJSON, for question: SlotQuestion, state: CalendarState, madeAt: Date, lapsesAt: Date?
    ) {
        guard answer.json.buffer.readableBytes <= Self.largestEntry else { return }
        let entry = Entry(answer: answer, state: state, madeAt: madeAt, lapsesAt: lapsesAt ?? .distantFuture)
        kept.withLock { kept in
            if kept.bytes + Self.bytes(entry) > Self.mostBytes { kept = Kept() }
            kept.bytes += Self.bytes(entry)
            if let old = kept.entries.updateValue(entry, forKey: question) { kept.bytes -= Self.bytes(old) }
        }
    }

    private static func bytes(_ entry: Entry) -> Int { overhead + entry.answer.json.buffer.storageCapacity }
}
