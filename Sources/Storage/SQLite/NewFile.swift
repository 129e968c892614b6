import Foundation

/// A file that appears under its name once it is whole and on the disk, or not at all. Until then it has another name
/// beside it, which a program that is killed leaves behind: the same with `.part` at its end.
struct NewFile {
    let path: String
    /// Where it is written.
    let draft: String

    /// Makes the draft, empty and for its owner alone. Throws NewFileError where there is a file of that name already.
    init(_ path: String) throws {
        self.path = path
        draft = "\(path).\(UUID().uuidString.prefix(8)).part"
        try Self.refuseExisting(path)
        guard mknod(draft, S_IFREG | 0o600, 0) == 0 else { throw NewFileError(path, code: errno) }
    }

    /// Puts on the disk what was written so far. A disk that has much to write lets the commits of others wait.
    func flush() throws {
        try Self.synchronise(draft, of: path)
    }

    /// Gives it its name. What was written is on the disk before the name is, and the name is when this returns.
    func publish() throws {
        try Self.synchronise(draft, of: path)
        try Self.refuseExisting(path)
        guard rename(draft, path) == 0 else { throw NewFileError(path, code: errno) }
        let folder = (path as NSString).deletingLastPathComponent
        try Self.synchronise(folder.isEmpty ? "." : folder, of: path)
    }

    /// Removes the draft, and what SQLite may have put beside it.
    func discard() {
        for end in ["", "-journal", "-wal", "-shm"] { unlink(draft + end) }
    }

    private static func refuseExisting(_ path: String) throws {
        var status = stat()
        // lstat, because a link that leads nowhere is somebody's file, too.
        if lstat(path, &status) == 0 { throw NewFileError(path, code: EEXIST) }
    }

    private static func synchronise(_ name: String, of path: String) throws {
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw NewFileError(path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw NewFileError(path, code: errno) }
    }
}

/// Why a file cannot be made.
package struct NewFileError: Error, Equatable, CustomStringConvertible {
    package let path: String
    let reason: String

    init(_ path: String, code: Int32) {
        self.path = path
        reason = code == EEXIST ? "there is a file of that name" : String(cString: strerror(code))
    }

    package var description: String { "\(path) cannot be made: \(reason)." }
}
