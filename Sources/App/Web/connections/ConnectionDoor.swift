import Domain
import Hummingbird
import NIOCore
import NIOHTTP1

/// Stands at the beginning of each connection: takes it in while there is room, and lays its bounds around the
/// reading of requests and the writing of answers.
final class ConnectionDoor: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: Tally
    private let limits: ConnectionLimits
    private let proxies: [IPNetwork]

    /// Bytes that are read at once, and so what is kept of requests for which there is no room yet.
    private static let largestRead = 16 * 1024
    /// Bytes that the kernel takes before the client has room for them: else it takes 4 MB for each who reads nothing.
    private static let mostUnsent: SocketOptionValue = 128 * 1024
    /// TCP_NOTSENT_LOWAT of Linux (tcp(7)), which Swift's Glibc does not name.
    private static let unsent = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 25))

    init(_ connections: Tally, limits: ConnectionLimits, proxies: [IPNetwork]) {
        self.connections = connections
        self.limits = limits
        self.proxies = proxies
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        let bounds = ConnectionBounds(limits)
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(bounds, position: .after(decoder))
            try pipeline.addHandler(ArrivingBytes(bounds), position: .first)
            let reads = AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: Self.largestRead)
            try context.channel.syncOptions?.setOption(.recvAllocator, value: reads)
            try context.channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            try context.channel.syncOptions?.setOption(Self.unsent, value: Self.mostUnsent)
        } catch {
            // Without its bounds a connection is not served.
            context.close(promise: nil)
        }
        if context.channel.isActive { takeIn(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        takeIn(context)
        context.fireChannelActive()
    }

    private func takeIn(_ context: ChannelHandlerContext) {
        let address = context.channel.remoteAddress?.ip ?? .unknown
        let (subscriber, isProxy) = (address.subscriber, proxies.contains(address))
        guard connections.enter(subscriber, isProxy: isProxy) else { return context.close(promise: nil) }
        context.channel.closeFuture.whenComplete { [connections] _ in connections.leave(subscriber, isProxy: isProxy) }
    }
}

/// Tells the bounds of a connection what arrives, before anything is made of it: chunk extensions and heads that drip
/// in are seen nowhere else.
final class ArrivingBytes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let bounds: ConnectionBounds

    init(_ bounds: ConnectionBounds) {
        self.bounds = bounds
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if bounds.mayArrive(unwrapInboundIn(data).readableBytes) {
            context.fireChannelRead(data)
        } else {
            context.close(promise: nil)
        }
    }
}
