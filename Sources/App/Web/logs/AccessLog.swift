import Foundation
import Synchronization

/// One line a request, gathered in memory and written by the second: a write for each would cost two thirds of the
/// server's speed. Lines hold no names, tokens or queries: the route's pattern stands for its path.
package final class AccessLog: Sendable {
    private let lines = Mutex<[UInt8]>([])
    private let isOn: Bool
    private let write: @Sendable ([UInt8]) -> Void
    /// Beyond this the lines are written at once.
    private static let largestBuffer = 64 * 1024

    package init(isOn: Bool, write: @escaping @Sendable ([UInt8]) -> Void = AccessLog.toStandardOutput) {
        self.isOn = isOn
        self.write = write
    }

    package func note(
        at now: Date, method: String, route: String, status: Int, microseconds: Int, bytes: Int, id: String
    ) {
        guard isOn else { return }
        let line = "\(Timestamp.text(now)) \(method) \(route) \(status) \(bytes)B \(microseconds)us \(id)\n"
        let full = lines.withLock { lines -> [UInt8] in
            lines.append(contentsOf: line.utf8)
            guard lines.count >= Self.largestBuffer else { return [] }
            defer { lines.removeAll(keepingCapacity: true) }
            return lines
        }
        if !full.isEmpty { write(full) }
    }

    /// Writes what has gathered; called by the second and at the end.
    package func flush() {
        let gathered = lines.withLock { lines -> [UInt8] in
            defer { lines.removeAll(keepingCapacity: true) }
            return lines
        }
        if !gathered.isEmpty { write(gathered) }
    }

    package static let toStandardOutput: @Sendable ([UInt8]) -> Void = { bytes in
        StandardOutput.write(bytes)
    }
}
