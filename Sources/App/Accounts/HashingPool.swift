import Dispatch
import Domain
import Synchronization

/// Hashes passwords on two threads of its own: a flood of logins must not starve everything else, nor take more than
/// twice Argon2's memory. What waits longer than the bound is told to come back.
final class HashingPool: Sendable {
    private static let threads = 2
    /// About 30 ms each: half a second of waiting at most.
    private static let mostWaiting = 32

    private let lanes: [DispatchQueue]
    private let waiting = Mutex((count: 0, next: 0))

    init() {
        lanes = (0..<Self.threads).map { DispatchQueue(label: "hashing-\($0)") }
    }

    func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async throws -> T {
        let lane = try waiting.withLock { waiting -> Int in
            guard waiting.count < Self.mostWaiting else { throw Problem(.serviceUnavailable, retryAfterSeconds: 2) }
            waiting.count += 1
            waiting.next = (waiting.next + 1) % Self.threads
            return waiting.next
        }
        return await withCheckedContinuation { continuation in
            lanes[lane].async {
                let result = body()
                self.waiting.withLock { $0.count -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
