import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// An open page that waits for news (WHATWG HTML, server-sent events). It is told that something has changed, never
/// what: it asks for that itself, with the rights that it has then.
///
/// A class with a lock, because whoever tells and whoever writes share it. What was not written yet is one sign of
/// each kind, however often it was told, so that a slow reader holds nothing back.
final class EventStream: Sendable {
    struct News: OptionSet, Sendable {
        let rawValue: UInt8
        static let change = News(rawValue: 1)
        /// Nothing new: it keeps the connection, and finds out whether somebody still reads.
        static let beat = News(rawValue: 2)
        static let end = News(rawValue: 4)
    }

    private let news = Mutex(News())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init() {
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func tell(_ more: News) {
        news.withLock { $0.formUnion(more) }
        wake.yield()
    }

    private func take() -> News {
        news.withLock { news in
            defer { news = [] }
            return news
        }
    }

    /// Writes what is told until the end is, or until nobody reads any more.
    fileprivate func write(to writer: inout any ResponseBodyWriter) async throws {
        // Whatever changed before the stream was open: the page looks once more.
        try await writer.write(Self.begin)
        for await _ in wakes {
            let news = take()
            if news.contains(.change) {
                try await writer.write(Self.change)
            } else if news.contains(.beat) {
                try await writer.write(Self.beat)
            }
            if news.contains(.end) { break }
        }
    }

    /// Milliseconds after which a browser asks again whose stream was cut.
    private static let begin = ByteBuffer(string: "retry: 2000\ndata: changed\n\n")
    private static let change = ByteBuffer(string: "data: changed\n\n")
    private static let beat = ByteBuffer(string: ":\n\n")
}

extension Response {
    /// `ended` is called when nothing more is written, however that comes about.
    static func events(_ stream: EventStream, ended: @escaping @Sendable () -> Void) -> Response {
        Response(
            status: .ok, headers: [.contentType: EventStream.type, unbuffered: "no"],
            body: ResponseBody { writer in
                defer { ended() }
                try await stream.write(to: &writer)
                try await writer.finish(nil)
            })
    }

    /// nginx would else keep the events until there are some kilobytes of them.
    private static let unbuffered = headerName("X-Accel-Buffering")
}

extension EventStream {
    static let type = "text/event-stream"
}
