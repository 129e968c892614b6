import CCurl
import Foundation

/// One conversation with a mail server, on the thread that made it: connect, EHLO, STARTTLS, AUTH, one mail or a NOOP,
/// QUIT.
final class SMTPExchange {
    private let server: SMTPServer
    private let handle: UnsafeMutableRawPointer
    private let replies = SMTPReplies()
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private var message = Data()
    private var sentBytes = 0
    private var needsSMTPUTF8 = false
    private var lacksSMTPUTF8 = false

    init(_ options: SMTPSender.Options) throws {
        guard LibCurl.isStarted, let handle = curl_easy_init() else {
            throw SMTPError.passing(code: nil, text: "libcurl cannot be started.")
        }
        self.server = options.server
        self.handle = handle
        try configure(options)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(recipients)
    }

    /// Hands one mail over; returns after the server's 250.
    func send(_ mime: Data, from: MailAddress, to: MailAddress) throws {
        message = mime
        needsSMTPUTF8 = from.hasUnicodeLocalPart || to.hasUnicodeLocalPart
        guard let list = curl_slist_append(recipients, to.text) else {
            throw SMTPError.passing(code: nil, text: "No memory for a mail.")
        }
        recipients = list
        try set(CURLOPT_MAIL_FROM, from.text)
        try check(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, list))
        try set(CURLOPT_UPLOAD, 1)
        try check(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(mime.count)))
        try perform()
    }

    /// Goes as far as a mail would and sends none.
    func tryLogin() throws {
        try set(CURLOPT_CUSTOMREQUEST, "NOOP")
        try set(CURLOPT_NOBODY, 1)
        try perform()
        if server.credentials != nil && !replies.contains(code: 235) {
            // libcurl goes on without a login where AUTH is not offered at all.
            throw SMTPError.passing(code: nil, text: "The URL carries a login, but the server offers none.")
        }
    }

    private func configure(_ options: SMTPSender.Options) throws {
        let scheme = server.security == .implicit ? "smtps" : "smtp"
        let greeting = HostName.greeting(options.helo)
        let path = greeting.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "localhost"
        try set(CURLOPT_URL, "\(scheme)://\(server.urlHost):\(server.port)/\(path)")
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // The settings alone decide where mails go, not a proxy of the environment.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOSIGNAL, 1)
        try setTimes(options)
        try setProtection(options)
        try setCallbacks()
    }

    private func setTimes(_ options: SMTPSender.Options) throws {
        try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeoutSeconds * 1_000)
        try set(CURLOPT_TIMEOUT_MS, options.timeoutSeconds * 1_000)
        // QUIT comes after the timed part: without this bound libcurl waits two minutes for its answer.
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, options.timeoutSeconds)
        // The connection ends inside curl_easy_perform, not in deinit, where no callback may reach this object.
        try set(CURLOPT_FORBID_REUSE, 1)
    }

    private func setProtection(_ options: SMTPSender.Options) throws {
        let useSSL =
            switch server.security {
            case .implicit, .startTLSRequired: CURLUSESSL_ALL
            case .startTLSOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(useSSL.rawValue))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = options.caFile { try set(CURLOPT_CAINFO, caFile) }
        guard let credentials = server.credentials else { return }
        try set(CURLOPT_USERNAME, credentials.user)
        try set(CURLOPT_PASSWORD, credentials.password)
        try set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
    }

    private func setCallbacks() throws {
        let me = Unmanaged.passUnretained(self).toOpaque()
        try check(ccurl_set_pointer(handle, CURLOPT_READDATA, me))
        try check(ccurl_set_pointer(handle, CURLOPT_HEADERDATA, me))
        try check(
            ccurl_set_read(handle) { buffer, size, count, me in
                guard let buffer, let me else { return Int(CURL_READFUNC_ABORT) }
                let exchange = Unmanaged<SMTPExchange>.fromOpaque(me).takeUnretainedValue()
                return exchange.give(to: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            })
        try check(
            ccurl_set_header(handle) { buffer, size, count, me in
                guard let buffer, let me else { return 0 }
                let exchange = Unmanaged<SMTPExchange>.fromOpaque(me).takeUnretainedValue()
                exchange.replies.take(line: UnsafeRawBufferPointer(start: buffer, count: size * count))
                return size * count
            })
    }

    /// The next bytes of the mail; none at its end. The server has said 354, and everything it offers is known.
    private func give(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        if needsSMTPUTF8 && !replies.extensions.contains("SMTPUTF8") {
            lacksSMTPUTF8 = true
            return Int(CURL_READFUNC_ABORT)
        }
        let count = min(buffer.count, message.count - sentBytes)
        message.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[sentBytes..<(sentBytes + count)]))
        }
        sentBytes += count
        return count
    }

    private func perform() throws {
        var detail = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let result = detail.withUnsafeMutableBufferPointer { buffer in
            _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            defer { _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return curl_easy_perform(handle)
        }
        if result == CURLE_OK { return }
        let text = String(decoding: detail.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        throw failure(result, text.isEmpty ? String(cString: curl_easy_strerror(result)) : text)
    }

    private func failure(_ result: CURLcode, _ detail: String) -> SMTPError {
        if lacksSMTPUTF8 {
            return .permanent(code: 553, text: "The server takes no address with letters outside ASCII before the @.")
        }
        guard let reply = replies.last, reply.code >= 400, reply.code < 600 else {
            return .passing(code: nil, text: withoutSecrets(detail))
        }
        let text = withoutSecrets(reply.text.isEmpty ? detail : reply.text)
        // libcurl answers CURLE_SEND_ERROR for a refused MAIL, RCPT or DATA, and CURLE_WEIRD_SERVER_REPLY for a refused
        // content, but also for a greeting that is none: then nothing was sent.
        let isAboutMail = result == CURLE_SEND_ERROR || (result == CURLE_WEIRD_SERVER_REPLY && sentBytes > 0)
        if isAboutMail && reply.code >= 500 && !Self.loginCodes.contains(reply.code) {
            return .permanent(code: reply.code, text: text)
        }
        return .passing(code: reply.code, text: text)
    }

    /// RFC 4954, section 6: a login is needed, too weak, refused, or wants TLS first.
    private static let loginCodes: Set = [530, 534, 535, 538]

    /// A server that repeats what it did not understand would write the password into a log.
    private func withoutSecrets(_ text: String) -> String {
        guard let credentials = server.credentials else { return text }
        let plain = Data("\0\(credentials.user)\0\(credentials.password)".utf8).base64EncodedString()
        let login = Data(credentials.password.utf8).base64EncodedString()
        let isTelling = [credentials.password, plain, login].contains { text.contains($0) }
        return isTelling ? "(an answer that repeats the password)" : text
    }

    private func set(_ option: CURLoption, _ text: String) throws { try check(ccurl_set_text(handle, option, text)) }

    private func set(_ option: CURLoption, _ number: Int) throws { try check(ccurl_set_number(handle, option, number)) }

    /// Options fail where libcurl is too old for them (before 7.85), or memory is out.
    private func check(_ result: CURLcode) throws {
        if result != CURLE_OK {
            throw SMTPError.passing(code: nil, text: "libcurl: " + String(cString: curl_easy_strerror(result)))
        }
    }
}
