import App
import Foundation
import Testing

@Suite("The guides beside the reference")
struct GuideTests {
    private static let paths = [
        "/docs", "/docs/api", "/docs/frontend", "/docs/payments", "/docs/webhooks", "/docs/meetings",
        "/docs/calendars",
    ]
    /// Compressed, without style sheet and script, which all pages share.
    private static let mostBytes = 45_000

    /// The pages by their paths.
    private static func pages(_ practice: Practice) async throws -> [String: String] {
        var pages: [String: String] = [:]
        for path in paths {
            let answer = try await practice.visitor.get(path)
            #expect(answer.status == 200, "\(path)")
            pages[path] = answer.text
        }
        return pages
    }

    @Test("each page says its language, where it is among the others, and lets its code be copied")
    func frame() async throws {
        let practice = try await Practice.open()
        for (path, page) in try await Self.pages(practice) {
            #expect(page.contains("<html lang=\"en\">") && page.contains("data-search"), "\(path)")
            #expect(page.contains("href=\"\(path)\" aria-current=\"page\""), "\(path)")
            #expect(page.components(separatedBy: "aria-current=\"page\"").count == 2, "\(path)")
            for other in Self.paths { #expect(page.contains("<a href=\"\(other)\""), "\(path) to \(other)") }
            #expect(page.contains("data-copy data-done=\"Copied\">Copy</button>"), "\(path)")
            #expect(!page.contains("[document]") && !page.contains("<pre><code class"), "\(path)")
            #expect(page.components(separatedBy: "<h1").count == 2, "\(path)")
        }
    }

    @Test("every link within the documents leads somewhere")
    func links() async throws {
        let practice = try await Practice.open()
        let pages = try await Self.pages(practice)
        let anchors = pages.mapValues { page in Set(page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }) }
        for (path, page) in pages {
            for link in page.matches(of: /href="(?<page>\/docs[^"#]*)?#(?<part>[^"]+)"/) {
                let goal = link.page.map(String.init) ?? path
                #expect(anchors[goal]?.contains(String(link.part)) == true, "\(path): \(goal)#\(link.part)")
            }
            #expect(!page.contains(".md\"") && !page.contains(".md#"), "\(path)")
        }
        // Bookmarks of earlier releases.
        for name in ["getdocs", "bookings", "createbooking", "tellevent"] {
            #expect(anchors["/docs"]?.contains(name) == true, "\(name)")
        }
    }

    @Test("diagrams are pictures that may do nothing")
    func diagrams() async throws {
        let practice = try await Practice.open()
        let sources = try await Self.pages(practice).values.flatMap { page in
            page.matches(of: /<img src="(\/docs\/diagrams\/[^"]+)"/).map { String($0.output.1) }
        }
        #expect(sources.count == 4)
        for source in sources {
            let picture = try await practice.visitor.get(source)
            #expect(picture.status == 200 && picture.header("Content-Type") == "image/svg+xml", "\(source)")
            #expect(picture.header("Content-Security-Policy")?.hasSuffix("sandbox") == true, "\(source)")
            #expect(picture.text.contains("<svg") && !picture.text.contains("<script"), "\(source)")
        }
        #expect(try await practice.visitor.get("/docs/diagrams/api-9.svg").status == 404)
        #expect(try await practice.visitor.get("/docs/diagrams/api.html").status == 404)
        #expect(try await practice.visitor.get("/docs/nowhere").status == 404)
    }

    @Test("the reference shows how to ask for an operation, in curl and in JavaScript; what it sends nobody asks for")
    func examples() async throws {
        let practice = try await Practice.open()
        let page = try await practice.visitor.get("/docs").text
        let booked = "curl -X POST &quot;$BASE/api/bookings&quot; \\\n  -H &quot;Authorization: Bearer $TOKEN&quot;"
        #expect(page.contains(booked))
        #expect(page.contains("curl &quot;$BASE/api/services&quot;</code>"))
        let cancelled = "await fetch(`${base}/api/bookings/${id}/cancel`, {\n  method: &quot;POST&quot;"
        #expect(page.contains(cancelled))
        #expect(page.contains("Authorization: `Bearer ${token}`"))
        #expect(!page.contains("$BASE" + "event"))
    }

    @Test("no page is larger than a reader's patience")
    func sizes() async throws {
        let practice = try await Practice.open()
        let browser = practice.visitor.with("Accept-Encoding", "gzip")
        for path in Self.paths {
            let size = try await browser.get(path).bytes.count
            #expect(size < Self.mostBytes, "\(path): \(size)")
        }
    }
}
