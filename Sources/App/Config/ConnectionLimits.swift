/// How much of the server those may take who connect to it.
package struct ConnectionLimits: Sendable {
    /// Connections that are open at once.
    package var all = 2_000
    /// Of them from one address, and requests of one client that are in work; of IPv6 a /64 counts as one.
    package var byAddress = 256
    /// How long a request may take to arrive, from its first byte to its last.
    package var requestSeconds = 30
    /// How long a client may take to read an answer.
    package var answerSeconds = 120

    package init() {}
}
