import Foundation

extension ZoneFile {
    /// What tells one state of a file from another.
    struct Stamp: Sendable, Equatable {
        private let path: String
        private let numbers: [Int]

        fileprivate init(_ path: String, _ status: stat) {
            self.path = path
            numbers = [
                Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
                status.st_mtim.tv_nsec,
            ]
        }

        /// Whether the file is another by now, or gone.
        var isOutdated: Bool {
            var status = stat()
            return stat(path, &status) != 0 || Stamp(path, status) != self
        }
    }

    /// The largest of all zones has some 4 KB.
    private static let largest = 256 * 1024

    /// A file's bytes and its state; nil where there is none, or where it is something else. Throws
    /// `service_unavailable` where the system will not let it be read, for instance for want of descriptors.
    static func read(_ path: String) throws -> (Data, Stamp)? {
        // Before the bytes: a file that is replaced meanwhile is found outdated then.
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Problem(.serviceUnavailable)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        guard let file = FileHandle(forReadingAtPath: path) else { throw Problem(.serviceUnavailable) }
        let data: Data?
        do { data = try file.read(upToCount: largest) } catch { throw Problem(.serviceUnavailable) }
        guard let data, data.starts(with: "TZif".utf8) else { return nil }
        return (data, Stamp(path, status))
    }
}
