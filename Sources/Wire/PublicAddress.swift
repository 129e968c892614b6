/// Which addresses are machines of the public internet, so that a URL from a stranger cannot reach into this network.
///
/// Source: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890, RFC 8190 and what they have been
/// given since). Refused is also what they call globally reachable where the nearest node answers (anycast): it may
/// stand inside this network, and nobody's server lives there.
package enum PublicAddress {
    /// `address` is 4 or 16 bytes in network order; whatever else is refused.
    package static func isPublic(_ address: [UInt8]) -> Bool {
        switch address.count {
        case 4: isPublicIPv4(address)
        case 16: isPublicIPv6(address)
        default: false
        }
    }

    private static func isPublicIPv4(_ address: [UInt8]) -> Bool {
        !refusedIPv4.contains { $0.contains(address) }
    }

    private static func isPublicIPv6(_ address: [UInt8]) -> Bool {
        // Both lead to the IPv4 address in their last four bytes.
        if mapped.contains(address) || translated.contains(address) { return isPublicIPv4(Array(address.suffix(4))) }
        return unicast.contains(address) && !refusedIPv6.contains { $0.contains(address) }
    }

    private struct Block {
        let prefix: [UInt8]
        let bits: Int

        init(_ prefix: [UInt8], _ bits: Int) {
            self.prefix = prefix
            self.bits = bits
        }

        func contains(_ address: [UInt8]) -> Bool {
            for (index, byte) in prefix.enumerated() {
                let free = max(0, 8 * (index + 1) - bits)
                if address[index] >> free != byte >> free { return false }
            }
            return true
        }
    }

    private static let refusedIPv4 = [
        Block([0], 8),  // this network, RFC 791
        Block([10], 8),  // private use, RFC 1918
        Block([100, 64], 10),  // shared by a carrier's customers, RFC 6598
        Block([127], 8),  // loopback, RFC 1122
        Block([169, 254], 16),  // link-local, RFC 3927: also where clouds keep their machines' credentials
        Block([172, 16], 12),  // private use, RFC 1918
        Block([192, 0, 0], 24),  // IETF protocol assignments, RFC 6890
        Block([192, 0, 2], 24),  // documentation, RFC 5737
        Block([192, 31, 196], 24),  // AS112 anycast, RFC 7535: often a node inside the own network
        Block([192, 52, 193], 24),  // AMT relay anycast, RFC 7450
        Block([192, 88, 99], 24),  // 6to4 relay anycast, given up by RFC 7526
        Block([192, 168], 16),  // private use, RFC 1918
        Block([192, 175, 48], 24),  // AS112 anycast, RFC 7534
        Block([198, 18], 15),  // benchmarks, RFC 2544
        Block([198, 51, 100], 24),  // documentation, RFC 5737
        Block([203, 0, 113], 24),  // documentation, RFC 5737
        Block([224], 4),  // multicast, RFC 5771
        Block([240], 4),  // reserved, RFC 1112, and the broadcast address, RFC 919
    ]

    /// ::ffff:0:0/96: IPv4 through an IPv6 socket (RFC 4291, section 2.5.5.2).
    private static let mapped = Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96)
    /// 64:ff9b::/96: IPv4 behind a translator (RFC 6052). 64:ff9b:1::/48 translates for one network (RFC 8215).
    private static let translated = Block([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96)
    /// 2000::/3: IANA hands out global unicast from here alone. Outside lie ::, ::1, ::/96, 100::/64, 5f00::/16,
    /// fc00::/7, fe80::/10, fec0::/10, ff00::/8 and what nobody has been given yet.
    private static let unicast = Block([0x20], 3)

    private static let refusedIPv6 = [
        Block([0x20, 0x01, 0], 23),  // IETF protocol assignments, Teredo and ORCHID among them, RFC 2928
        Block([0x20, 0x01, 0x0d, 0xb8], 32),  // documentation, RFC 3849
        Block([0x20, 0x02], 16),  // 6to4, given up by RFC 7526; leads to an IPv4 address of its writer's choice
        Block([0x26, 0x20, 0, 0x4f, 0x80, 0], 48),  // AS112 anycast, RFC 7534
        Block([0x3f, 0xff, 0], 20),  // documentation, RFC 9637
    ]
}
