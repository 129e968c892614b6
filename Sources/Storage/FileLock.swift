import Foundation

/// An exclusive lock on a database's file, so that one server owns it, by whatever name it is reached: through symbolic
/// links `<database>.lock` is the same file, and a hard link leads to the same database, which is locked itself, too.
/// The system releases it when the process ends, however it ends; the lock file stays, and its text only says who held
/// it last.
package final class FileLock: Sendable {
    private static let longestHolder = 200
    /// F_OFD_SETLK of fcntl(2), which Swift does not import: a lock of the descriptor, not of the process, so that it
    /// does not get in the way of SQLite's own.
    private static let setDescriptorLock: Int32 = 37
    /// A byte of the database's file that SQLite never locks or writes: its locks lie at 1 GiB, its files end at 256
    /// TiB.
    private static let lockedByte: off_t = 1 << 60
    private let descriptor: Int32
    private let database: Int32

    /// Takes the lock or throws StorageError.locked with the process that holds it and since when. Makes the database's
    /// file, empty, where it is missing. To be let go only once the database is closed: closing the file drops the
    /// locks that SQLite holds on it in this process.
    package init(database path: String, now: Date) throws {
        let path = DatabaseFile.resolved(path)
        let lockPath = path + ".lock"
        let lock = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.failure("open", lockPath) }
        let file: Int32
        do {
            try Self.take(lock, lockPath)
            file = try Self.lockDatabase(path)
        } catch {
            close(lock)
            throw error
        }
        descriptor = lock
        database = file
        // What throws from here on runs deinit, which closes the files: everything is stored.
        try Self.write("process \(getpid()) since \(now.ISO8601Format())", to: descriptor, lockPath)
    }

    deinit {
        close(descriptor)
        close(database)
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

    private static func lockDatabase(_ path: String) throws -> Int32 {
        try DatabaseFile.create(path)
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        var wish = flock()
        wish.l_type = Int16(F_WRLCK)
        wish.l_whence = Int16(SEEK_SET)
        wish.l_start = lockedByte
        wish.l_len = 1
        guard fcntl(descriptor, setDescriptorLock, &wish) != 0 else { return descriptor }
        let code = errno
        close(descriptor)
        switch code {
        case EAGAIN, EACCES: throw StorageError.locked(by: "another process, by another name of the same file")
        default: throw failure("lock", path, code)
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

    private static func failure(_ deed: String, _ path: String, _ code: Int32 = errno) -> StorageError {
        .unavailable("cannot \(deed) \(path): \(String(cString: strerror(code)))")
    }
}
