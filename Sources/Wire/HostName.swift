import Foundation

/// Names and addresses of machines.
package enum HostName {
    /// The name in letters, digits, dots and hyphens, `bücher.example` as `xn--bcher-kva.example` (RFC 5890); nil if
    /// it is none.
    static func ascii(_ host: String) -> String? {
        guard !host.isEmpty, host.unicodeScalars.allSatisfy({ isLetter($0) || $0.value >= 128 }) else { return nil }
        var components = URLComponents()
        components.host = host
        guard let ascii = components.encodedHost, (1...253).contains(ascii.utf8.count) else { return nil }
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.unicodeScalars.allSatisfy(isLetter) }) else {
            return nil
        }
        return ascii
    }

    static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "::1" || (isIPv4(host) && host.hasPrefix("127."))
    }

    static func isIPv4(_ host: String) -> Bool {
        var address = in_addr()
        return inet_pton(AF_INET, host, &address) == 1
    }

    static func isIPv6(_ host: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, host, &address) == 1
    }

    /// The name as a client says it after EHLO (RFC 5321, section 4.1.1.1): addresses in brackets, `localhost` for what
    /// is neither name nor address.
    package static func greeting(_ host: String) -> String {
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        if isIPv4(bare) { return "[\(bare)]" }
        if isIPv6(bare) { return "[IPv6:\(bare)]" }
        return ascii(bare) ?? "localhost"
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
        default: false
        }
    }
}
