import HTTPTypes
import Hummingbird
import NIOCore
import Peers

// waits for the real world: a stream is written by a task of its own.

/// A page with an open stream, as its browser reads it.
final class OpenPage: Sendable {
    struct NothingCame: Error {}

    private let writing: Task<Void, Never>
    private let written: AsyncStream<String>

    init(_ response: Response) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        written = stream
        writing = Task {
            // A stream that was closed by its reader ends by an error, or without.
            try? await response.body.write(StreamWriter(continuation))
            continuation.finish()
        }
    }

    /// What was written next, but for what only keeps the connection; nil once the stream has ended.
    func next() async throws -> String? {
        try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask { [written] in await written.first { $0 != ":\n\n" } }
            group.addTask {
                try await Task.sleep(for: .seconds(longWaitSeconds))
                throw NothingCame()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// The browser is closed.
    func close() async {
        writing.cancel()
        await writing.value
    }
}

private struct StreamWriter: ResponseBodyWriter {
    private let continuation: AsyncStream<String>.Continuation
    init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }
    func write(_ buffer: ByteBuffer) async throws { continuation.yield(String(buffer: buffer)) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension PageBrowser {
    /// Opens a stream; nil where there is no place for it.
    func open(_ path: String) async throws -> OpenPage? {
        let response = try await response(path)
        return response.status == .ok ? OpenPage(response) : nil
    }
}
