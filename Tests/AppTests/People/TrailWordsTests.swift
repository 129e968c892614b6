import App
import Domain
import Foundation
import Testing

@Suite("The words of the audit trail")
struct TrailWordsTests {
    @Test("each deed that the program writes down has its words")
    func deeds() throws {
        let folder = ProjectFolder.path("Sources/App")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        let texts = try files.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
        let written = Set(texts.flatMap(Self.deeds))
        #expect(written.count > 50 && written.isSuperset(of: ["user.key_made", "webhook.created", "refund.by_hand"]))
        // Their names are put together.
        let states = PaymentStatus.allCases.map { "payment.\($0.rawValue)" }
        let silent = written.union(states).filter { !Catalogue.english.has("page.trail.action.\($0)") }
        #expect(silent.isEmpty, "\(silent.sorted())")
    }

    @Test("what is noted of a deed is told in the reader's words, and the moment as the language writes it")
    func facts() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let changed = try await boss.patch("/api/admin/users/\(jo.userID)", ["last_name": "Doe", "is_host": true])
        #expect(changed.status == 200)
        #expect(try await boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let english = try await browser.get("/practice/audit")
        let german = try await browser.get("/practice/audit", ["Accept-Language": "de"])
        #expect(english.text.contains("Changed: last name, is a host"), "\(english)")
        #expect(german.text.contains("Geändert: Nachname, darf beraten"), "\(german)")
        for page in [english, german] { #expect(!page.text.contains("last_name") && !page.text.contains(": true")) }
        let moment = try #require(german.text.firstMatch(of: /<time [^>]+>(?<told>[^<]+)<\/time>/)?.told)
        #expect(moment.hasSuffix(" Uhr") && moment.contains(" 2026, "), "\(moment)")
    }

    /// The first arguments of what writes into the trail, where they are written out.
    private static func deeds(_ text: String) -> [String] {
        text.matches(of: /(?:audit|note|write)\(\s*(?<first>[^,]*),/).flatMap { call in
            call.output.first.matches(of: /"(?<deed>[a-z]+\.[a-z_]+)"/).map { String($0.output.deed) }
        }
    }
}
