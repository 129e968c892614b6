import CCurl

/// The headers of one call as libcurl wants them; libcurl itself stops neither CR and LF nor a second Content-Length.
final class HTTPHeaderList {
    private(set) var list: UnsafeMutablePointer<curl_slist>?

    /// These say where a message begins and ends and what the connection does (RFC 9112): libcurl's part alone.
    private static let framing: Set = [
        "connection", "content-length", "expect", "host", "http2-settings", "keep-alive", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
    ]

    /// Throws `HTTPError.malformed`, whose sentence may name a header and never repeats its value.
    init(_ headers: [(name: String, value: String)]) throws {
        for header in headers { try append(Self.line(header)) }
        // A name alone takes away what libcurl adds unasked: a type of content, and a pause before a large body.
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) { try append("Content-Type:") }
        try append("Expect:")
    }

    deinit {
        curl_slist_free_all(list)
    }

    private func append(_ line: String) throws {
        guard let longer = curl_slist_append(list, line) else { throw HTTPError.unreachable("No memory for a header.") }
        list = longer
    }

    private static func line(_ header: (name: String, value: String)) throws -> String {
        guard isToken(header.name) else { throw HTTPError.malformed("A header has no valid name.") }
        guard !framing.contains(header.name.lowercased()) else {
            throw HTTPError.malformed("The header \(header.name) belongs to the connection, not to a call.")
        }
        guard header.value.utf8.allSatisfy({ $0 == 9 || ($0 >= 32 && $0 != 127) }) else {
            throw HTTPError.malformed("The value of \(header.name) holds a line break or another control character.")
        }
        // libcurl takes "Name:" and blanks for a header to leave out, and "Name;" for one without a value.
        let isEmpty = header.value.utf8.allSatisfy { $0 == 9 || $0 == 32 }
        return isEmpty ? header.name + ";" : header.name + ": " + header.value
    }

    /// RFC 9110, section 5.6.2: what names of headers and methods are made of.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: tokenSigns.contains(byte)
                }
            }
    }

    private static let tokenSigns = Set("!#$%&'*+-.^_`|~".utf8)
}
