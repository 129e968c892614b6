import CCurl
import Foundation

extension SMTPConnection {
    /// Everything but what is sent. The last command of a connection ends it inside curl_easy_perform, where the
    /// goodbye has its bound.
    func configure(isLast: Bool, withinSeconds seconds: Int) throws {
        // Forgets every option, so that none is left of the mail before, and keeps the connection.
        curl_easy_reset(handle)
        try set(CURLOPT_URL, options.url)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // The settings alone decide where mails go, not a proxy of the environment.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeoutSeconds * 1_000)
        try set(CURLOPT_TIMEOUT_MS, seconds * 1_000)
        // QUIT comes after the timed part: without this bound libcurl waits two minutes for its answer.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds)
        try set(CURLOPT_FORBID_REUSE, isLast ? 1 : 0)
        try setProtection()
        try setCallbacks()
    }

    private func setProtection() throws {
        let useSSL =
            switch options.server.security {
            case .implicit, .startTLSRequired: CURLUSESSL_ALL
            case .startTLSOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(useSSL.rawValue))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = options.caFile { try set(CURLOPT_CAINFO, caFile) }
        guard let credentials = options.server.credentials else { return }
        try set(CURLOPT_USERNAME, credentials.user)
        try set(CURLOPT_PASSWORD, credentials.password)
        try set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
    }

    private func setCallbacks() throws {
        let me = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA] {
            try check(ccurl_set_pointer(handle, option, me))
        }
        try check(
            ccurl_set_read(handle) { buffer, size, count, me in
                guard let buffer, let connection = SMTPConnection.of(me), let mail = connection.mail else {
                    return Int(CURL_READFUNC_ABORT)
                }
                let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
                return mail.give(to: room, connection.replies.extensions)
            })
        try check(
            ccurl_set_header(handle) { buffer, size, count, me in
                guard let buffer, let connection = SMTPConnection.of(me) else { return 0 }
                connection.replies.take(line: UnsafeRawBufferPointer(start: buffer, count: size * count))
                return size * count
            })
        // Asked about once a second while nothing happens: another answer than 0 ends it.
        try set(CURLOPT_NOPROGRESS, 0)
        try check(
            ccurl_set_progress(handle) { me, _, _, _, _ in
                SMTPConnection.of(me)?.interruption.isRaised == true ? 1 : 0
            })
    }

    private static func of(_ me: UnsafeMutableRawPointer?) -> SMTPConnection? {
        me.map { Unmanaged<SMTPConnection>.fromOpaque($0).takeUnretainedValue() }
    }

    func set(_ option: CURLoption, _ text: String) throws { try check(ccurl_set_text(handle, option, text)) }

    func set(_ option: CURLoption, _ number: Int) throws { try check(ccurl_set_number(handle, option, number)) }

    /// Options fail where libcurl is too old for them (before 7.85), or memory is out.
    func check(_ result: CURLcode) throws {
        if result != CURLE_OK {
            throw SMTPError.passing(code: nil, text: "libcurl: " + String(cString: curl_easy_strerror(result)))
        }
    }
}
