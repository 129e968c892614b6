import Foundation
import Testing

@Suite("What may be kept, and for whom")
struct ConditionalTests {
    private static func path(_ practice: Practice) -> String {
        "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-07"
    }

    @Test("slots have a tag; who knows it is told that nothing changed, until something does")
    func slots() async throws {
        let practice = try await Practice.openForLong()
        let path = Self.path(practice)
        let first = try await practice.visitor.get(path)
        let tag = try #require(first.header("ETag"))
        #expect(first.header("Cache-Control") == "no-cache")
        for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*", "\(tag) , \"y\""] {
            let again = try await practice.visitor.with("If-None-Match", known).get(path)
            #expect(again.status == 304 && again.bytes.isEmpty && again.header("ETag") == tag, "\(known)")
            #expect(again.header("Cache-Control") == "no-cache")
        }
        for other in ["\"x\"", "", tag.dropLast() + "0\"", "W/"] {
            #expect(try await practice.visitor.with("If-None-Match", String(other)).get(path).status == 200)
        }
        let jo = try await practice.register("jo@example.com")
        _ = try await jo.mustBook(jan("06T10:00"))
        let changed = try await practice.visitor.with("If-None-Match", tag).get(path)
        #expect(changed.status == 200 && changed.header("ETag") != tag)
        // The same words from another server, or from memory, have the same tag.
        #expect(try await practice.visitor.get(path).header("ETag") == changed.header("ETag"))
    }

    @Test("what is said in the reader's language says so to caches")
    func languages() async throws {
        let practice = try await Practice.open()
        for path in [
            "/book/consultation", "/verify-email?token=x", "/reset-password?token=x", "/nowhere", "/api/bookings",
            "/receipts/1.x",
        ] {
            #expect(try await practice.visitor.get(path).header("Vary") == "Accept-Language", "\(path)")
        }
        #expect(try await practice.visitor.get(Self.path(practice)).header("Vary") == nil)
    }

    @Test("a page that refuses because of too many tries says when to come back")
    func retryAfter() async throws {
        let practice = try await Practice.open()
        for _ in 1...60 { _ = try await practice.visitor.submit("/verify-email", "token=1.2.x") }
        let refused = try await practice.visitor.submit("/verify-email", "token=1.2.x")
        #expect(refused.status == 429 && refused.header("Retry-After") == "900")
        #expect(refused.header("Content-Type") == "text/html; charset=utf-8")
    }

    @Test("a token stands behind its scheme and one blank or more, alone")
    func bearer() async throws {
        let practice = try await Practice.open()
        let token = try #require(try await practice.boss().token)
        for header in ["Bearer \(token)", "Bearer  \(token)", "bearer   \(token) "] {
            #expect(
                try await practice.visitor.with("Authorization", header).get("/api/users/me").status == 200, "\(header)"
            )
        }
        for header in [
            "Bearer", "Bearer ", "Bearer\(token)", "Bearer \(token) x", "Basic \(token)", "Bearer\t\(token)",
        ] {
            #expect(
                try await practice.visitor.with("Authorization", header).get("/api/users/me").status == 401, "\(header)"
            )
        }
    }
}
