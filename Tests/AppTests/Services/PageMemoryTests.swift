import App
import Foundation
import Testing

@Suite("Pages that were made before")
struct PageMemoryTests {
    private static let paths = ["/book/consultation?day=2026-01-08", "/"]

    /// A practice with two services, whose pages were asked for twice, so that the second came from memory.
    private static func warm() async throws -> Practice {
        let practice = try await Practice.openForLong { $0.standardZone = "Europe/Berlin" }
        _ = try await practice.boss().addService("Short", 30, ["slug": "short"])
        for path in paths {
            let first = try await practice.visitor.get(path)
            let second = try await practice.visitor.get(path)
            #expect(first.status == 200 && first.text == second.text, "\(path)")
            #expect(second.header("Content-Language") == "en" && second.header("Vary") == "Accept-Language", "\(path)")
        }
        return practice
    }

    @Test("they ask two queries, in one transaction: what is offered, and the calendars' state")
    func queries() async throws {
        let practice = try await Self.warm()
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        let visitor = practice.visitor.on(server)
        for path in Self.paths {
            let fresh = try await visitor.get(path)
            statements.forget()
            let remembered = try await visitor.get(path)
            #expect(statements.all.count == 2, "\(path): \(statements.all)")
            #expect(remembered.text == fresh.text, "\(path)")
        }
        statements.forget()
        _ = try await visitor.get("/api/services/\(practice.service)/slots?from=2026-01-08&to=2026-01-08")
        let asAPI = statements.all.count
        statements.forget()
        _ = try await visitor.get("/book/short?day=2026-01-08")
        #expect(statements.all.count <= asAPI + 1, "\(statements.all)")
    }

    @Test("a booking, another name of the host or the service, another look and another language are seen at once")
    func changes() async throws {
        let practice = try await Self.warm()
        let boss = try await practice.boss()
        let path = Self.paths[0]
        let free = PickerTests.times(try await practice.visitor.get(path))
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("08T09:00"))
        #expect(PickerTests.times(try await practice.visitor.get(path)) == Array(free.dropFirst()))
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(PickerTests.times(try await practice.visitor.get(path)) == free)
        #expect(try await boss.patch("/api/users/me", ["display_name": "Dr. Muster"]).status == 200)
        let title = ["title": "Talk"]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", title).status == 200)
        #expect(try await boss.put("/api/admin/branding", ["name": "Lindenhof"]).status == 200)
        for path in Self.paths {
            let page = try await practice.visitor.get(path).text
            for text in ["Dr. Muster", "Talk", "Lindenhof"] { #expect(page.contains(text), "\(path): \(text)") }
            #expect(
                try await practice.visitor.with("Accept-Language", "de").get(path).header("Content-Language") == "de")
            let far = practice.visitor.with("Cookie", "__Host-informat_zone=Asia/Tokyo")
            #expect(try await far.get(path).text.contains("<b>Tokyo time</b>"), "\(path)")
            #expect(try await practice.visitor.get(path).text.contains("<b>Berlin time</b>"), "\(path)")
        }
    }

    @Test("whoever is signed in is shown their own head, and leaves it to nobody")
    func people() async throws {
        let practice = try await Self.warm()
        _ = try await practice.register("jo@example.com", ["first_name": "Jo", "time_zone": "Europe/Berlin"])
        let browser = PageBrowser(practice)
        try await browser.signIn("jo@example.com")
        for path in Self.paths {
            #expect(try await browser.get(path).text.contains("<span>Jo</span>"), "\(path)")
            #expect(try await !practice.visitor.get(path).text.contains("<span>Jo</span>"), "\(path)")
        }
    }

    @Test("they are remembered for those who are signed in too, who go on without saying who they are")
    func framedAnew() async throws {
        let practice = try await Self.warm()
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        var texts: [String] = []
        for name in ["Jo", "Kim"] {
            let email = "\(name.lowercased())@example.com"
            let person = try await practice.register(email, ["first_name": name, "time_zone": "Europe/Berlin"])
            let browser = PageBrowser(practice.visitor.on(server))
            try await browser.signIn(email)
            statements.forget()
            let page = try await browser.get(Self.paths[0]).text
            #expect(page.contains("<span>\(name)</span>"), "\(page)")
            #expect(page.contains("/book/consultation/confirm?") && !page.contains("/book/consultation/you?"))
            let asked = statements.all.count
            texts.append(page.components(separatedBy: "<main").last?.components(separatedBy: "</main>").first ?? "")
            if name == "Kim" {
                statements.forget()
                _ = try await browser.get("/book/consultation?day=2026-01-09")
                #expect(asked < statements.all.count, "what Jo was shown was remembered")
                _ = try await person.mustBook(jan("08T09:00"))
                #expect(try await browser.get(Self.paths[0]).text.components(separatedBy: "<main").last != texts[1])
            }
        }
        #expect(texts[0] == texts[1] && texts[0].contains("class=\"time\""))
        #expect(try await practice.visitor.on(server).get(Self.paths[0]).text.contains("/book/consultation/you?"))
    }

    @Test("when a time loses its notice, and when the day ends, a page is made anew")
    func lapse() async throws {
        let practice = try await Self.warm()
        let today = try await practice.visitor.get("/book/short")
        #expect(PickerTests.times(today).first == "10:00", "\(today)")
        practice.clock.move(hours: 2)
        let later = try await practice.visitor.get("/book/short")
        #expect(PickerTests.times(later).count < PickerTests.times(today).count)
        let next = try await practice.visitor.get("/").text
        #expect(next.contains("datetime=\"2026-01-05T10:00:00Z\""), "\(next)")
        practice.clock.move(hours: 24)
        #expect(try await practice.visitor.get("/").text.contains("datetime=\"2026-01-06T10:00:00Z\""))
        #expect(
            try await practice.visitor.get("/book/short").text.contains("<td class=\"today\"><a href=\"/book/short?"))
    }
}
