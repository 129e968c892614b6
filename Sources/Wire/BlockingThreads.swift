import Foundation
import Synchronization

/// A few threads that may wait: libcurl's calls block, and Swift's own threads must never be blocked.
package final class BlockingThreads: Sendable {
    /// Work waiting for a thread. Beyond this bound `run` refuses instead of growing without end.
    package static let waitingLimit = 256

    package struct Full: Error {}

    private let queue = Queue()
    private let count: Int

    package init(count: Int, name: String) {
        self.count = count
        for _ in 0..<count {
            let thread = Thread { [queue] in
                while let work = queue.next() { work() }
            }
            thread.name = name
            thread.start()
        }
    }

    deinit {
        queue.close(threads: count)
    }

    /// Runs the work on one of the threads, in the order of the calls; throws `Full` when too much waits already.
    package func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add { continuation.resume(with: Result(catching: work)) }
            if !isTaken { continuation.resume(throwing: Full()) }
        }
    }

    /// Kept apart from its owner, so that the waiting threads do not keep the owner alive.
    private final class Queue: Sendable {
        private let waiting = Mutex<[@Sendable () -> Void]>([])
        /// Raised once for each piece of work, and once for each thread when the queue closes.
        private let signal = DispatchSemaphore(value: 0)

        func add(_ work: @escaping @Sendable () -> Void) -> Bool {
            let isTaken = waiting.withLock { waiting in
                if waiting.count >= waitingLimit { return false }
                waiting.append(work)
                return true
            }
            if isTaken { signal.signal() }
            return isTaken
        }

        /// Waits for work; nil once the queue is closed, when nobody waits for an answer any more.
        func next() -> (@Sendable () -> Void)? {
            signal.wait()
            return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        func close(threads: Int) {
            for _ in 0..<threads { signal.signal() }
        }
    }
}
