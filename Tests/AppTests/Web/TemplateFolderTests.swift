import App
import Foundation
import Testing

@Suite("Templates of one's own")
struct TemplateFolderTests {
    /// A folder with these files, for as long as the test runs.
    private final class Folder {
        let path = NSTemporaryDirectory() + "informat-templates-\(UUID().uuidString)"

        init(_ files: [String: String]) throws {
            for (name, text) in files {
                let url = URL(filePath: path + "/" + name)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test("a file in the folder replaces its template and no other, and {{.JoinURL}} is {{JoinURL}}")
    func replaced() async throws {
        let folder = try Folder([
            "mails/booking.txt.mustache": "OWN {{.JoinURL}} {{ .ClientName }} {{#Rows}}{{.Label}};{{/Rows}}\n",
            "pages/notice.mustache": "OWN {{title}}",
        ])
        let practice = try await Practice.open { $0.templatesFolder = folder.path }
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        // Mails that are due at once go out side by side, in any order: first the one about the account.
        try await practice.work()
        let link = try await jo.book("2026-01-06T10:00:00Z")
            .object("booking").text("personalized_meeting_url")
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: "jo@example.com").last)
        #expect(letter.text == "OWN \(link) Jo Consultation;With;When;Length;\n")
        #expect(letter.html.hasPrefix("<!doctype html>") && letter.html.contains("Join meeting"))
        #expect(practice.letters.letters(to: "jo@example.com").first?.text.contains("OWN") == false)
        #expect(try await practice.visitor.get("/forgot-password?done=sent").text == "OWN Look into your mailbox")
        #expect(try await practice.visitor.get("/reset-password").text.contains("<form"))
    }

    @Test("one's own templates get German words for a German reader, by the same names, and English for others")
    func languages() async throws {
        let booking = """
            {{Language}} {{Subject}} | {{.Heading}} | {{Greeting}} | {{When}} | {{Payment}} | {{JoinLabel}} {{.JoinURL}}
            {{#Rows}}{{Label}}: {{Value}}; {{/Rows}}{{Footer}}
            """
        let account = "{{Language}} {{Subject}} | {{ActionLabel}} {{ActionURL}} | {{Outro}}"
        let folder = try Folder([
            "mails/booking.txt.mustache": booking, "mails/booking.html.mustache": booking,
            "mails/account.txt.mustache": account, "pages/notice.mustache": "{{language}} {{title}}",
        ])
        let practice = try await Practice.open { $0.templatesFolder = folder.path }
        let kim = try await practice.register(
            "kim@example.com", ["first_name": "Kim", "locale": "de", "time_zone": "UTC"])
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        try await practice.work()
        #expect(
            practice.letters.letters(to: "kim@example.com").first?.text.hasPrefix(
                "de Bitte bestätigen Sie Ihre E-Mail-Adresse | Adresse bestätigen https://") == true)
        practice.letters.forget()
        for (person, start) in [(kim, jan("06T10:00")), (jo, jan("06T11:00"))] {
            _ = try await person.mustBook(start, service: practice.service)
        }
        try await practice.work()
        let german = try #require(practice.letters.letters(to: "kim@example.com").first)
        let english = try #require(practice.letters.letters(to: "jo@example.com").first)
        let when = "Dienstag, 6. Januar 2026, 10:00–11:00 Uhr (UTC)"
        let head =
            "de Ihr Termin: Consultation, Dienstag, 6. Januar 2026 | Ihr Termin steht | Guten Tag Kim | \(when)"
            + " | Kostenlos | Zum Videogespräch https://"
        for text in [german.text, german.html] {
            #expect(text.hasPrefix(head), "\(text)")
            #expect(text.contains("Wann: \(when); Dauer: 60 Minuten; "), "\(text)")
        }
        #expect(english.text.hasPrefix("en Your booking: Consultation, Tuesday, 6 January 2026 | "), "\(english.text)")
        #expect(english.text.contains("Length: 60 minutes; "), "\(english.text)")
        let page = try await practice.visitor.with("Accept-Language", "de").get("/forgot-password?done=sent")
        #expect(page.text == "de Sehen Sie in Ihr Postfach")
    }

    @Test("the names of people are escaped in one's own templates too")
    func escaped() throws {
        let folder = try Folder(["mails/booking.html.mustache": "<p title=\"{{Name}}\">{{.Name}}</p>"])
        let html = try Templates(folder: folder.path).render("mails/booking.html", ["Name": "<\u{338}b>\"\u{301}"])
        let shown = "&lt;\u{338}b&gt;&quot;\u{301}"
        let expected = "<p title=\"\(shown)\">\(shown)</p>"
        #expect(Array(html.utf8) == Array(expected.utf8))
    }

    @Test(
        "what gives up escaping, or is no template, stops the start with the file's name",
        arguments: [
            "{{{Name}}}", "<p>{{& Name}}</p>", "{{&Name}}", "{{% CONTENT_TYPE:TEXT}}{{Name}}", "{{#Rows}}",
            "{{/Rows}}", "{{Name", "{{#a}}{{/b}}", "{{=<% %>=}}<%& Name %>", "{{ =<% %>= }}<%{Name}%>", "{{{.Name}}}",
        ])
    func refused(text: String) throws {
        let folder = try Folder(["mails/booking.html.mustache": text])
        let error = try #require(throws: SettingError.self) { try Templates(folder: folder.path) }
        #expect(error.name == "TEMPLATES_DIR")
        #expect(error.sentence.contains("mails/booking.html.mustache") && !error.sentence.contains(folder.path))
    }

    @Test("a plain text may be unescaped; a file of another name is not looked at")
    func allowed() throws {
        let folder = try Folder([
            "mails/booking.txt.mustache": "{{{Name}}} {{& Name}}", "mails/other.html.mustache": "{{{Name}}}",
            "mails/README.md": "{{#",
        ])
        let text = try Templates(folder: folder.path).render("mails/booking.txt", ["Name": "<Jo & \"Ann\">"])
        #expect(text == "<Jo & \"Ann\"> <Jo & \"Ann\">")
    }
}
