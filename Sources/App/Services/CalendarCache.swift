import Foundation
import Synchronization

/// What is worked out from calendars and remembered; it knows how much room it takes.
package protocol CachedAnswer: Sendable {
    var cachedBytes: Int { get }
}

extension TaggedJSON: CachedAnswer {
    package var cachedBytes: Int { json.buffer.storageCapacity }
}

/// An answer from memory, or what a new one is made of.
enum Recalled<Answer: Sendable, Fresh: Sendable>: Sendable {
    case remembered(Answer)
    case fresh(Fresh)
}

/// Slots as JSON.
package typealias SlotCache = CalendarCache<SlotQuestion, CalendarState, TaggedJSON>

/// Answers that were worked out before. An entry counts while the calendars have the state it was made from, and until
/// the moment its first slot lapses; the state is read in the same transaction, so that a change by another server is
/// seen too. A class with a lock, because requests share it.
package final class CalendarCache<
    Question: Hashable & Sendable, State: Equatable & Sendable, Answer: CachedAnswer
>: Sendable {
    private struct Entry {
        let answer: Answer
        let state: State
        let madeAt: Date
        let lapsesAt: Date
    }

    private struct Memory {
        var entries: [Question: Entry] = [:]
        var bytes = 0
    }

    /// Beyond this all entries are dropped, which costs each asker one miss.
    package static var mostBytes: Int { 8 * 1024 * 1024 }
    /// Larger answers are not remembered: whoever asks for two months in steps of five minutes would fill it alone.
    private static var largestEntry: Int { 128 * 1024 }
    /// What an entry takes beside the bytes of its answer: its place in the dictionary, of which up to half is empty,
    /// with the tag in it, and the heads of the answer's and the zone's storage. Small answers take several times their
    /// own bytes.
    private static var overhead: Int { 2 * (MemoryLayout<Question>.stride + MemoryLayout<Entry>.stride) + 192 }
    private let memory = Mutex(Memory())

    package init() {}

    /// How many answers are remembered.
    package var count: Int { memory.withLock { $0.entries.count } }

    package func answer(to question: Question, state: State, now: Date) -> Answer? {
        memory.withLock { memory in
            guard let entry = memory.entries[question], entry.state == state, now >= entry.madeAt, now < entry.lapsesAt
            else {
                return nil
            }
            return entry.answer
        }
    }

    package func remember(_ answer: Answer, for question: Question, state: State, madeAt: Date, lapsesAt: Date?) {
        guard answer.cachedBytes <= Self.largestEntry else { return }
        let entry = Entry(answer: answer, state: state, madeAt: madeAt, lapsesAt: lapsesAt ?? .distantFuture)
        memory.withLock { memory in
            if memory.bytes + Self.bytes(entry) > Self.mostBytes { memory = Memory() }
            memory.bytes += Self.bytes(entry)
            if let old = memory.entries.updateValue(entry, forKey: question) { memory.bytes -= Self.bytes(old) }
        }
    }

    private static func bytes(_ entry: Entry) -> Int { overhead + entry.answer.cachedBytes }
}
