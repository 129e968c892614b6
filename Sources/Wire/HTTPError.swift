/// Why there is no reply. No case ever carries a header's value, a body, or the path or query of a URL.
package enum HTTPError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No connection, TLS trouble, a time-out or a broken answer: it is not known whether the request was carried out.
    case unreachable(String)
    /// The name leads to an address that the sender's `Destinations` do not allow; nothing was sent. The text is the
    /// address.
    case forbiddenAddress(String)
    /// The answer is larger than this bound, in bytes; the request was carried out.
    case tooLarge(Int)
    /// The URL, the method or a header cannot be sent as it is; nothing was sent.
    case malformed(String)

    package var description: String {
        switch self {
        case .unreachable(let text), .malformed(let text): text
        case .forbiddenAddress(let address): "The host leads to \(address), which is no public address."
        case .tooLarge(let bytes): "The answer is larger than \(bytes) bytes."
        }
    }
}
