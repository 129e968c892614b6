import App
import Foundation
import Testing

@Suite("The rail of the practice's pages")
struct DeskFrameTests {
    private static func browser(_ practice: Practice, _ email: String) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    /// The addresses of a page's rail, each once.
    private static func places(_ page: Answer) -> Set<String> {
        let rail = page.text.components(separatedBy: "<nav class=\"rail\"").dropFirst().first ?? ""
        let whole = rail.components(separatedBy: "</nav>")[0]
        return Set(whole.matches(of: /<a href="(?<path>[^"]+)"/).map { String($0.path) })
    }

    @Test("it names each place that there is, where the reader is and who they are; each place is a page")
    func places() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.browser(practice, "boss@example.com")
        let page = try await browser.get("/practice/lobby")
        #expect(page.text.contains("<body class=\"desk\">") && !page.text.contains("<header class=\"top\">"))
        #expect(page.text.contains("href=\"/practice/lobby\" aria-current=\"page\""), "\(page)")
        #expect(page.text.contains("<h2>Consultant</h2>"), "\(page)")
        let places = Self.places(page)
        #expect(places.isSuperset(of: ["/practice/lobby", "/account", "/"]), "\(places)")
        for place in places { #expect(try await browser.get(place).status < 400, "\(place)") }
        let german = try await browser.get("/practice/lobby", ["Accept-Language": "de"])
        #expect(german.text.contains("<span>Wartezimmer</span>"), "\(german)")
    }

    @Test("a host is shown no more than they may open")
    func host() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let host = try await practice.register("host@example.com")
        #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        let browser = try await Self.browser(practice, "host@example.com")
        let places = Self.places(try await browser.get("/practice/lobby"))
        #expect(places.contains("/practice/lobby"))
        for place in places { #expect(try await browser.get(place).status < 400, "\(place)") }
    }

    @Test("other pages lead hosts and admins to the practice, and nobody else")
    func way() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com")
        let way = "<a href=\"/practice\">"
        let boss = try await Self.browser(practice, "boss@example.com")
        #expect(try await boss.get("/account").text.contains(way))
        let jo = try await Self.browser(practice, "jo@example.com")
        #expect(try await !jo.get("/account").text.contains(way))
        #expect(try await !practice.visitor.get("/login").text.contains(way))
    }
}
