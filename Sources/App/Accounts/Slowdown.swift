import Domain
import Synchronization

/// Lets a request wait that comes after too many others. Nobody is refused by it, unless too many wait already: whoever
/// keeps the owner of an account waiting from a thousand addresses must not keep them out. A class with a lock, because
/// requests share it.
package final class Slowdown: Sendable {
    static let seconds = 3
    /// Requests that wait at once at most; each keeps a connection open.
    package static let mostWaiting = 256

    private let pause: @Sendable (Int) async throws -> Void
    private let waiting = Mutex(0)

    package init(pause: @escaping @Sendable (Int) async throws -> Void) { self.pause = pause }

    /// Throws `too_many_requests` where too many wait.
    package func wait() async throws {
        try waiting.withLock { waiting in
            guard waiting < Self.mostWaiting else {
                throw Problem(.tooManyRequests, retryAfterSeconds: Self.seconds)
            }
            waiting += 1
        }
        defer { waiting.withLock { $0 -= 1 } }
        try await pause(Self.seconds)
    }
}
