import App
import Foundation
import Testing

@Suite("A service's times in a frame of another site")
struct EmbedPageTests {
    private static let origins = ["https://www.lindenhof.example", "https://lindenhof.example:8443"]

    private static func open(allowing origins: [String] = origins) async throws -> Practice {
        let practice = try await Practice.openForLong { $0.standardZone = "Europe/Berlin" }
        let boss = try await practice.boss()
        #expect(try await boss.put("/api/admin/branding", ["embed_origins": origins]).status == 200)
        return practice
    }

    @Test("only the sites that an admin has named may show it, and every other page still none")
    func ancestors() async throws {
        let practice = try await Self.open()
        let shown = try await practice.visitor.get("/embed/consultation")
        #expect(shown.status == 200 && shown.header("X-Frame-Options") == nil, "\(shown)")
        let policy = shown.header("Content-Security-Policy") ?? ""
        #expect(policy.hasSuffix("; frame-ancestors \(Self.origins.joined(separator: " "))"), "\(policy)")
        #expect(policy.contains("script-src 'self'") && policy.contains("form-action 'self'"))
        #expect(shown.header("Set-Cookie") == nil && shown.header("Cache-Control") == "no-store")
        for path in ["/book/consultation", "/embed", "/embedded/consultation"] {
            let page = try await practice.visitor.get(path)
            #expect(page.header("Content-Security-Policy")?.hasSuffix("frame-ancestors 'none'") == true, "\(path)")
            #expect(page.header("X-Frame-Options") == "DENY", "\(path)")
        }
    }

    @Test("where no site is named it says so, and browsers show it nowhere")
    func nobody() async throws {
        let practice = try await Self.open(allowing: [])
        let page = try await practice.visitor.get("/embed/consultation")
        #expect(page.status == 200 && page.text.contains("This page cannot be shown on another site yet."), "\(page)")
        #expect(page.header("Content-Security-Policy")?.hasSuffix("frame-ancestors 'none'") == true)
        #expect(PickerTests.times(page).isEmpty)
    }

    @Test("times lead on in a tab of their own, days stay in the frame; zone and scheme stand in the links")
    func links() async throws {
        let practice = try await Self.open()
        let page = try await practice.visitor.get(
            "/embed/consultation?scheme=dark&time_zone=America/New_York&day=2026-01-08")
        #expect(page.text.contains("<html lang=\"en\" data-scheme=\"dark\">"), "\(page)")
        #expect(!page.text.contains("<header class=\"top\">") && !page.text.contains("<footer"))
        let step = "/book/consultation/you?time_zone=America/New_York&amp;at=2026-01-08T14:00:00Z"
        #expect(page.text.contains("<a class=\"time\" href=\"\(step)\" target=\"_blank\" rel=\"noopener\">09:00</a>"))
        let day = "/embed/consultation?time_zone=America/New_York&amp;scheme=dark&amp;day=2026-01-09#times"
        #expect(page.text.contains("href=\"\(day)\""))
        #expect(page.text.contains("target=\"_blank\" rel=\"noopener\">practice.example</a>."))
        // The form has the zone once: in what is chosen.
        #expect(page.text.contains("<input type=\"hidden\" name=\"scheme\" value=\"dark\">"))
        #expect(!page.text.contains("type=\"hidden\" name=\"time_zone\""))
        for scheme in ["", "?scheme=", "?scheme=%22%3E", "?scheme=blue"] {
            let page = try await practice.visitor.get("/embed/consultation\(scheme)")
            #expect(page.text.contains("<html lang=\"en\">"), "\(scheme)")
        }
    }

    @Test("what is not offered is told in the frame")
    func gone() async throws {
        let practice = try await Self.open()
        let page = try await practice.visitor.get("/embed/nothing")
        #expect(page.status == 404 && page.text.contains("This cannot be booked here at the moment."), "\(page)")
        #expect(page.header("Content-Security-Policy")?.contains("lindenhof.example") == true)
    }
}
