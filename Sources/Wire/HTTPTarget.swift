import CCurl

/// Where a call goes, read by libcurl's own parser, so that what is judged here is what is connected to.
struct HTTPTarget {
    /// As it stands in the URL; an IPv6 address has brackets.
    let host: String

    /// Throws `HTTPError.malformed`.
    init(_ url: String) throws {
        // Also a NUL, which would end the text inside libcurl. Names outside ASCII come as `xn--…`.
        guard url.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw HTTPError.malformed("The URL holds a blank, a control character or a letter outside ASCII.")
        }
        guard let parts = curl_url() else { throw HTTPError.unreachable("No memory for a URL.") }
        defer { curl_url_cleanup(parts) }
        let result = curl_url_set(parts, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
        if result == CURLUE_USER_NOT_ALLOWED { throw HTTPError.malformed("The URL carries a user or a password.") }
        guard result == CURLUE_OK, let scheme = Self.part(CURLUPART_SCHEME, of: parts),
            ["http", "https"].contains(scheme), let host = Self.part(CURLUPART_HOST, of: parts), !host.isEmpty
        else { throw HTTPError.malformed("This is not a URL such as https://api.example/path.") }
        self.host = host
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
