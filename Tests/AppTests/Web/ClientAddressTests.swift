import Domain
import Foundation
import Testing

/// The address is seen through the throttle of links: sixty tries in fifteen minutes for each address.
@Suite("Addresses behind proxies")
struct ClientAddressTests {
    private static func tries(_ asker: Asker, _ times: Int) async throws -> Set<Int> {
        var statuses: Set<Int> = []
        for _ in 0..<times {
            statuses.insert(try await asker.post("/api/auth/verify-email", ["token": "1.2.x"]).status)
        }
        return statuses
    }

    private static func practice(_ proxies: String...) async throws -> Practice {
        try await Practice.open { $0.trustedProxies = try proxies.map { try #require(IPNetwork($0)) } }
    }

    /// Whether each of the headers, sent by one of `peers`, is counted for 203.0.113.7, whose tries are used up.
    private static func expect(
        _ header: String, _ values: [String], countFor isCounted: Bool, in practice: Practice, peer: String = "10.0.0.1"
    ) async throws {
        let proxied = practice.visitor.from(peer)
        _ = try await tries(proxied.with("X-Forwarded-For", "203.0.113.7"), 1)
        _ = try await practice.run("UPDATE attempts SET tried = 60 WHERE subject LIKE 'link-address:%'")
        for value in values {
            let status = try await tries(proxied.with(header, value), 1)
            #expect(status == [isCounted ? 429 : 422], "\(header): \(value)")
        }
    }

    @Test("without trusted proxies nobody chooses their own address")
    func untrusted() async throws {
        let practice = try await Self.practice("192.0.2.1")
        for number in 0..<6 {
            let asker = practice.visitor.with("X-Forwarded-For", "203.0.113.\(number)")
                .with("Forwarded", "for=203.0.113.\(number)")
            #expect(try await Self.tries(asker, 10) == [422])
        }
        #expect(try await Self.tries(practice.visitor.with("X-Forwarded-For", "203.0.113.99"), 1) == [429])
    }

    @Test("behind trusted proxies the last address that is none of them counts, whatever stands before it")
    func trusted() async throws {
        let practice = try await Self.practice("127.0.0.1", "10.0.0.1", "10.0.0.2")
        func asker(_ chain: String) -> Asker { practice.visitor.with("X-Forwarded-For", chain) }
        #expect(try await Self.tries(asker("203.0.113.1"), 30) == [422])
        #expect(try await Self.tries(asker("evil, 198.51.100.9, 203.0.113.1 ,10.0.0.2, 10.0.0.1"), 30) == [422])
        #expect(try await Self.tries(asker("203.0.113.1"), 1) == [429])
        #expect(try await Self.tries(asker("203.0.113.2"), 1) == [422])
        #expect(try await Self.tries(asker("203.0.113.1, 203.0.113.2"), 1) == [422])
        #expect(try await Self.tries(asker("10.0.0.1"), 1) == [422])
        #expect(try await Self.tries(asker(String(repeating: "9", count: 5_000)), 1) == [422])
    }

    @Test("a client is the same however a proxy writes it, and nothing before it makes it another")
    func forms() async throws {
        let practice = try await Self.practice("10.0.0.0/8")
        let written = [
            "203.0.113.7", "203.0.113.7:40001", "::ffff:203.0.113.7", "[::ffff:203.0.113.7]:9", "\t203.0.113.7 ",
            "10.0.0.9\u{0600}, 203.0.113.7", "1.1.1.1\u{301},203.0.113.7", "x,,, 203.0.113.7,10.9.9.9 , 10.0.0.1:55",
            String(repeating: "198.51.100.1,", count: 500) + "203.0.113.7",
        ]
        try await Self.expect("X-Forwarded-For", written, countFor: true, in: practice)
        let forwarded = [
            "for=203.0.113.7", "For=\"203.0.113.7\"", "for=\"203.0.113.7:4711\"",
            "for=1.1.1.1, for=203.0.113.7;proto=https",
            "for=unknown, by=10.0.0.1;FOR=203.0.113.7 , for=10.2.3.4", "for=\"[::ffff:203.0.113.7]:80\"",
            "for=\"\\203.0.113.7\"", "for=203.0.113.7:80",
        ]
        try await Self.expect("Forwarded", forwarded, countFor: true, in: practice, peer: "::ffff:10.0.0.1")
    }

    @Test("what is no address is not believed, nor what stands before it")
    func strangeForms() async throws {
        let practice = try await Self.practice("10.0.0.0/8")
        let written = [
            "203.0.113.7, unknown", "203.0.113.7\u{0600}", "203.0.113.7, 10.0.0.1, x, 10.0.0.2", "203.0.113.7:x",
        ]
        try await Self.expect("X-Forwarded-For", written, countFor: false, in: practice, peer: "10.0.0.3")
        let forwarded = [
            "for=203.0.113.7, for=unknown", "for=203.0.113.7, for=_hidden", "for=203.0.113.7, proto=http",
            "for=\"203.0.113.7, for=10.0.0.1", "for=\"x\"203.0.113.7", "for=203.0.113.7;for=203.0.113.7", "203.0.113.7",
        ]
        try await Self.expect("Forwarded", forwarded, countFor: false, in: practice, peer: "10.0.0.4")
    }

    @Test("two headers that disagree are both a stranger's word")
    func disagreement() async throws {
        let practice = try await Self.practice("10.0.0.0/8")
        let liar = practice.visitor.from("10.0.0.1").with("X-Forwarded-For", "203.0.113.7")
        for number in 0..<6 {
            let tries = try await Self.tries(liar.with("Forwarded", "for=198.51.100.\(number)"), 10)
            #expect(tries == [422])
        }
        #expect(try await Self.tries(liar.with("Forwarded", "for=198.51.100.99"), 1) == [429])
        #expect(try await Self.tries(liar.with("Forwarded", "for=203.0.113.7"), 1) == [422])
        #expect(try await Self.tries(liar, 1) == [422])
    }
}
