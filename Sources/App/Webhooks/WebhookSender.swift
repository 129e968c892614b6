import Wire

/// How other programs are told: the one place where webhooks touch the outside.
package struct WebhookSender: Sendable {
    /// Returns the status of the answer, of which nothing else is looked at. Throws where there is none.
    package var send: @Sendable (HTTPCall) async throws -> Int

    package init(send: @escaping @Sendable (HTTPCall) async throws -> Int) { self.send = send }

    /// Reaches nobody.
    package static let nowhere = WebhookSender { _ in throw HTTPError.unreachable("This server tells nobody.") }

    /// Over HTTP and HTTPS. An admin names the URL, but must not see into the network of the server by it: unless
    /// `toPrivateNetwork`, each call goes to machines of the public internet alone.
    package static func http(toPrivateNetwork: Bool) -> WebhookSender {
        let sender = HTTPSender(
            threads: Job.Kind.webhook.places, connectTimeoutSeconds: 5, timeoutSeconds: 15,
            destinations: toPrivateNetwork ? .anywhere : .publicOnly, mostReplyBytes: 64 * 1024,
            keepsConnections: false, name: "webhook")
        return WebhookSender { try await sender.send($0).status }
    }
}
