import CCurl
import Foundation

/// One call on one handle of libcurl, on the thread that made it.
final class HTTPExchange {
    let call: HTTPCall
    private let target: HTTPTarget
    let headers: HTTPHeaderList
    let handle: UnsafeMutableRawPointer
    private var answer: HTTPAnswer
    private var openedSockets = 0
    private var refusedAddress: String?
    private let interruption: Interruption

    init(
        _ call: HTTPCall, on handle: HTTPHandles.Handle, _ options: HTTPSender.Options,
        until interruption: Interruption = Interruption()
    ) throws {
        self.call = call
        self.interruption = interruption
        self.handle = handle.pointer
        target = try HTTPTarget(call.url)
        headers = try HTTPHeaderList(call.headers)
        answer = HTTPAnswer(mostBodyBytes: options.mostReplyBytes)
        guard HTTPHeaderList.isToken(call.method) else { throw HTTPError.malformed("The call has no valid method.") }
        try configure(options)
        try setCallbacks(options.destinations)
    }

    /// Waits for the whole reply; throws only `HTTPError`.
    func perform() throws -> HTTPReply {
        var detail = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let result = detail.withUnsafeMutableBufferPointer { buffer in
            _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            defer { _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return curl_easy_perform(handle)
        }
        if result == CURLE_OK, let reply = answer.reply { return reply }
        throw failure(result, String(decoding: detail.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    private func setCallbacks(_ destinations: Destinations) throws {
        let me = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_XFERINFODATA] {
            try check(ccurl_set_pointer(handle, option, me))
        }
        // Asked about once a second while nothing happens: another answer than 0 ends the call.
        try set(CURLOPT_NOPROGRESS, 0)
        try check(
            ccurl_set_progress(handle) { me, _, _, _, _ in
                HTTPExchange.of(me)?.interruption.isRaised == true ? 1 : 0
            })
        // A callback that returns another count than it was given ends the call.
        try check(
            ccurl_set_header(handle) { buffer, size, count, me in
                guard let buffer, let exchange = HTTPExchange.of(me) else { return 0 }
                let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
                return exchange.answer.take(line: line) ? line.count : 0
            })
        try check(
            ccurl_set_write(handle) { buffer, size, count, me in
                guard let buffer, let exchange = HTTPExchange.of(me) else { return 0 }
                let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
                return exchange.answer.take(body: bytes) ? bytes.count : 0
            })
        if destinations == .anywhere { return }
        try check(
            ccurl_set_open_socket(handle) { me, _, address in
                guard let address, let exchange = HTTPExchange.of(me) else { return CURL_SOCKET_BAD }
                return exchange.openSocket(address)
            })
    }

    private static func of(_ me: UnsafeMutableRawPointer?) -> HTTPExchange? {
        me.map { Unmanaged<HTTPExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The last word before the connection: however the host was spelled or its name resolved, this is where it leads.
    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let socketAddress = SocketAddress(address)
        guard PublicAddress.isPublic(socketAddress.bytes) else {
            refusedAddress = socketAddress.text
            return CURL_SOCKET_BAD
        }
        openedSockets += 1
        return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }

    private func failure(_ result: CURLcode, _ detail: String) -> HTTPError {
        if let bound = answer.passedBound { return .tooLarge(bound) }
        // Of a name's several addresses libcurl tries all; one that is public and silent is merely unreachable.
        if let refusedAddress, openedSockets == 0 { return .forbiddenAddress(refusedAddress) }
        let detail = HeaderText.oneLine(detail)
        let general = result == CURLE_OK ? "a broken answer" : String(cString: curl_easy_strerror(result))
        return .unreachable("\(target.host): \(detail.isEmpty || isTelling(detail) ? general : detail)")
    }

    /// Whether a text repeats a piece of what may be secret: headers, body, and everything behind the host. Better one
    /// harmless text too few than a key in a log.
    private func isTelling(_ text: String) -> Bool {
        let url = call.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        let path = url.drop { !"/?#".contains($0) }
        let pieces = (call.headers.map(\.value) + [String(path)]).flatMap { $0.split { " /?&=#;,".contains($0) } }
        let body = String(decoding: call.body ?? [], as: UTF8.self)
        let shown = call.credentials.map { [$0.user, $0.password] } ?? []
        if shown.contains(where: { !$0.isEmpty && text.contains($0) }) { return true }
        return pieces.contains { $0.utf8.count >= 4 && text.contains($0) } || (!body.isEmpty && text.contains(body))
    }
}
