import App
import Foundation
import Testing
import Wire

@Suite("Scripts in names")
struct TemplateAttackTests {
    /// Characters of HTML with combining marks after them, which hide them from whoever looks at whole letters.
    private static let attack =
        "\"\u{301}'\u{301}>\u{338}<\u{338}script>alert(1)</script><\u{338}img src=x onerror=alert(1)>&\u{301}lt;"
    private static let escaped =
        "&quot;\u{301}&#39;\u{301}&gt;\u{338}&lt;\u{338}script&gt;alert(1)&lt;/script&gt;&lt;\u{338}img"

    /// How often bytes stand in a text; Swift's own search looks at whole letters.
    private static func count(_ needle: String, in text: String) -> Int {
        let (data, bytes) = (Data(text.utf8), Data(needle.utf8))
        var (count, start) = (0, data.startIndex)
        while let found = data.range(of: bytes, in: start..<data.endIndex) {
            count += 1
            start = found.upperBound
        }
        return count
    }

    private static func expectHarmless(_ html: String, _ name: String, shows: Bool = true) {
        #expect(count(escaped, in: html) > 0 || !shows, "\(name) shows nothing of what it was given")
        for raw in ["<\u{338}", "\"\u{301}", "'\u{301}", ">\u{338}", "&\u{301}", "script>alert", "onerror=alert(1)>"] {
            #expect(count(raw, in: html) == 0, "\(name) lets \(raw) through")
        }
    }

    /// One section of a template, with what stands in it.
    private struct Section {
        let name: String
        /// Shown where its name is nothing, so that its tags are those of what is around it.
        var isInverted = false
        /// Shows each of the texts that it is given.
        var isOfTexts = false
        var values: [String: Any] = [:]
    }

    /// Values that put the attack into every tag of a template: a tag of text is the attack, a section a list of one.
    private static func values(_ text: String) -> [String: Any] {
        var open = [Section(name: "")]
        for tag in text.matches(of: /\{\{(?<mark>[#^\/]?)(?<name>[\w.]+)\}\}/) {
            let name = String(tag.name)
            switch tag.mark {
            case "#": open.append(Section(name: name))
            case "^": open.append(Section(name: name, isInverted: true))
            // The end of a block of the frame ends no section.
            case "/" where open.count > 1 && open.last?.name == name: close(&open)
            case "/": break
            case _ where name == ".": open[open.count - 1].isOfTexts = true
            default: put(attack, at: name, into: &open[open.count - 1].values)
            }
        }
        return open[0].values
    }

    /// A template's text; of one that shows nothing itself, with the parts of which it is made in their places.
    private static func whole(_ file: String) -> String {
        let text = EmbeddedFile.text(file)
        // It is put into a slip.
        if file == "pages/service.mustache" { return text + EmbeddedFile.text("pages/slip.mustache") }
        guard madeOfParts.contains(file) else { return text }
        return text.replacing(/\{\{> (?<part>[\w\/\-]+)\}\}/) { EmbeddedFile.text("\($0.part).mustache") }
    }

    private static let madeOfParts: Set = [
        "pages/calendar-rules.mustache", "pages/control.mustache", "pages/departure.mustache",
        "pages/desk-move.mustache", "pages/move.mustache", "pages/removal.mustache", "pages/webhook-fields.mustache",
    ]

    private static func close(_ open: inout [Section]) {
        guard let section = open.popLast(), let last = open.indices.last else { return }
        if section.isInverted {
            open[last].values.merge(section.values) { known, _ in known }
        } else if open[last].values[section.name] is String {
            return
        } else if section.isOfTexts {
            put([attack], at: section.name, into: &open[last].values)
        } else {
            let before = (open[last].values[section.name] as? [[String: Any]])?.first ?? [:]
            put([before.merging(section.values) { known, _ in known }], at: section.name, into: &open[last].values)
        }
    }

    /// `frame.skip` is a value within another.
    private static func put(_ value: Any, at name: String, into values: inout [String: Any]) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return values[name] = value }
        var inner = values[parts[0]] as? [String: Any] ?? [:]
        put(value, at: parts[1], into: &inner)
        values[parts[0]] = inner
    }

    @Test("no template lets a script through, whatever stands in whichever of its fields")
    func templates() throws {
        let templates = try Templates()
        let files = EmbeddedFile.names.filter { $0.hasSuffix(".mustache") && !$0.hasSuffix(".txt.mustache") }
        #expect(files.count >= 9)
        for file in files where EmbeddedFile.text(file).contains("{{") {
            let values = Self.values(Self.whole(file))
            #expect(!values.isEmpty, "\(file)")
            Self.expectHarmless(templates.render(String(file.dropLast(".mustache".count)), values), file)
        }
    }

    @Test("the mails and pages that people really get are harmless too, in their HTML and in the text as it was typed")
    func mails() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": Self.attack])
        #expect(try await boss.patch("/api/users/me", ["display_name": Self.attack]).status == 200)
        let change: [String: any Sendable] = ["title": Self.attack, "amount": 5]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", change).status == 200)
        let id = try await jo.mustBook("2026-01-07T10:00:00Z", ["notes": Self.attack])
        try await practice.work()
        try await practice.live(hours: 30)
        let moved = try await boss.post(
            "/api/admin/bookings/\(id)/reschedule", ["scheduled_at": "2026-01-07T11:00:00Z"])
        #expect(moved.status == 401)
        let later = try await practice.boss()
        let body = ["scheduled_at": "2026-01-07T11:00:00Z"]
        #expect(try await later.post("/api/admin/bookings/\(id)/reschedule", body).status == 200)
        try await practice.work()
        #expect(try await later.post("/api/admin/bookings/\(id)/cancel", ["reason": Self.attack]).status == 200)
        _ = try await practice.forgotten("jo@example.com")

        let letters = practice.letters.all
        let subjects = letters.map { $0.subject.prefix { $0 != ":" } }
        for kind in ["Your booking", "New booking", "Reminder", "Moved", "Cancelled", "Choose a new password"] {
            #expect(subjects.contains { $0 == kind }, "\(kind) is not among \(subjects)")
        }
        for letter in letters {
            // A mail about an account holds nothing that somebody typed.
            let isAboutBooking = letter.subject.contains(":")
            Self.expectHarmless(letter.html, String(letter.subject.prefix(20)), shows: isAboutBooking)
            #expect((Self.count(Self.attack, in: letter.text) > 0) == isAboutBooking, "the text shows what was typed")
            #expect(!letter.subject.contains("\n") && !letter.subject.contains("\r"))
        }
        let token = Self.attack.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        for page in ["/verify-email", "/reset-password"] {
            let shown = try await practice.visitor.get("\(page)?token=\(token)").text
            Self.expectHarmless(shown, page, shows: page == "/reset-password")
        }
        _ = try await practice.register("eve@example.com", ["first_name": Self.attack], proved: false)
        try await practice.work()
        let proof = try practice.linkToken(to: "eve@example.com")
        Self.expectHarmless(try await practice.visitor.get("/verify-email?token=\(proof)").text, "the proof's page")
    }
}
