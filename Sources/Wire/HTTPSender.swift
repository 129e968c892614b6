import Foundation

/// Which addresses a sender may connect to.
package enum Destinations: Sendable {
    case anywhere
    /// Machines of the public internet alone: for URLs that come from people (see `PublicAddress`).
    case publicOnly
}

/// Sends HTTP and HTTPS requests, on threads that do nothing else, and hands back what the server answers.
///
/// It follows no redirect, keeps no cookies and uses no proxy; TLS certificates and their names are checked.
package final class HTTPSender: Sendable {
    struct Options: Sendable {
        let connectTimeoutSeconds: Int
        let timeoutSeconds: Int
        let destinations: Destinations
        let mostReplyBytes: Int
        let keepsConnections: Bool
        let takesCompressed: Bool
        let caFile: String?
    }

    private let options: Options
    private let handles = HTTPHandles()
    private let threads: BlockingThreads

    /// As many calls at once as `threads`. Connecting takes at most `connectTimeoutSeconds`, a whole call at most
    /// `timeoutSeconds` once a thread has it, and a reply has at most `mostReplyBytes` of body. `caFile` (PEM) replaces
    /// the system's certificates; `name` is that of the threads.
    ///
    /// With `takesCompressed` a reply may come in every compression that libcurl knows; its bound counts what that is
    /// unpacked.
    ///
    /// With `keepsConnections` libcurl sends a call again on a new connection when the server closes a kept one without
    /// a byte of answer, so what must not be carried out twice needs an idempotency key. Without it each call has a
    /// connection of its own and is sent once. So it is with `.publicOnly`, which judges the address of every call.
    package init(
        threads: Int = 2, connectTimeoutSeconds: Int = 10, timeoutSeconds: Int = 30,
        destinations: Destinations = .anywhere, mostReplyBytes: Int = 1 << 20, keepsConnections: Bool = true,
        takesCompressed: Bool = false, caFile: String? = nil, name: String = "http"
    ) {
        precondition(threads > 0, "without a thread no call would ever be answered")
        precondition(connectTimeoutSeconds > 0 && timeoutSeconds > 0, "libcurl takes 0 s for no bound at all")
        options = Options(
            connectTimeoutSeconds: connectTimeoutSeconds, timeoutSeconds: timeoutSeconds, destinations: destinations,
            mostReplyBytes: mostReplyBytes, keepsConnections: keepsConnections,
            takesCompressed: takesCompressed, caFile: caFile)
        self.threads = BlockingThreads(count: threads, name: name)
    }

    /// Returns the reply, whatever its status; throws only `HTTPError`.
    package func send(_ call: HTTPCall) async throws -> HTTPReply {
        let (options, handles) = (options, handles)
        do {
            return try await threads.run { interruption in
                let handle = try handles.take()
                defer { handles.giveBack(handle) }
                return try HTTPExchange(call, on: handle, options, until: interruption).perform()
            }
        } catch is BlockingThreads.Full {
            throw HTTPError.unreachable("too many requests wait")
        }
    }
}
