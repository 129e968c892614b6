import Foundation
import Testing

@Suite("How the practice shows itself")
struct BrandingTests {
    private static let whole: [String: any Sendable] = [
        "name": "Praxis Lindenhof & Söhne", "address": "Lindenweg 1\n00000 Musterstadt", "tax_number": "DE 123",
        "accent": "#FFD400", "support_email": "Help@Lindenhof.example", "support_url": "https://lindenhof.example/help",
        "imprint": ["text": ["en": "One <b>line</b>\nand another\n\n\nA second paragraph", "de": "Auf Deutsch"]],
        "privacy": ["url": "https://lindenhof.example/privacy"], "terms": ["text": ["de": "Nur deutsch"]],
        "withdrawal": NSNull(), "footer": "Lindenhof · Lindenweg 1\nMusterstadt",
        "embed_origins": ["https://www.lindenhof.example"],
    ]

    @discardableResult
    private static func set(_ boss: Asker, _ fields: [String: any Sendable]) async throws -> Fields {
        let answer = try await boss.put("/api/admin/branding", fields)
        try #require(answer.status == 200, "\(answer)")
        return try answer.object("branding")
    }

    @Test("all of it is replaced at once, read back as it was meant, and noted in the audit trail")
    func replaced() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let none = try await boss.get("/api/admin/branding").object("branding")
        #expect(none.names.count == 15 && none.names.allSatisfy { $0 == "embed_origins" || none.isNull($0) })
        let set = try await Self.set(boss, Self.whole)
        #expect(try set.text("accent") == "#ffd400" && set.text("support_email") == "help@lindenhof.example")
        #expect(try set.text("address") == "Lindenweg 1\n00000 Musterstadt" && set.isNull("withdrawal"))
        let contrast = try set.object("contrast")
        #expect(try contrast.object("light").values["button"] as? Double == 4.6)
        #expect(try contrast.object("dark").values["link"] as? Double == 11.8)
        #expect(try set.object("imprint").object("text").text("de") == "Auf Deutsch")
        #expect(try set.object("privacy").text("url") == "https://lindenhof.example/privacy")
        #expect(set.values["embed_origins"] as? [String] == ["https://www.lindenhof.example"])
        let read = try await boss.get("/api/admin/branding")
        #expect(try read.object("branding").text("name") == "Praxis Lindenhof & Söhne")
        let trail = try await boss.get("/api/admin/audit?limit=1").array("audit")
        #expect(try trail[0].text("action") == "branding.changed")
        let empty = try await Self.set(boss, [:])
        #expect(empty.isNull("name") && empty.isNull("imprint"))
    }

    @Test("each field is complained of by its name")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let both: [String: any Sendable] = ["url": "https://a.example", "text": ["en": "A"]]
        let wrong: [(fields: [String: any Sendable], complained: [String])] = [
            (["name": String(repeating: "a", count: 101), "accent": "blue"], ["accent", "name"]),
            (["time_zone": "Mars/Olympus"], ["time_zone"]), (["accent": "#12345"], ["accent"]),
            (["accent": "#12345g"], ["accent"]),
            (["support_url": "javascript:alert(1)", "support_email": "x"], ["support_email", "support_url"]),
            (["imprint": ["url": "/here"]], ["imprint.url"]), (["imprint": "text"], ["imprint"]),
            (["terms": both], ["terms.url"]),
            (["terms": ["text": ["xx": "A"]]], ["terms.text.xx"]), (["terms": ["html": "A"]], ["terms.html"]),
            (["embed_origins": ["https://a.example/path"]], ["embed_origins[0]"]),
            (["embed_origins": ["https://a.example;sandbox", "https://*"]], ["embed_origins[0]", "embed_origins[1]"]),
            (["embed_origins": ["https://a.example,b", "https://a%3B"]], ["embed_origins[0]", "embed_origins[1]"]),
            (["logo": "x"], ["logo"]),
        ]
        for (fields, complained) in wrong {
            let answer = try await boss.put("/api/admin/branding", fields)
            #expect(answer.status == 422 && answer.complainedFields.sorted() == complained, "\(answer)")
        }
        #expect(try await practice.numbers("SELECT COUNT(*) FROM branding") == [0])
    }

    @Test("pages bear the name and lead to what the law wants to be told; its texts are no HTML")
    func pages() async throws {
        let practice = try await Practice.open()
        let visitor = practice.visitor
        #expect(try await visitor.get("/imprint").status == 404)
        try await Self.set(practice.boss(), Self.whole)
        let home = try await visitor.get("/book/consultation").text
        for text in [
            "– Praxis Lindenhof &amp; Söhne</title>", "<a href=\"/imprint\">Imprint</a>",
            "<a href=\"https://lindenhof.example/privacy\">Privacy</a>", "<a href=\"/terms\">Terms</a>",
            "<a href=\"https://lindenhof.example/help\">Contact</a>",
        ] { #expect(home.contains(text), "\(text) is missing in \(home)") }
        #expect(!home.contains("withdrawal"))
        let imprint = try await visitor.get("/imprint")
        #expect(imprint.status == 200 && imprint.header("Content-Type") == "text/html; charset=utf-8")
        let english = "<p class=\"lines\">One &lt;b&gt;line&lt;/b&gt;\nand another</p>"
        #expect(imprint.text.contains(english) && imprint.text.contains("<p class=\"lines\">A second paragraph</p>"))
        let german = try await visitor.with("Accept-Language", "de").get("/imprint").text
        #expect(german.contains("<h1>Impressum</h1>") && german.contains("Auf Deutsch"))
        let terms = try await visitor.get("/terms").text
        #expect(terms.contains("lang=\"de\"") && terms.contains("Nur deutsch"), "the one text that there is")
        let privacy = try await visitor.get("/privacy")
        #expect(privacy.status == 302 && privacy.header("Location") == "https://lindenhof.example/privacy")
        #expect(try await visitor.get("/withdrawal").status == 404)
        #expect(try await visitor.get("/docs").text.contains("Praxis Lindenhof &amp; Söhne"))
    }

    @Test("mails, calendar entries and the feed name the practice; mails end with its footer and links")
    func mails() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.work()
        let plain = try #require(practice.letters.all.last)
        #expect(plain.from.name == "The Practice" && plain.html.contains("#095b46"))
        practice.letters.forget()
        try await Self.set(practice.boss(), Self.whole)
        let id = try await jo.mustBook(jan("06T09:00"))
        try await practice.work()
        let mail = try #require(practice.letters.letters(to: "jo@example.com").last)
        #expect(mail.from.name == "Praxis Lindenhof & Söhne" && mail.from.address == "hello@practice.example")
        let footer = "Lindenhof · Lindenweg 1\nMusterstadt\nImprint: https://practice.example/imprint\n"
        #expect(mail.text.contains(footer), "\(mail.text)")
        #expect(mail.text.contains("Privacy: https://lindenhof.example/privacy\n"))
        #expect(mail.html.contains("<br>Lindenhof · Lindenweg 1<br>Musterstadt<br><a href="), "\(mail.html)")
        #expect(!mail.html.contains("#095b46"))
        let file = try await jo.get("/api/bookings/\(id)/calendar.ics").text
        let organizer = "ORGANIZER;CN=\"Praxis Lindenhof & Söhne\":mailto:hello@practice.example"
        #expect(CalendarText.lines(file).contains(organizer), "\(file)")
        let url = try await jo.get("/api/users/me/feed").object("feed").text("url")
        let feed = try await practice.visitor.get(url.replacing("https://practice.example", with: "")).text
        #expect(CalendarText.lines(feed).contains("X-WR-CALNAME:Praxis Lindenhof & Söhne – appointments"))
        #expect(CalendarText.lines(feed).contains(organizer))
    }

    @Test("a receipt names the seller, with address and tax number")
    func receipt() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await Self.set(paid.boss, Self.whole)
        let page = try await paid.client.get("/api/bookings/\(id)/receipt").text
        #expect(page.contains("Praxis Lindenhof &amp; Söhne, Lindenweg 1, 00000 Musterstadt, DE 123"))
    }

    @Test("another server shows it once it has looked")
    func servers() async throws {
        let practice = try await Practice.open()
        let other = try await practice.anotherServer()
        try await Self.set(practice.boss(), Self.whole)
        try await other.lookAtBranding()
        let (here, there) = (
            try await practice.visitor.get("/book/consultation"),
            try await practice.visitor.on(other).get("/book/consultation")
        )
        #expect(here.text.contains("Lindenhof") && here.text == there.text)
        let style = try #require(there.text.firstMatch(of: /href="(\/assets\/style-[^"]+)"/)).output.1
        for app in [practice.app, other] {
            #expect(try await practice.visitor.on(app).get(String(style)).status == 200)
        }
    }

    @Test("a running server notices a backup that was restored below it, also one with as many changes")
    func restored() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await Self.set(boss, Self.whole.merging(["name": "The one before"]) { $1 })
        let before = try await practice.numbers("SELECT version FROM branding")
        try await practice.run("DELETE FROM branding")
        try await practice.app.lookAtBranding()
        practice.clock.move(seconds: 60)
        try await Self.set(boss, Self.whole)
        #expect(try await practice.visitor.get("/book/consultation").text.contains("Lindenhof"))
        try await practice.run("UPDATE branding SET name = 'The one before', version = \(before[0])")
        try await practice.app.lookAtBranding()
        #expect(try await practice.visitor.get("/book/consultation").text.contains("The one before"))
    }

    @Test("the Jitsi server's pages may ask for it, and are told name, colour and logo by whole addresses")
    func jitsi() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let bare = try await practice.visitor.get("/jitsi/branding?conferenceFqn=room")
        #expect(bare.status == 200 && bare.text == #"{"logoClickUrl":"https://practice.example"}"#)
        #expect(bare.header("Access-Control-Allow-Origin") == "https://meet.jit.si")
        try await Self.set(boss, Self.whole)
        let logo = try await boss.ask(
            "PUT", "/api/admin/branding/logo", bytes: LogoTests.png, type: "image/png")
        let path = try logo.object("branding").text("logo_url")
        let told = try await practice.visitor.get("/jitsi/branding").json()
        #expect(try told.text("logoImageUrl") == "https://practice.example" + path)
        #expect(try told.text("supportUrl") == "https://lindenhof.example/help")
        let colour = try told.object("customTheme").object("palette").text("action01")
        #expect(colour.wholeMatch(of: /#[0-9a-f]{6}/) != nil && colour != "#ffd400")
    }
}
