import Hummingbird
import NIOCore
import NIOHTTP1

/// The bounds of one connection: a request arrives in time, an answer is read in time, and the next request goes to
/// work only when the answer before it is on its way. So a client that sends and never reads holds one or two
/// answers, not all.
final class ConnectionBounds: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests of one connection that are in work: the second is at hand when the first is done.
    private static let mostInWork = 2
    /// Bytes of one request in all: what is over the largest body is read only to be thrown away.
    private static let largestRequest = 1_024 * 1_024
    /// A body up to here is welcome before its request is judged.
    private static let largestExpected = 64 * 1_024
    /// Once the server stops, whoever still sends or reads has so long.
    private static let goodbye = TimeAmount.seconds(3)

    private let requestTime: TimeAmount
    private let answerTime: TimeAmount
    private var inWork = 0
    private var waiting = WaitingRequests()
    private var readIsWanted = false
    private var isReceiving = false
    private var receivedBytes = 0
    private var isAnswering = false
    private var isStopping = false
    /// An answer without an end: news for an open page.
    private var isStreaming = false
    private var requestEnds: NIODeadline?
    private var answerEnds: NIODeadline?
    private var watch: (alarm: Scheduled<Void>, rings: NIODeadline)?
    private var context: ChannelHandlerContext?

    init(_ limits: ConnectionLimits) {
        requestTime = .seconds(Int64(limits.requestSeconds))
        answerTime = .seconds(Int64(limits.answerSeconds))
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch?.alarm.cancel()
        self.context = nil
    }

    // MARK: What arrives

    /// Counts bytes before they are read; false where the request is too long altogether.
    func mayArrive(_ bytes: Int) -> Bool {
        if !isReceiving {
            isReceiving = true
            requestEnds = .now() + allowed(requestTime)
            keepWatch()
        }
        receivedBytes += bytes
        return receivedBytes <= Self.largestRequest
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if case .end = part {
            isReceiving = false
            receivedBytes = 0
            requestEnds = nil
        }
        if waiting.isPassed(by: part, mayBegin: mayBegin(context)) {
            handOver(part, as: data, context)
        } else {
            waiting.append(part)
            passOn(context)
        }
    }

    /// While requests wait for their turn no more are read.
    func read(context: ChannelHandlerContext) {
        guard waiting.isEmpty else {
            readIsWanted = true
            return
        }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed, isStreaming {
            // Whoever reads news sends nothing more: the page is closed.
            return context.close(promise: nil)
        }
        if let event = event as? ChannelEvent, event == .inputClosed, !waiting.isEmpty {
            // Who sends all and then closes their side is still answered.
            waiting.isLast = true
            return
        }
        if event is ChannelShouldQuiesceEvent {
            isStopping = true
            let end = NIODeadline.now() + Self.goodbye
            requestEnds = requestEnds.map { min($0, end) }
            answerEnds = answerEnds.map { min($0, end) }
            keepWatch()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func passOn(_ context: ChannelHandlerContext) {
        while let part = waiting.next(mayBegin: mayBegin(context)) { handOver(part, as: wrapInboundOut(part), context) }
        if waiting.isFull && inWork == 0 { return context.close(promise: nil) }
        guard waiting.isEmpty else { return }
        if waiting.isLast {
            waiting.isLast = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if readIsWanted {
            readIsWanted = false
            context.read()
        }
    }

    private func mayBegin(_ context: ChannelHandlerContext) -> Bool {
        inWork < Self.mostInWork && context.channel.isWritable
    }

    /// Gives a part on, as the data that it came in where nothing of it is changed.
    private func handOver(_ part: HTTPServerRequestPart, as data: NIOAny, _ context: ChannelHandlerContext) {
        guard case .head(let head) = part else { return context.fireChannelRead(data) }
        inWork += 1
        welcome(head, context)
        context.fireChannelRead(head.hasOneHost ? data : wrapInboundOut(.head(head.withoutHosts)))
    }

    /// Who asks before sending a body (RFC 9110, 10.1.1) is told to go on, unless the head alone says that it is too
    /// long.
    private func welcome(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard inWork == 1, head.version == .http1_1, let expected = head.headers.first(name: "Expect"),
            expected.lowercased() == "100-continue"
        else { return }
        let length = head.headers.first(name: "Content-Length").flatMap(Int.init) ?? 0
        guard length <= Self.largestExpected else { return }
        let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
    }

    // MARK: What leaves

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code >= 200:
            isAnswering = true
            isStreaming = head.headers.first(name: "Content-Type") == EventStream.type
            if isStreaming { Self.endWithoutReader(context.channel) }
            answerEnds = .now() + allowed(answerTime)
            keepWatch()
        case .end:
            isAnswering = false
            isStreaming = false
            inWork -= 1
        default: break
        }
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        settle(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        settle(context)
    }

    /// An answer that the channel has room for is as good as read; what is left of it then is bounded, and the
    /// connection's idle time ends it.
    private func settle(_ context: ChannelHandlerContext) {
        guard context.channel.isWritable else {
            // News count as read while the channel has room for them; from now on their reader has as long as others.
            if isStreaming, answerEnds == nil {
                answerEnds = .now() + allowed(answerTime)
                keepWatch()
            }
            return
        }
        if !isAnswering || isStreaming { answerEnds = nil }
        guard !waiting.isEmpty else { return }
        passOn(context)
        // What was read is handed over at the end of a read; this one ended long ago.
        context.fireChannelReadComplete()
    }

    /// Where nobody takes what is written, not even the machine at the other end, the connection ends soon: a person
    /// who lost it must not seem to be there.
    private static func endWithoutReader(_ channel: any Channel) {
        channel.setOption(unacknowledged, value: longestUnacknowledged).whenFailure { _ in }
    }

    /// TCP_USER_TIMEOUT of Linux (tcp(7)), which Swift's Glibc does not name; in milliseconds.
    private static let unacknowledged = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 18))
    private static let longestUnacknowledged: SocketOptionValue = 10_000

    // MARK: Time

    private func allowed(_ time: TimeAmount) -> TimeAmount { isStopping ? min(time, Self.goodbye) : time }

    private var nextEnd: NIODeadline? {
        guard let requestEnds, let answerEnds else { return requestEnds ?? answerEnds }
        return min(requestEnds, answerEnds)
    }

    /// One alarm at a time, which looks when it rings whether it is still meant: most answers are gone long before.
    private func keepWatch() {
        guard let context, let end = nextEnd else { return }
        if let watch {
            guard end < watch.rings else { return }
            watch.alarm.cancel()
        }
        let alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: end) { [weak self] in
            guard let self else { return }
            ring()
        }
        watch = (alarm, end)
    }

    private func ring() {
        watch = nil
        if let nextEnd, nextEnd <= .now() {
            context?.close(promise: nil)
        } else {
            keepWatch()
        }
    }
}

extension HTTPRequestHead {
    fileprivate var hasOneHost: Bool {
        var hosts = 0
        for (name, _) in headers where name.utf8.count == 4 && name.lowercased() == "host" { hosts += 1 }
        return hosts == 1
    }

    /// Of a head that does not name one host: without any, which `HostHeader` refuses; HTTP/1.0 needs none.
    fileprivate var withoutHosts: HTTPRequestHead {
        var head = self
        let isOld = version == .http1_0 && !headers.contains(name: "Host")
        head.headers.remove(name: "Host")
        if isOld { head.headers.add(name: "Host", value: "") }
        return head
    }
}
