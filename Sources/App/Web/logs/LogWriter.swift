import Dispatch
import Foundation
import Synchronization

/// Writes lines in their order, on a thread of its own: whoever notes one waits neither for a disk nor for a reader
/// that has fallen asleep. What waits is bounded; lines beyond are dropped, and how many is told as soon as there is
/// room. A class with a lock, because every request notes lines.
final class LogWriter: Sendable {
    private struct State {
        /// Whole lines.
        var waiting: [UInt8] = []
        var dropped = 0
        /// Whether the thread writes, or is about to.
        var isWriting = false
    }

    static let mostWaitingBytes = 1 << 20
    /// How long the last lines may take before a program that ends gives them up.
    static let farewellSeconds = 5.0

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "log")
    private let write: @Sendable ([UInt8]) -> Void

    init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

    /// Keeps the line, without its end, until it is written; returns how many bytes wait.
    @discardableResult
    func add(_ line: String) -> Int {
        state.withLock { state in
            if state.waiting.count + line.utf8.count < Self.mostWaitingBytes, state.dropped == 0 {
                state.waiting.append(contentsOf: line.utf8)
                state.waiting.append(UInt8(ascii: "\n"))
            } else {
                state.dropped += 1
            }
            return state.waiting.count
        }
    }

    /// Lets the thread write what has gathered; does not wait for it.
    func flush() {
        let mustBegin = state.withLock { state in
            guard !state.isWriting, !state.waiting.isEmpty || state.dropped > 0 else { return false }
            state.isWriting = true
            return true
        }
        if mustBegin { thread.async { self.writeAll() } }
    }

    /// Returns once everything that was noted is written; false where that takes too long.
    @discardableResult
    func finish(withinSeconds seconds: Double = farewellSeconds) -> Bool {
        flush()
        let done = DispatchSemaphore(value: 0)
        thread.async { done.signal() }
        return done.wait(timeout: .now() + seconds) == .success
    }

    private func writeAll() {
        while let lines = next() { write(lines) }
    }

    private func next() -> [UInt8]? {
        state.withLock { state in
            var lines = state.waiting
            if state.dropped > 0 { lines += "\(state.dropped) lines were dropped: they were not taken in time\n".utf8 }
            state = State(isWriting: !lines.isEmpty)
            return lines.isEmpty ? nil : lines
        }
    }
}
