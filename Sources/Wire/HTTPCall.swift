/// One request. Printing it shows neither headers nor body nor credentials nor the path of the URL: all of them may be
/// secret.
package struct HTTPCall: Sendable {
    /// `GET`, `POST`; case matters (RFC 9110, section 9.1).
    package var method: String
    /// `http://…` or `https://…`, in ASCII, without user and password. A fragment is not sent.
    package var url: String
    /// In their order. Host, Content-Length and `Accept: */*` are added, and `User-Agent: InFormat` unless one is
    /// given; no Content-Type is. What frames the message on the connection cannot be given.
    package var headers: [(name: String, value: String)]
    /// Sent exactly as it is, also when it is empty; nil for none.
    package var body: [UInt8]?
    /// The server is asked first how it wants to see them, by Basic (RFC 7617) or Digest (RFC 7616), and then shown
    /// them: up to two requests are one call. Nil for none.
    package var credentials: HTTPCredentials?

    package init(
        method: String = "POST", url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
        credentials: HTTPCredentials? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.credentials = credentials
    }
}

extension HTTPCall: CustomStringConvertible, CustomReflectable {
    package var description: String {
        let target = try? HTTPTarget(url)  // try? is fine: a call that cannot be sent can still be printed
        return "a call to \(target?.host ?? "nowhere")"
    }

    /// Without children: `dump` and debuggers show the description alone.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the server answered, whatever its status: 404 and 503 are replies like any other.
package struct HTTPReply: Sendable {
    package let status: Int
    /// Names in lower case; the last one of a name wins.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as UTF-8; what is none becomes U+FFFD.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
