import App
import Foundation
import Storage
import Testing

@Suite("Groups of routes")
struct RouteGroupTests {
    private struct Row {
        let path: String
        let type: String
        /// What the policy lets a browser load, beside nothing.
        let policy: String
        let cache: String?
        /// The type of what is answered to a method that the path does not know.
        let refusal: String
    }

    private static let html = "text/html; charset=utf-8"
    private static let problem = "application/problem+json"
    private static let nothing = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    private static let paper =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'"
    private static let guide =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'"
    private static let page =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let rows = [
        Row(path: "/api/services", type: "application/json", policy: nothing, cache: nil, refusal: problem),
        Row(path: "/health/live", type: "application/json", policy: nothing, cache: nil, refusal: problem),
        Row(path: "/docs", type: html, policy: guide, cache: "no-cache", refusal: html),
        Row(path: "/docs/payments", type: html, policy: guide, cache: "no-cache", refusal: html),
        Row(path: "/openapi.json", type: "application/json", policy: paper, cache: "no-cache", refusal: problem),
        Row(path: "/book/consultation", type: html, policy: page, cache: "no-store", refusal: html),
        Row(
            path: "/favicon.ico", type: "image/svg+xml", policy: nothing, cache: "public, max-age=3600",
            refusal: problem),
        Row(path: "/reset-password", type: html, policy: page, cache: "no-store", refusal: html),
        Row(
            path: "/style.css", type: "text/css; charset=utf-8", policy: nothing, cache: "public, max-age=3600",
            refusal: problem),
    ]

    @Test("policy, caching and the form of errors are those of the group")
    func table() async throws {
        let practice = try await Practice.open()
        for row in Self.rows {
            let answer = try await practice.visitor.get(row.path)
            #expect(answer.status == 200 && answer.header("Content-Type") == row.type, "\(row.path)")
            #expect(answer.header("Content-Security-Policy") == row.policy, "\(row.path)")
            #expect(answer.header("Cache-Control") == row.cache, "\(row.path)")
            let refused = try await practice.visitor.ask("PUT", row.path)
            #expect(refused.status == 405 && refused.header("Content-Type") == row.refusal, "\(row.path): \(refused)")
            #expect(refused.header("Allow")?.contains("GET") == true, "\(row.path)")
        }
    }

    @Test("a path that is spelt otherwise, as the router takes it too, is of the same group")
    func spellings() async throws {
        let practice = try await Practice.open()
        for row in Self.rows {
            for path in ["/\(row.path)", "\(row.path)/", "\(row.path.replacing("/", with: "//"))//"] {
                let answer = try await practice.visitor.get(path)
                #expect(answer.status == 200, "\(path): \(answer)")
                #expect(answer.header("Content-Security-Policy") == row.policy, "\(path)")
                #expect(answer.header("Cache-Control") == row.cache, "\(path)")
            }
        }
        for path in ["//api/users/me", "///api/nowhere", "/api//users/me/", "//api/ä", "//health/nowhere"] {
            let refused = try await practice.visitor.get(path)
            #expect(refused.header("Content-Type") == Self.problem, "\(path): \(refused)")
        }
        let receipt = try await practice.visitor.get("/api//bookings/1/receipt/")
        #expect(receipt.status == 401 && receipt.header("Content-Security-Policy") == Self.paper)
    }

    @Test("what is at no address of ours is told by a page in the reader's language, and by JSON below /api")
    func nowhere() async throws {
        let practice = try await Practice.open()
        let german = practice.visitor.with("Accept-Language", "de")
        for path in ["/nowhere", "/apiary", "/apiä", "/healthy", "/receipts", "/ä", "/docs/ä"] {
            let page = try await german.get(path)
            #expect(page.status == 404 && page.header("Content-Type") == Self.html, "\(path): \(page)")
            #expect(page.text.contains("<html lang=\"de\">") && page.text.contains("<code>test</code>"), "\(path)")
            #expect(
                page.text.contains("<h1>Diese Seite finden wir nicht</h1>") && page.text.contains("href=\"/\""),
                "\(path)")
        }
        let long = String(repeating: "a", count: 2_001)
        for path in [
            "/api", "/api/nowhere", "/api/ä", "/health/nowhere", "/health/ä", "//metrics/\(long)", "/assets/nowhere",
            "/assets/ä", "/api/bookings/1/receipt/2", "/api/bookings/ä/receipt",
        ] {
            #expect(try await german.get(path).code == "not_found", "\(path)")
        }
    }

    @Test("what may pass can be tried again from the page, at no other site's address")
    func again() async throws {
        let practice = try await Practice.open()
        for _ in 1...60 { _ = try await practice.visitor.submit("/verify-email", "token=1.2.x") }
        let refused = try await practice.visitor.submit("/verify-email", "token=1.2.x")
        #expect(refused.status == 429 && refused.text.contains("You may try again in 15 minutes."), "\(refused)")
        #expect(!refused.text.contains("href=\"/verify-email"))
        let door = WrappedDatabase(practice.app.database, beforeRead: { _ in throw StorageError.busy })
        let visitor = practice.visitor.on(try await practice.anotherServer(on: door))
        let busy = try await visitor.get("/verify-email?token=1.2.x")
        #expect(busy.status == 503 && busy.text.contains("href=\"/verify-email?token=1.2.x\">Try again</a>"), "\(busy)")
        // Browsers read “//” as the beginning of a host, and each “\” as “/”.
        for path in ["//verify-email?token=1.2.x", "/verify-email?token=1.2.x&a=\\b"] {
            let page = try await visitor.get(path)
            #expect(page.status == 503 && !page.text.contains("Try again"), "\(path): \(page)")
        }
    }

    @Test("the addresses of style sheet and script hold a hash; what they lead to may be kept for ever")
    func assets() async throws {
        let practice = try await Practice.open()
        let page = try await practice.visitor.get("/book/consultation").text
        let paths = page.matches(of: /(?:href|src)="(\/assets\/(?:style|script)-[^"]+)"/).map { String($0.output.1) }
        #expect(paths.count == 2)
        for path in paths {
            #expect(path.contains(/-[0-9a-z]{8,}\.(?:css|js)$/), "\(path)")
            let asset = try await practice.visitor.get(path)
            #expect(asset.status == 200 && asset.bytes.count > 200, "\(path)")
            #expect(asset.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(asset.header("Content-Type")?.hasPrefix("text/") == true)
            let older = path.replacing(/-[0-9a-z]+\./, with: "-0.")
            #expect(try await practice.visitor.get(older).status == 404, "\(older)")
        }
        let (style, script) = (try await practice.visitor.get(paths[0]), try await practice.visitor.get(paths[1]))
        let files = EmbeddedFile.names.filter { $0.hasSuffix(".css") || $0.hasSuffix(".js") }
        #expect(files.count > 5)
        for file in files {
            let asset = file.hasSuffix(".css") ? style : script
            #expect(asset.text.contains(EmbeddedFile.text(file)), "\(file) is sent to nobody")
        }
        #expect(try await practice.visitor.get("/style.css").bytes == practice.visitor.get(paths[0]).bytes)
    }
}
