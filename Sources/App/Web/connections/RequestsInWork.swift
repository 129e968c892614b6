import Domain

/// Bounds the requests of one client that are in work at once. Without a proxy its connections bound them already;
/// behind one all come by the same few connections.
struct RequestsInWork {
    private let tally: Tally

    init(_ limits: ConnectionLimits) {
        tally = Tally(mostBySubscriber: limits.byAddress)
    }

    /// Counts one more; throws `too_many_requests` where the client has as many as it may.
    func enter(_ client: IPAddress) throws {
        guard tally.enter(client.subscriber) else { throw Problem(.tooManyRequests, retryAfterSeconds: 1) }
    }

    /// To be called once for each that was counted.
    func leave(_ client: IPAddress) { tally.leave(client.subscriber) }
}
