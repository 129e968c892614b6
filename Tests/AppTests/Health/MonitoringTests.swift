import Domain
import Foundation
import Testing

@Suite("Who may watch")
struct MonitoringTests {
    private static let inside = ["/health", "/metrics", "/metrics/", "//metrics", "/health/", "//health"]
    private static let open = ["/health/live", "/health/ready"]

    private static func practice() async throws -> Practice {
        try await Practice.open { settings in
            settings.monitoringFrom = [
                try #require(IPNetwork("10.1.0.0/16")), try #require(IPNetwork("2001:db8::/32")),
            ]
            settings.trustedProxies = [try #require(IPNetwork("127.0.0.1")), try #require(IPNetwork("10.9.0.1"))]
        }
    }

    private static func expect(_ status: Int, for asker: Asker, _ place: SourceLocation = #_sourceLocation) async throws
    {
        for method in ["GET", "HEAD"] {
            for path in inside {
                let answer = try await asker.ask(method, path)
                #expect(answer.status == status, "\(method) \(path)", sourceLocation: place)
            }
        }
        for path in open { #expect(try await asker.get(path).status == 200, sourceLocation: place) }
    }

    @Test("the machine itself and the networks of MONITORING_FROM see metrics and the whole state; nobody else does")
    func addresses() async throws {
        let visitor = try await Self.practice().visitor
        for address in [
            "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8::9",
        ] {
            try await Self.expect(200, for: visitor.from(address))
        }
        for address in ["10.2.0.1", "192.0.2.1", "2001:db9::1", "10.9.0.1", "128.0.0.1"] {
            try await Self.expect(404, for: visitor.from(address))
        }
    }

    @Test("behind a trusted proxy the client counts, and a chain that nobody can read is a stranger's")
    func proxies() async throws {
        let proxied = try await Self.practice().visitor
        try await Self.expect(200, for: proxied.with("X-Forwarded-For", "10.1.0.1"))
        try await Self.expect(200, for: proxied.with("Forwarded", "for=\"[2001:db8::1]:80\""))
        for chain in ["192.0.2.1", "127.0.0.1, 192.0.2.1", "10.1.0.1, x", "x"] {
            try await Self.expect(404, for: proxied.with("X-Forwarded-For", chain))
        }
        // The last stands behind what a stranger has left open.
        for chain in ["for=192.0.2.1", "for=_hidden", "x", "", "for=\"10.1.0.1", "for=\"x, for=10.1.0.1"] {
            try await Self.expect(404, for: proxied.with("Forwarded", chain))
        }
        try await Self.expect(404, for: proxied.with("X-Forwarded-For", "10.1.0.1").with("Forwarded", "for=10.1.0.2"))
        try await Self.expect(404, for: proxied.with("X-Forwarded-Proto", "https"))
    }

    @Test("what comes by a proxy that is not trusted comes from outside")
    func untrusted() async throws {
        let practice = try await Practice.open()
        try await Self.expect(200, for: practice.visitor)
        for name in ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"] {
            try await Self.expect(404, for: practice.visitor.with(name, "127.0.0.1"))
        }
    }
}
