import Foundation

/// The room on a disk.
enum FreeSpace {
    /// Bytes that may still be written in a folder by who is not root; nil where the system does not say.
    static func bytes(in folder: String) -> Int64? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
