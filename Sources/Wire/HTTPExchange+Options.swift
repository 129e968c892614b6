import CCurl

extension HTTPExchange {
    /// Everything but the callbacks.
    func configure(_ options: HTTPSender.Options) throws {
        try set(CURLOPT_URL, call.url)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        // The URL alone decides where a call goes, not a proxy of the environment: its address would be judged instead.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeoutSeconds * 1_000)
        try set(CURLOPT_TIMEOUT_MS, options.timeoutSeconds * 1_000)
        // An empty text stands for all that libcurl knows.
        if options.takesCompressed { try set(CURLOPT_ACCEPT_ENCODING, "") }
        try setReuse(options)
        try setProtection(options)
        try setRequest()
        if let credentials = call.credentials { try show(credentials) }
    }

    /// Digest writes the user into a header as it is, and libcurl takes a text up to its first NUL.
    private func show(_ credentials: HTTPCredentials) throws {
        guard (credentials.user + credentials.password).utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
            throw HTTPError.malformed("The user or the password holds a control character.")
        }
        try check(ccurl_set_credentials(handle, credentials.user, credentials.password))
    }

    private func setReuse(_ options: HTTPSender.Options) throws {
        // Where addresses are judged, each call is, and none is sent again to another address than the first time.
        let isKept = options.keepsConnections && options.destinations == .anywhere
        try set(CURLOPT_FRESH_CONNECT, isKept ? 0 : 1)
        try set(CURLOPT_FORBID_REUSE, isKept ? 0 : 1)
    }

    private func setProtection(_ options: HTTPSender.Options) throws {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        guard let caFile = options.caFile else { return }
        try set(CURLOPT_CAINFO, caFile)
        // Debian's libcurl would trust the system's folder beside the file.
        try check(ccurl_set_text(handle, CURLOPT_CAPATH, nil))
    }

    private func setRequest() throws {
        try set(CURLOPT_USERAGENT, "InFormat")
        try check(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers.list))
        // These say "Content-Length: 0" when they have no body (RFC 9110, section 8.6).
        let hasContent = ["POST", "PUT", "PATCH"].contains(call.method)
        if let body = call.body ?? (hasContent ? [] : nil) {
            try set(CURLOPT_POST, 1)
            try check(ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
            try copy(body)
        } else if call.method == "HEAD" {
            // Otherwise libcurl waits for the body whose length the answer tells.
            try set(CURLOPT_NOBODY, 1)
        }
        try set(CURLOPT_CUSTOMREQUEST, call.method)
    }

    /// libcurl copies as many bytes as it was told before.
    private func copy(_ body: [UInt8]) throws {
        // Without a pointer libcurl would read the standard input.
        if body.isEmpty { return try set(CURLOPT_COPYPOSTFIELDS, "") }
        try body.withUnsafeBytes { bytes in
            let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            try check(ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start))
        }
    }

    func set(_ option: CURLoption, _ text: String) throws { try check(ccurl_set_text(handle, option, text)) }

    func set(_ option: CURLoption, _ number: Int) throws { try check(ccurl_set_number(handle, option, number)) }

    /// Options fail where libcurl is too old for them (before 7.85), or memory is out.
    func check(_ result: CURLcode) throws {
        if result != CURLE_OK {
            throw HTTPError.unreachable("libcurl: " + String(cString: curl_easy_strerror(result)))
        }
    }
}
