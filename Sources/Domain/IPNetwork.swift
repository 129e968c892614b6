/// All addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one.
package struct IPNetwork: Hashable, Sendable {
    private let first: IPAddress
    /// Of 128; those of an IPv4 network count from the beginning of its mapped form.
    private let bits: Int

    /// The network of so many bits in which `address` lies.
    init(of address: IPAddress, bits: Int) {
        self.bits = bits
        first = IPAddress(
            high: address.high & Self.mask(bits), low: address.low & Self.mask(bits - 64))
    }

    /// An address, or an address and the number of its leading bits. Nil for whatever else, also where more than these
    /// bits are set: of `10.1.2.3/8` nobody knows whether the 8 is meant.
    package init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(utf8: Array(parts[0].prefix(65))) else { return nil }
        // ::ffff:10.0.0.0/104 counts the bits of IPv6, 10.0.0.0/8 those of IPv4.
        let isWrittenAsIPv4 = !parts[0].contains(UInt8(ascii: ":"))
        var bits = 128
        if parts.count == 2 {
            let digits = parts[1]
            guard (1...3).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
                let length = Int(String(decoding: digits, as: UTF8.self)), length <= (isWrittenAsIPv4 ? 32 : 128)
            else { return nil }
            bits = isWrittenAsIPv4 ? 96 + length : length
        }
        self.init(of: address, bits: bits)
        guard first == address else { return nil }
    }

    /// True where the network holds every address of its kind.
    package var isEverything: Bool { bits == (first.isIPv4 ? 96 : 0) }

    package func contains(_ address: IPAddress) -> Bool {
        // ::/0 is all of IPv6, and IPv4 only looks like a part of it.
        address.isIPv4 == first.isIPv4 && IPNetwork(of: address, bits: bits).first == first
    }

    /// The leading `bits` of 64, as a mask.
    private static func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : UInt64.max << UInt64(max(0, 64 - bits)) }
}

extension IPNetwork: CustomStringConvertible {
    package var description: String {
        if bits == 128 { return "\(first)" }
        return "\(first)/\(first.isIPv4 ? bits - 96 : bits)"
    }
}

extension [IPNetwork] {
    /// Whether one of the networks holds the address.
    package func contains(_ address: IPAddress) -> Bool { contains { $0.contains(address) } }
}
