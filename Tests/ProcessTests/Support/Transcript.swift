import Foundation
import Peers

/// What a process writes, read as it comes, so that it never waits for its reader.
final class Transcript: @unchecked Sendable {
    // A condition, because a reader waits for what a thread of its own appends.
    private let condition = NSCondition()
    private var bytes = Data()
    private var isAtEnd = false

    init(_ pipe: Pipe) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [self] in
            while true {
                let more = handle.availableData
                condition.withLock {
                    bytes += more
                    isAtEnd = more.isEmpty
                    condition.broadcast()
                }
                if more.isEmpty { return }
            }
        }
    }

    var text: String { condition.withLock { String(decoding: bytes, as: UTF8.self) } }

    /// Whole lines so far.
    var lines: [Substring] { Self.lines(text) }

    /// What `find` finds in the text, as soon as it does; throws when it is not there in time or never will be.
    func wait<Found: Sendable>(
        for what: String, withinSeconds seconds: Double = patienceSeconds,
        _ find: @escaping @Sendable (String) -> Found?
    ) async throws -> Found {
        try await onThread { [self] in
            let end = Date(timeIntervalSinceNow: seconds)
            condition.lock()
            defer { condition.unlock() }
            while true {
                let text = String(decoding: bytes, as: UTF8.self)
                if let found = find(text) { return found }
                guard !isAtEnd, condition.wait(until: end) else {
                    throw Failure("no \(what) \(isAtEnd ? "at the end" : "within \(seconds) s"); it said: \(text)")
                }
            }
        }
    }

    /// Everything, once the writer has closed its end.
    func whole(withinSeconds seconds: Double = patienceSeconds) async throws -> String {
        try await onThread { [self] in
            let end = Date(timeIntervalSinceNow: seconds)
            condition.lock()
            defer { condition.unlock() }
            while !isAtEnd {
                guard condition.wait(until: end) else { throw Failure("the output has no end after \(seconds) s") }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: true) }
}
