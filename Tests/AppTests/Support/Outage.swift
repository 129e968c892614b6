import Storage
import Synchronization

/// A database that fails from a moment on, so that a server can be opened on it before. A class with a lock, because
/// the test and the server share it.
final class Outage: Sendable {
    private let failure = Mutex((any Error)?.none)

    func begin(_ error: any Error) { failure.withLock { $0 = error } }

    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(
            database, beforeRead: { _ in if let error = self.present { throw error } },
            fateOfWrite: { self.present.map { .undone($0) } ?? .done })
    }

    private var present: (any Error)? { failure.withLock { $0 } }
}
