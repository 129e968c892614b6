import App
import Foundation
import Testing

@Suite("The branding in a browser")
struct BrandingPageTests {
    private static let path = "/practice/branding"
    private static let fields = [
        ("name", "Lindenhof"), ("tax_number", ""), ("address", "Lindenweg 1\r\nMusterstadt"),
        ("support_email", "help@lindenhof.example"), ("support_url", ""), ("accent", "#ffd400"), ("footer", ""),
        ("embed_origins", "https://www.lindenhof.example/\r\n\r\nhttps://lindenhof.example"),
    ]

    private static func boss(_ practice: Practice) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return browser
    }

    @Test("an admin says who the practice is, sees how its colour can be read, and has the line for each service")
    func save() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let before = try await browser.get(Self.path)
        #expect(before.text.contains("Without a colour of your own") && before.text.contains("Name your site above"))
        let saved = try await browser.send(Self.path, Self.fields)
        #expect(saved.status == 303 && saved.header("Location") == "\(Self.path)?done=saved", "\(saved)")
        let page = try await browser.get("\(Self.path)?done=saved")
        for text in [
            "– Lindenhof</title>", "Saved. Pages and mails look so", "For text your colour is used as #",
            ##"name="accent" type="text" autocomplete="off" value="#ffd400""##,
            "https://www.lindenhof.example\nhttps://lindenhof.example</textarea>",
            "&lt;iframe src=&quot;https://practice.example/embed/consultation&quot; title=&quot;Book a time&quot;",
        ] { #expect(page.text.contains(text), "\(text): \(page)") }
        let stored = try await practice.boss().get("/api/admin/branding").object("branding")
        #expect(try stored.text("address") == "Lindenweg 1\nMusterstadt" && stored.isNull("footer"))
    }

    @Test("the browser's own choice of a colour stands beside the field, and begins with the colour that counts")
    func swatch() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let beside = /name="accent"[^>]+><\/div>\s*<label[^>]+><input [^>]*type="color" value="(?<now>#\w+)"/
        for (query, colour) in [("", "#095b46"), ("?accent=%23800040", "#800040")] {
            let page = try await browser.get(Self.path + query)
            #expect(try #require(page.text.firstMatch(of: beside)).now == colour, "\(page)")
        }
    }

    @Test("what is saved leaves the logo and the texts for the law as they were")
    func kept() async throws {
        let practice = try await Practice.open()
        let terms = ["terms": ["url": "https://lindenhof.example/terms"]]
        #expect(try await practice.boss().put("/api/admin/branding", terms).status == 200)
        let browser = try await Self.boss(practice)
        _ = try await browser.get(Self.path)
        #expect(try await browser.send(Self.path, Self.fields).status == 303)
        let stored = try await practice.boss().get("/api/admin/branding").object("branding")
        #expect(try stored.object("terms").text("url") == "https://lindenhof.example/terms")
    }

    @Test("a colour is looked at before it is saved, by a button and by the address")
    func look() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let page = try await browser.get("\(Self.path)?accent=%23800040")
        #expect(page.text.contains(##"fill="#800040""##) && page.text.contains("Text on buttons: "), "\(page)")
        let seen = try await browser.send(Self.path, Self.fields + [("do", "preview")])
        #expect(seen.status == 200 && seen.text.contains(#"value="Lindenhof""#), "\(seen)")
        #expect(try await practice.boss().get("/api/admin/branding").object("branding").isNull("name"))
    }

    @Test("a mail is shown beside the page as it would be sent, in a frame that may do nothing, and nothing is saved")
    func letter() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let page = try await browser.get("\(Self.path)?accent=%23aa0033&name=Lindenhof&footer=By%20the%20lime")
        let source = try #require(
            page.text.firstMatch(of: /<iframe class="letter" src="(?<source>[^"]+)" title="[^"]+" sandbox>/)?.source)
        let path = String(source).replacing("&amp;", with: "&")
        #expect(path == "\(Self.path)/mail?accent=%23aa0033&name=Lindenhof&footer=By%20the%20lime")
        #expect(page.header("Content-Security-Policy")?.contains("frame-src 'self'") == true)
        let mail = try await browser.get(path)
        for text in ["Lindenhof", "By the lime", "Consultation", "10:30"] {
            #expect(mail.status == 200 && mail.text.contains(text), "\(text): \(mail)")
        }
        let policy = mail.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("frame-ancestors 'self'") && policy.hasSuffix("; sandbox"), "\(policy)")
        #expect(policy.hasPrefix("default-src 'none'; style-src 'unsafe-inline'") && !policy.contains("script"))
        #expect(mail.header("X-Frame-Options") == nil && page.header("X-Frame-Options") == "DENY")
        let kept = try await browser.get("\(Self.path)/mail")
        #expect(!kept.text.contains("Lindenhof"), "nothing was saved")
        // The green of a practice that has no colour of its own.
        #expect(kept.text.contains("#095b46") && !mail.text.contains("#095b46"))
        let odd = try await browser.get("\(Self.path)/mail?accent=green")
        #expect(odd.status == 200 && odd.text.contains("10:30"), "\(odd)")
        let german = try await browser.get("\(Self.path)/mail", ["Accept-Language": "de"])
        #expect(german.header("Content-Language") == "de", "\(german)")
    }

    @Test("what cannot be saved is told at its field, with what was typed")
    func refused() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        _ = try await browser.get(Self.path)
        let wrong = [("accent", "green"), ("embed_origins", "lindenhof.example"), ("name", "Lindenhof")]
        let page = try await browser.send(Self.path, wrong)
        #expect(page.status == 422 && page.text.contains("<title>Error: Branding"), "\(page)")
        for field in ["accent", "embed_origins"] {
            #expect(page.text.contains(##"<a href="#\##(field)">"##) && page.text.contains("id=\"\(field)-error\""))
        }
        #expect(page.text.contains(#"value="green""#) && page.text.contains("lindenhof.example</textarea>"))
    }

    @Test("each text for the law is written in each language or stands elsewhere, and goes when nothing is left")
    func law() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/law/imprint"
        let empty = try await browser.get(path)
        #expect(empty.text.contains(#"name="imprint.text.de""#) && empty.text.contains("<h1>Imprint</h1>"), "\(empty)")
        let texts = [("imprint.url", ""), ("imprint.text.en", "Ada\r\n\r\nBerlin"), ("imprint.text.de", "")]
        #expect(try await browser.send(path, texts).header("Location") == "\(Self.path)?done=text")
        #expect(try await practice.visitor.get("/imprint").text.contains("Ada"))
        #expect(try await browser.get(path).text.contains("Ada\n\nBerlin</textarea>"))
        let twice = [("imprint.url", "https://lindenhof.example"), ("imprint.text.en", "Ada")]
        let refused = try await browser.send(path, twice)
        #expect(refused.status == 422 && refused.text.contains("but not both."), "\(refused)")
        let nothing = [("imprint.url", ""), ("imprint.text.en", ""), ("imprint.text.de", "")]
        #expect(try await browser.send(path, nothing).status == 303)
        #expect(try await practice.visitor.get("/imprint").status == 404)
    }

    @Test("a logo is sent by a form with the page's token, judged by its bytes, shown, and taken away")
    func logo() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/logo"
        _ = try await browser.get(Self.path)
        #expect(try await browser.send(path, file: LogoTests.png, as: "logo", token: "x").status == 403)
        let sent = try await browser.send(path, file: LogoTests.png, as: "logo")
        #expect(sent.status == 303 && sent.header("Location") == "\(Self.path)?done=logo", "\(sent)")
        let page = try await browser.get("\(Self.path)?done=logo")
        let source = try #require(page.text.firstMatch(of: /<img class="logo" src="([^"]+)" alt="Logo">/)?.output.1)
        #expect(try await practice.visitor.get(String(source)).bytes == LogoTests.png)
        for file in [Data("<svg>".utf8), Data()] {
            let refused = try await browser.send(path, file: file, as: "logo")
            #expect(refused.status == 415 && refused.text.contains("A logo must be a PNG or a JPEG"), "\(refused)")
        }
        #expect(try await browser.send(path, file: Data(count: 300_000), as: "logo").status == 413)
        _ = try await browser.get(Self.path)
        #expect(try await browser.send("\(path)/remove").status == 303)
        #expect(try await practice.boss().get("/api/admin/branding").object("branding").isNull("logo_url"))
    }
}
