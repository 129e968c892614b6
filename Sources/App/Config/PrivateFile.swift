import Foundation

/// A file for its owner alone, whatever the umask: it appears under its name once it is whole, or not at all.
enum PrivateFile {
    /// Why it could not be written.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let code: Int32
        var description: String { "\(path) cannot be written: \(String(cString: strerror(code)))" }
        /// Whether there is one already, where none was to be replaced.
        var exists: Bool { code == EEXIST }
    }

    /// Done `durably` it outlives a loss of power, which costs a wait for the disk: not for threads that serve others.
    /// Throws `Failure`.
    static func write(_ data: Data, to path: String, replacing: Bool, durably: Bool = false) throws {
        // Its own for each process: two servers may begin in one folder.
        let draft = "\(path).\(getpid()).part"
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        var code = fill(descriptor, data)
        if code == 0, durably, fsync(descriptor) != 0 { code = errno }
        close(descriptor)
        guard code == 0 else { throw Failure(path: path, code: code) }
        // A link refuses to replace what is there; a renaming replaces it.
        let isNamed = replacing ? rename(draft, path) == 0 : link(draft, path) == 0
        guard isNamed else { throw Failure(path: path, code: errno) }
        if durably { try keepNames(of: (path as NSString).deletingLastPathComponent) }
    }

    /// A new name is lasting once its folder is on the disk.
    private static func keepNames(of folder: String) throws {
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(path: folder, code: errno) }
    }

    /// 0, or why not all of it could be written.
    private static func fill(_ descriptor: Int32, _ data: Data) -> Int32 {
        data.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
                if count < 0, errno != EINTR { return errno }
                written += max(count, 0)
            }
            return 0
        }
    }
}
