import NIOCore
import NIOHTTP1

/// Requests of one connection that have arrived before their turn, in parts.
struct WaitingRequests {
    private var parts = CircularBuffer<HTTPServerRequestPart>()
    private var heads = 0
    private var bytes = 0
    /// The client has closed its side: behind these there are no more.
    var isLast = false
    /// There were more than anybody needs; those behind them are not taken.
    private(set) var isFull = false

    private static let mostHeads = 128
    private static let mostBytes = 128 * 1_024

    var isEmpty: Bool { parts.isEmpty }

    /// Whether a part that arrives need not wait: nothing stands before it, and it begins nothing, or one `mayBegin`.
    func isPassed(by part: HTTPServerRequestPart, mayBegin: @autoclosure () -> Bool) -> Bool {
        guard parts.isEmpty, !isFull else { return false }
        if case .head = part { return mayBegin() }
        return true
    }

    mutating func append(_ part: HTTPServerRequestPart) {
        switch part {
        case .head: heads += 1
        case .body(let body): bytes += body.readableBytes
        case .end: break
        }
        if heads > Self.mostHeads || bytes > Self.mostBytes { isFull = true }
        if !isFull { parts.append(part) }
    }

    /// The next part, if it belongs to a request that has begun, or if one `mayBegin`.
    mutating func next(mayBegin: Bool) -> HTTPServerRequestPart? {
        guard let part = parts.first else { return nil }
        switch part {
        case .head:
            // Behind one that is cut short none begins: its body may be what is missing.
            guard mayBegin, !isFull else { return nil }
            heads -= 1
        case .body(let body): bytes -= body.readableBytes
        case .end: break
        }
        parts.removeFirst()
        return part
    }
}
