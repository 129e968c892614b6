import Domain
import Testing

@Suite("Addresses of the internet")
struct IPAddressTests {
    @Test(
        "one address is equal to itself however it is written",
        arguments: [
            ("10.0.0.1", "::ffff:10.0.0.1"), ("10.0.0.1", "::FFFF:a00:1"), ("2001:db8::1", "2001:DB8:0:0::0001"),
            ("fe80::1", "fe80::1%eth0"), ("::1", "0:0:0:0:0:0:0:1"),
        ])
    func equal(one: String, other: String) throws {
        let (one, other) = (try #require(IPAddress(one)), try #require(IPAddress(other)))
        #expect(one == other && one.hashValue == other.hashValue && one.description == other.description)
    }

    @Test(
        "what is no address is none",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.4 ", "01.2.3.4", "0x7f.1", "localhost", "::g", ":::",
            "1::2::3",
            "10.0.0.1\u{0600}", "1.2.3.4\u{301}", "１.2.3.4", "1.2.3.4\u{0}", "1.2.3.4%eth0", "fe80::1%", "[::1]",
            "1.2.3.4:80",
            "::ffff:256.0.0.1", String(repeating: "1", count: 5_000),
        ])
    func none(text: String) { #expect(IPAddress(text) == nil) }

    @Test(
        "a client is read with the port that a proxy writes behind it",
        arguments: [
            ("203.0.113.8", "203.0.113.8"), ("203.0.113.8:40001", "203.0.113.8"),
            ("[2001:db8::1]:40001", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"), ("::ffff:203.0.113.8", "203.0.113.8"),
            ("[::ffff:203.0.113.8]:1", "203.0.113.8"), ("192.0.2.1:_hidden", "192.0.2.1"),
            ("[fe80::1%eth0]:80", "fe80::1"),
        ])
    func nodes(text: String, address: String) {
        #expect(IPAddress(node: text.utf8)?.description == address)
    }

    @Test(
        "what is not well formed with its port is nobody",
        arguments: [
            "203.0.113.8:", "203.0.113.8:x", "203.0.113.8:123456", "[2001:db8::1", "[2001:db8::1]x", "[203.0.113.8]:80",
            "[]", "[", ":80", "unknown", "_secret", "203.0.113.8:40001\u{0600}", "[2001:db8::1]:",
        ])
    func noNodes(text: String) { #expect(IPAddress(node: text.utf8) == nil) }

    @Test("a network holds what begins like it, and no address of the other kind")
    func networks() throws {
        let ten = try #require(IPNetwork("10.0.0.0/8"))
        #expect(ten.contains(try #require(IPAddress("10.255.0.1"))))
        #expect(ten.contains(try #require(IPAddress("::ffff:10.1.2.3"))))
        #expect(!ten.contains(try #require(IPAddress("11.0.0.0"))))
        let docs = try #require(IPNetwork("2001:db8::/33"))
        #expect(docs.contains(try #require(IPAddress("2001:db8:7fff::1"))))
        #expect(!docs.contains(try #require(IPAddress("2001:db8:8000::1"))))
        let (sixth, fourth) = (try #require(IPNetwork("::/0")), try #require(IPNetwork("0.0.0.0/0")))
        #expect(sixth.isEverything && fourth.isEverything && !ten.isEverything)
        let (one, other) = (try #require(IPAddress("1.2.3.4")), try #require(IPAddress("2001:db8::1")))
        #expect(!sixth.contains(one) && fourth.contains(one) && sixth.contains(other) && !fourth.contains(other))
        let single = try #require(IPNetwork("::ffff:10.0.0.1"))
        #expect(single.contains(try #require(IPAddress("10.0.0.1"))) && single.description == "10.0.0.1")
        #expect(IPNetwork("::ffff:10.0.0.0/104") == ten && ten.description == "10.0.0.0/8")
        #expect(docs.description == "2001:db8::/33")
    }

    @Test(
        "what is no network is none",
        arguments: [
            "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/a", "10.0.0.0/08.", "::/129", "/8",
            "2001:db8::1/64", "10.0.0.0/8/8", "10.0.0.0/+8",
        ])
    func noNetwork(text: String) { #expect(IPNetwork(text) == nil) }

    @Test("a subscriber is one IPv4 address or a /64 of IPv6")
    func subscribers() throws {
        let written = try ["203.0.113.8", "::ffff:203.0.113.8", "2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1"].map {
            try #require(IPAddress($0)).subscriber.description
        }
        #expect(written == ["203.0.113.8", "203.0.113.8", "2001:db8:1:2::/64", "2001:db8:1:2::/64"])
        let loops = try ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"].map { try #require(IPAddress($0)) }
        #expect(loops.allSatisfy(\.isLoopback) && !IPAddress.unknown.isLoopback)
        #expect(try #require(IPAddress("128.0.0.1")).isLoopback == false)
    }
}
