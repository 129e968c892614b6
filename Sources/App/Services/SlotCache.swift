import Foundation
import Synchronization

/// Answers that were worked out before. An entry counts while the host's calendar has the version it was made from,
/// and until the moment its first slot lapses; the version is read in the same transaction, so that a change by another
/// server is seen too. A class with a lock, because requests share it.
package final class SlotCache: Sendable {
    enum Outcome: Sendable {
        case remembered(TaggedJSON)
        case fresh(SlotAnswer)
    }

    private struct Entry {
        let answer: TaggedJSON
        let state: CalendarState
        let madeAt: Date
        let lapsesAt: Date
    }

    private struct Memory {
        var entries: [SlotQuestion: Entry] = [:]
        var bytes = 0
    }

    /// Beyond this all entries are dropped, which costs each asker one miss.
    package static let mostBytes = 8 * 1024 * 1024
    /// Larger answers are not remembered: whoever asks for two months in steps of five minutes would fill it alone.
    private static let largestEntry = 128 * 1024
    /// What an entry takes beside the bytes of its answer: its place in the dictionary, of which up to half is empty,
    /// with the tag in it, and the heads of the answer's and the zone's storage. Small answers take several times their
    /// own bytes.
    private static let overhead = 2 * (MemoryLayout<SlotQuestion>.stride + MemoryLayout<Entry>.stride) + 192
    private let memory = Mutex(Memory())

    package init() {}

    /// How many answers are remembered.
    package var count: Int { memory.withLock { $0.entries.count } }

    package func answer(to question: SlotQuestion, state: CalendarState, now: Date) -> TaggedJSON? {
        memory.withLock { memory in
            guard let entry = memory.entries[question], entry.state == state, now >= entry.madeAt, now < entry.lapsesAt
            else {
                return nil
            }
            return entry.answer
        }
    }

    package func remember(
        _ answer: TaggedJSON, for question: SlotQuestion, state: CalendarState, madeAt: Date, lapsesAt: Date?
    ) {
        guard answer.json.buffer.readableBytes <= Self.largestEntry else { return }
        let entry = Entry(answer: answer, state: state, madeAt: madeAt, lapsesAt: lapsesAt ?? .distantFuture)
        memory.withLock { memory in
            if memory.bytes + Self.bytes(entry) > Self.mostBytes { memory = Memory() }
            memory.bytes += Self.bytes(entry)
            if let old = memory.entries.updateValue(entry, forKey: question) { memory.bytes -= Self.bytes(old) }
        }
    }

    private static func bytes(_ entry: Entry) -> Int { overhead + entry.answer.json.buffer.storageCapacity }
}
