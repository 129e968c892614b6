import Foundation
import Testing

import Wire

@Suite("Public addresses", .timeLimit(.minutes(15)))
struct PublicAddressTests {
    /// First and last address of each refused block; the neighbours outside are public unless they are listed here too.
    static let refusedIPv4 = [
        ("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"), ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"), ("169.254.0.0", "169.254.255.255"), ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"), ("192.0.2.0", "192.0.2.255"), ("192.31.196.0", "192.31.196.255"),
        ("192.52.193.0", "192.52.193.255"), ("192.88.99.0", "192.88.99.255"), ("192.168.0.0", "192.168.255.255"),
        ("192.175.48.0", "192.175.48.255"), ("198.18.0.0", "198.19.255.255"), ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"), ("224.0.0.0", "239.255.255.255"), ("240.0.0.0", "255.255.255.255"),
    ]

    static let publicIPv4 = [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255",
        "192.0.3.0", "192.31.195.255", "192.31.197.0", "192.52.192.255", "192.52.194.0", "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255", "192.169.0.0", "192.175.47.255", "192.175.49.0", "198.17.255.255", "198.20.0.0",
        "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "1.1.1.1", "8.8.8.8",
    ]

    static let refusedIPv6 = [
        "::", "::1", "::2", "::127.0.0.1", "::1.1.1.1", "::ffff:0:1.1.1.1", "::fffe:1.1.1.1", "1::ffff:1.1.1.1",
        "64:ff9b:1::1.1.1.1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b::1:0:1.1.1.1", "64:ff9a::1.1.1.1",
        "64:ff9c::1.1.1.1", "100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::",
        "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001::", "2001::1", "2001:1::1", "2001:2::", "2001:4:112::1", "2001:10::", "2001:20::1", "2001:30::",
        "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2002::",
        "2002:101:101::1", "2002:7f00:1::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8000::",
        "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "5f00::",
        "5f00:ffff::1", "8000::", "fbff::", "fc00::", "fd00::1", "fd00:ec2::254", "fdff::", "fe00::", "fe80::",
        "fe80::1", "febf::", "fec0::", "feff::", "ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]

    static let publicIPv6 = [
        "2000::", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::", "2001:4860:4860::8888",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::",
        "2606:4700:4700::1111", "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::", "2a00::1",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]

    @Test("the ends of every refused IPv4 block are refused, and what lies beside it is not")
    func ipv4() throws {
        for (first, last) in Self.refusedIPv4 {
            #expect(try !isPublic(first) && !isPublic(last), "\(first)")
        }
        for address in Self.publicIPv4 { #expect(try isPublic(address), "\(address)") }
    }

    @Test("IPv6 is refused but for what is given out to the public")
    func ipv6() throws {
        for address in Self.refusedIPv6 { #expect(try !isPublic(address), "\(address)") }
        for address in Self.publicIPv6 { #expect(try isPublic(address), "\(address)") }
    }

    @Test("an IPv4 address inside an IPv6 one, mapped or behind a translator, is judged as itself")
    func inside() throws {
        for prefix in ["::ffff:", "64:ff9b::"] {
            for (first, last) in Self.refusedIPv4 {
                #expect(try !isPublic(prefix + first) && !isPublic(prefix + last), "\(prefix)\(first)")
            }
            for address in Self.publicIPv4 { #expect(try isPublic(prefix + address), "\(prefix)\(address)") }
        }
    }

    @Test("what is no address is refused", arguments: [0, 1, 3, 5, 8, 15, 17, 32])
    func otherLengths(count: Int) {
        #expect(!PublicAddress.isPublic([UInt8](repeating: 0x20, count: count)))
    }

    @Test("Python's ipaddress agrees on thousands of addresses, but for what public_addresses.py lists")
    func python() throws {
        let addresses = Self.randomAddresses + (Self.publicIPv4 + Self.publicIPv6 + Self.refusedIPv6)
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "addresses.txt")
        try addresses.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let output = try PythonPeer("public_addresses.py", [file.path]).outputToEnd()
        let verdicts = output.split(separator: UInt8(ascii: "\n")).map { $0 == Data("1".utf8) }
        try #require(verdicts.count == addresses.count)
        let differing = try zip(addresses, verdicts).filter { try isPublic($0) != $1 }.map(\.0)
        #expect(differing == [])
    }

    /// The same ones in every run. Half of them lie in or near the special blocks, where chance would hardly come.
    static let randomAddresses: [String] = {
        var seed: UInt64 = 2026
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(bound))
        }
        let beginnings = [
            "192.0.", "192.31.", "192.52.", "192.88.", "192.175.", "198.18.", "198.51.", "203.0.", "100.", "172.", "",
        ]
        let prefixes = [
            "2001:", "2001:0:", "2001:db8:", "2002:", "3fff:", "2620:4f:", "64:ff9b:0:0:0:0:", "0:0:0:0:0:ffff:", "2",
            "",
        ]
        return (0..<3_000).flatMap { number in
            let start = beginnings[number % beginnings.count]
            let octets = 4 - start.count { $0 == "." }
            let ipv4 = start + (0..<octets).map { _ in "\(next(256))" }.joined(separator: ".")
            let prefix = prefixes[number % prefixes.count]
            let groups = 8 - prefix.count { $0 == ":" }
            let ipv6 = (0..<groups).map { String(next(prefix == "2" && $0 == 0 ? 4_096 : 65_536), radix: 16) }
            let padded = prefix == "2" ? String(repeating: "0", count: 3 - min(3, ipv6[0].count)) : ""
            return [ipv4, prefix + padded + ipv6.joined(separator: ":")]
        }
    }()

    /// The system's own reading of the text.
    private func isPublic(_ text: String) throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        try #require(inet_pton(bytes.count == 16 ? AF_INET6 : AF_INET, text, &bytes) == 1, "\(text)")
        return PublicAddress.isPublic(bytes)
    }
}
