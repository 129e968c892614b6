import CCurl
import Foundation

/// One connection to a mail server, for one thread at a time: opened by its first mail, kept for the next, and opened
/// anew where the server has ended it meanwhile.
final class SMTPConnection {
    let options: SMTPSender.Options
    let handle: UnsafeMutableRawPointer
    /// What is under way: the next command or mail, and what the server says to it.
    var replies = SMTPReplies()
    var mail: SMTPMail?
    var interruption = Interruption()
    /// Whether the server waits for the next mail, as far as is known.
    private(set) var isOpen = false
    /// How many mails this connection has carried since it was opened, and when the latest was taken.
    private var mails = 0
    private var takenAt = ContinuousClock.now

    init(_ options: SMTPSender.Options) throws {
        guard LibCurl.isStarted, let handle = curl_easy_init() else {
            throw SMTPError.passing(code: nil, text: "libcurl cannot be started.")
        }
        self.options = options
        self.handle = handle
    }

    deinit {
        // What is still open here was cut short. libcurl would say QUIT, and wait for its answer for half a minute.
        shutdown(ccurl_socket(handle), Int32(SHUT_RDWR))
        curl_easy_cleanup(handle)
    }

    /// So long after a mail was taken the server is taken to be there still.
    private static let freshness: Duration = .seconds(1)

    /// Opens the connection, or makes sure that it still is: RSET forgets whatever the mail before has left behind
    /// (RFC 5321, section 4.1.1.5). One that was just taken has left nothing.
    func ready(until interruption: Interruption) throws {
        self.interruption = interruption
        if isOpen, mails > 0, takenAt.duration(to: .now) < Self.freshness { return }
        if isOpen {
            // Servers end what was idle for too long, or has carried enough.
            do { return try command("RSET") } catch  where !interruption.isRaised {}
        }
        try command("RSET")
    }

    /// Hands one mail over; returns after the server's 250. Where the server ends a connection that has carried mails
    /// before it has seen this one (421 or 452 to MAIL or RCPT, or nothing more), it goes over a new one.
    func send(_ mail: SMTPMail) throws {
        let isUsed = mails > 0
        do { try deliver(mail) } catch is Ended where isUsed {
            try ready(until: interruption)
            do { try deliver(mail) } catch let ended as Ended { throw ended.error }
        } catch let ended as Ended { throw ended.error }
    }

    /// Goes as far as a mail would, sends none, and says goodbye.
    func tryLogin() throws {
        try command("NOOP", isLast: true)
        if options.server.credentials != nil && !replies.contains(code: 235) {
            // libcurl goes on without a login where AUTH is not offered at all.
            throw SMTPError.passing(code: nil, text: "The URL carries a login, but the server offers none.")
        }
    }

    /// How long a goodbye may take, in seconds.
    private static let farewellSeconds = 3

    /// Says goodbye, where there is anybody to say it to; `deinit` only hangs up.
    func close() {
        guard isOpen else { return }
        interruption = Interruption()
        // try? is fine: whoever hangs up need not be understood
        try? command("RSET", isLast: true, withinSeconds: Self.farewellSeconds)  // try? is fine: see above
    }

    /// The server has ended the connection, and has seen nothing of the mail.
    private struct Ended: Error { let error: SMTPError }

    private func command(_ command: String, isLast: Bool = false, withinSeconds bound: Int = .max) throws {
        let wasOpen = isOpen
        isOpen = false
        mail = nil
        try configure(isLast: isLast, withinSeconds: min(bound, options.timeoutSeconds))
        try set(CURLOPT_CUSTOMREQUEST, command)
        try set(CURLOPT_NOBODY, 1)
        try perform()
        isOpen = !isLast
        // libcurl opens another by itself where it sees that this one has ended.
        if !wasOpen || replies.contains(code: 220) { mails = 0 }
    }

    private func deliver(_ mail: SMTPMail) throws {
        isOpen = false
        self.mail = mail
        try configure(isLast: false, withinSeconds: options.timeoutSeconds)
        guard let recipients = curl_slist_append(nil, mail.to.text) else {
            throw SMTPError.passing(code: nil, text: "No memory for a mail.")
        }
        defer { curl_slist_free_all(recipients) }
        try set(CURLOPT_MAIL_FROM, mail.from.text)
        try check(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        try set(CURLOPT_UPLOAD, 1)
        try check(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.bytes.count)))
        try perform()
        isOpen = true
        mails += 1
        takenAt = .now
    }

    private func perform() throws {
        // A mail knows what the server offers from the answer to the EHLO of an earlier one.
        replies.begin()
        var detail = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let result = detail.withUnsafeMutableBufferPointer { buffer in
            _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            defer { _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return curl_easy_perform(handle)
        }
        if result == CURLE_OK { return }
        let text = String(decoding: detail.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let failure = SMTPFailure(
            result: result, detail: text.isEmpty ? String(cString: curl_easy_strerror(result)) : text,
            reply: replies.last, mail: mail, credentials: options.server.credentials)
        throw failure.isEndOfConnection ? Ended(error: failure.error) : failure.error
    }
}

/// A mail on its way: its envelope, and how much of it libcurl has taken.
final class SMTPMail {
    let bytes: Data
    let from: MailAddress
    let to: MailAddress
    private(set) var sentBytes = 0
    private(set) var lacksSMTPUTF8 = false

    init(_ bytes: Data, from: MailAddress, to: MailAddress) {
        self.bytes = bytes
        self.from = from
        self.to = to
    }

    /// The next bytes; none at the end. The server has said 354, and everything it offers is known.
    func give(to buffer: UnsafeMutableRawBufferPointer, _ extensions: Set<String>) -> Int {
        if from.hasUnicodeLocalPart || to.hasUnicodeLocalPart, !extensions.contains("SMTPUTF8") {
            lacksSMTPUTF8 = true
            return Int(CURL_READFUNC_ABORT)
        }
        let count = min(buffer.count, bytes.count - sentBytes)
        bytes.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[sentBytes..<(sentBytes + count)]))
        }
        sentBytes += count
        return count
    }
}
