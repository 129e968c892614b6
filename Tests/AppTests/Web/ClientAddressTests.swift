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

    @Test("without trusted proxies nobody chooses their own address")
    func untrusted() async throws {
        let practice = try await Practice.open { $0.trustedProxies = ["192.0.2.1"] }
        for number in 0..<6 {
            let asker = practice.visitor.with("X-Forwarded-For", "203.0.113.\(number)")
            #expect(try await Self.tries(asker, 10) == [422])
        }
        #expect(try await Self.tries(practice.visitor.with("X-Forwarded-For", "203.0.113.99"), 1) == [429])
    }

    @Test("behind trusted proxies the last address that is none of them counts, whatever stands before it")
    func trusted() async throws {
        let practice = try await Practice.open { $0.trustedProxies = ["unknown", "10.0.0.1", "10.0.0.2"] }
        func asker(_ chain: String) -> Asker { practice.visitor.with("X-Forwarded-For", chain) }
        #expect(try await Self.tries(asker("203.0.113.1"), 30) == [422])
        #expect(try await Self.tries(asker("evil, 198.51.100.9, 203.0.113.1 ,10.0.0.2, 10.0.0.1"), 30) == [422])
        #expect(try await Self.tries(asker("203.0.113.1"), 1) == [429])
        #expect(try await Self.tries(asker("203.0.113.2"), 1) == [422])
        #expect(try await Self.tries(asker("203.0.113.1, 203.0.113.2"), 1) == [422])
        #expect(try await Self.tries(asker("10.0.0.1"), 1) == [422])
        #expect(try await Self.tries(asker(String(repeating: "9", count: 5_000)), 1) == [422])
    }
}
