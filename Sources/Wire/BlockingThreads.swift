import Foundation
import Synchronization

/// A few threads that may wait: libcurl's calls block, and Swift's own threads must never be blocked. Each is started
/// when there is work for it for the first time.
package final class BlockingThreads: Sendable {
    /// Work waiting for a thread. Beyond this bound `run` refuses instead of growing without end.
    package static let waitingLimit = 256

    package struct Full: Error {}

    private let queue: Queue

    package init(count: Int, name: String) {
        queue = Queue(mostThreads: count, name: name)
    }

    deinit {
        queue.close()
    }

    /// Runs the work on one of the threads, in the order of the calls; throws `Full` when too much waits already. Once
    /// the task that waits for it is cancelled, the work is told by its `Interruption`.
    package func run<T: Sendable>(_ work: @escaping @Sendable (Interruption) throws -> T) async throws -> T {
        let interruption = Interruption()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isTaken = queue.add { continuation.resume(with: Result { try work(interruption) }) }
                if !isTaken { continuation.resume(throwing: Full()) }
            }
        } onCancel: {
            interruption.raise()
        }
    }

    /// Runs the work once a thread has time for it, unless too much waits already; nobody waits for its end.
    func begin(_ work: @escaping @Sendable () -> Void) {
        _ = queue.add(work)
    }

    /// Kept apart from its owner, so that the waiting threads do not keep the owner alive.
    private final class Queue: Sendable {
        private struct State {
            var waiting: [@Sendable () -> Void] = []
            var threads = 0
            var idle = 0
        }

        private let mostThreads: Int
        private let name: String
        private let state = Mutex(State())
        /// Raised once for each piece of work, and once for each thread when the queue closes.
        private let signal = DispatchSemaphore(value: 0)

        init(mostThreads: Int, name: String) {
            self.mostThreads = mostThreads
            self.name = name
        }

        func add(_ work: @escaping @Sendable () -> Void) -> Bool {
            let (isTaken, needsThread) = state.withLock { state in
                if state.waiting.count >= waitingLimit { return (false, false) }
                state.waiting.append(work)
                let needsThread = state.idle < state.waiting.count && state.threads < mostThreads
                if needsThread { state.threads += 1 }
                return (true, needsThread)
            }
            if needsThread { startThread() }
            if isTaken { signal.signal() }
            return isTaken
        }

        private func startThread() {
            let thread = Thread { [self] in
                while let work = next() { work() }
            }
            thread.name = name
            thread.start()
        }

        /// Waits for work; nil once the queue is closed, when nobody waits for an answer any more.
        private func next() -> (@Sendable () -> Void)? {
            state.withLock { $0.idle += 1 }
            signal.wait()
            return state.withLock { state in
                state.idle -= 1
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
        }

        func close() {
            for _ in 0..<state.withLock({ $0.threads }) { signal.signal() }
        }
    }
}

/// Raised by who no longer waits for a piece of work: what still waits itself then comes to its end.
package final class Interruption: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isRaised: Bool { flag.load(ordering: .relaxed) }
    package func raise() { flag.store(true, ordering: .relaxed) }
}
