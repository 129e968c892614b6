import Synchronization

/// Remembers whether the latest write found no room. A class with a lock, because writers share it.
final class Fullness: Sendable {
    private let flag = Mutex(false)

    var isFull: Bool { flag.withLock { $0 } }

    /// A write that fails otherwise says nothing of the room.
    func noting<T>(_ write: () async throws -> T) async throws -> T {
        do {
            let result = try await write()
            flag.withLock { $0 = false }
            return result
        } catch StorageError.full {
            flag.withLock { $0 = true }
            throw StorageError.full
        }
    }
}
