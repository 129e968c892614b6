import Foundation

/// An exclusive lock beside the database, in `<database>.lock`, so that one server owns it. By flock(2): the system
/// releases it when the process ends, however it ends; the file stays, and its text only says who held it last.
package final class FileLock: Sendable {
    private static let longestHolder = 200
    private let descriptor: Int32

    /// Takes the lock or throws StorageError.locked with the process that holds it and since when.
    package init(database path: String, now: Date) throws {
        let path = path + ".lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        // What throws from here on runs deinit, which closes the file: everything is stored.
        try Self.take(descriptor, path)
        try Self.write("process \(getpid()) since \(now.ISO8601Format())", to: descriptor, path)
    }

    deinit {
        close(descriptor)
    }

    private static func take(_ descriptor: Int32, _ path: String) throws {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: throw StorageError.locked(by: holder(descriptor))
            default: throw failure("lock", path)
            }
        }
    }

    /// The text that the holder wrote; it may be missing for the moment between its lock and its writing.
    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: longestHolder)
        let length = pread(descriptor, &bytes, bytes.count, 0)
        return length > 0 ? String(decoding: bytes.prefix(length), as: UTF8.self) : "another process"
    }

    private static func write(_ text: String, to descriptor: Int32, _ path: String) throws {
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw failure("write", path)
        }
    }

    private static func failure(_ deed: String, _ path: String) -> StorageError {
        .unavailable("cannot \(deed) \(path): \(String(cString: strerror(errno)))")
    }
}
