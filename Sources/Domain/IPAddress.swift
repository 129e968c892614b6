import Foundation

/// An address of the internet. IPv4 in the clothes of IPv6 (`::ffff:10.0.0.1`, RFC 4291, 2.5.5.2), as a socket that
/// listens for both tells it, is the IPv4 address itself: what is the same machine is equal.
package struct IPAddress: Hashable, Sendable {
    /// The 128 bits of IPv6; IPv4 is kept mapped.
    let high: UInt64
    let low: UInt64

    /// Longer than any address with a zone.
    private static let mostBytes = 64
    private static let mapped: UInt64 = 0xffff_0000_0000

    /// `::`, which is nobody's: it stands for a peer that has no address, such as one behind a Unix socket.
    package static let unknown = IPAddress(high: 0, low: 0)

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 4 or 16 bytes in network order; nil for any other number of them.
    package init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self.init(high: 0, low: Self.mapped | Self.whole(bytes))
        case 16: self.init(high: Self.whole(bytes.prefix(8)), low: Self.whole(bytes.dropFirst(8)))
        default: return nil
        }
    }

    private static func whole(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// As people write it, without a port: `10.0.0.1`, `2001:db8::1`, `fe80::1%eth0`. A zone (RFC 4007) is a word of
    /// one machine for its own cable and does not count. Nil for whatever else.
    package init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8.prefix(Self.mostBytes + 1)))
    }

    init?(utf8 text: [UInt8]) {
        guard text.count <= Self.mostBytes, !text.contains(0) else { return nil }
        let isSixth = text.contains(UInt8(ascii: ":"))
        let address = text.prefix { $0 != UInt8(ascii: "%") }
        guard isSixth || address.count == text.count, address.count + 1 != text.count else { return nil }
        var bytes = [UInt8](repeating: 0, count: isSixth ? 16 : 4)
        let written = address.map { CChar(bitPattern: $0) } + [0]
        guard inet_pton(isSixth ? AF_INET6 : AF_INET, written, &bytes) == 1 else { return nil }
        self.init(bytes: bytes)
    }

    /// As a proxy writes a client, perhaps with a port: `203.0.113.8:40001`, `[2001:db8::1]:40001`, `[2001:db8::1]`.
    package init?(node text: some Collection<UInt8>) {
        let text = Array(text.prefix(Self.mostBytes + 8))
        let colon = UInt8(ascii: ":")
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")), text[1..<end].contains(colon) else { return nil }
            guard Self.isPort(text[(end + 1)...]) else { return nil }
            self.init(utf8: Array(text[1..<end]))
        } else if text.count(where: { $0 == colon }) == 1, let end = text.firstIndex(of: colon) {
            guard Self.isPort(text[end...]) else { return nil }
            self.init(utf8: Array(text[..<end]))
        } else {
            self.init(utf8: text)
        }
    }

    /// Nothing, or a colon and a number; RFC 7239 (6.3) lets a proxy hide it behind a word that begins with `_`.
    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        let port = text.dropFirst()
        guard first == UInt8(ascii: ":"), !port.isEmpty else { return false }
        let isNumber = port.count <= 5 && port.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isNumber || port.first == UInt8(ascii: "_")
    }

    package var isIPv4: Bool { high == 0 && low >> 32 == Self.mapped >> 32 }

    /// 127.0.0.0/8 and ::1.
    package var isLoopback: Bool { isIPv4 ? low >> 24 & 0xff == 127 : high == 0 && low == 1 }

    /// What one subscriber owns, and limits therefore count as one: the address itself, of IPv6 its /64.
    package var subscriber: IPNetwork { IPNetwork(of: self, bits: isIPv4 ? 128 : 64) }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical form (RFC 5952).
    package var description: String {
        let bytes = [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let own = isIPv4 ? Array(bytes.suffix(4)) : bytes
        guard inet_ntop(isIPv4 ? AF_INET : AF_INET6, own, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
