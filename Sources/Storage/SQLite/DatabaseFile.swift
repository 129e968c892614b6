import Foundation

/// The file of an SQLite database as the system knows it, whatever names lead to it.
enum DatabaseFile {
    /// Makes an empty one, for its owner alone, where there is none. By mknod, which opens nothing: closing a
    /// descriptor of the file would drop the locks that SQLite holds on it in this process. SQLite gives the files of
    /// its log the same mode.
    static func create(_ path: String) throws {
        guard mknod(path, S_IFREG | 0o600, 0) != 0, errno != EEXIST else { return }
        throw StorageError.unavailable("cannot create \(path): \(String(cString: strerror(errno)))")
    }

    /// The path without symbolic links, as SQLite names its log; of a file that is not there yet, too.
    static func resolved(_ path: String) -> String {
        if let whole = real(path) { return whole }
        let folder = (path as NSString).deletingLastPathComponent
        guard let folder = real(folder.isEmpty ? "." : folder) else { return path }
        return folder + "/" + (path as NSString).lastPathComponent
    }

    private static func real(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}

/// The files of a database while a server has them open. A server whose file was removed or replaced would go on
/// answering, and all that it then writes is lost at its end.
package struct OpenedFiles: Sendable {
    private struct Identity: Equatable, Sendable {
        let device: UInt64
        let number: UInt64
    }

    private let path: String
    private let identities: [String: Identity]

    /// As they are at this moment: the database is open, and something was read.
    package init(of path: String) {
        self.path = DatabaseFile.resolved(path)
        var identities: [String: Identity] = [:]
        for end in ["", "-wal", "-shm"] {
            if case .here(let identity) = Self.look(self.path + end) { identities[end] = identity }
        }
        self.identities = identities
    }

    /// The file that is gone, or is another one by now; nil while each is as it was.
    package var lost: String? {
        for (end, identity) in identities.sorted(by: { $0.key < $1.key }) {
            switch Self.look(path + end) {
            case .here(identity), .unknown: continue
            case .here, .gone: return path + end
            }
        }
        return nil
    }

    private enum Sight: Equatable {
        case here(Identity)
        case gone
        /// The system could not say: that is no reason to stop.
        case unknown
    }

    private static func look(_ path: String) -> Sight {
        var status = stat()
        guard stat(path, &status) == 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .gone : .unknown }
        return .here(Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino)))
    }
}
