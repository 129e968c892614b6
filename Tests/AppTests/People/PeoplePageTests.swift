import App
import Foundation
import Testing

@Suite("The pages of people")
struct PeoplePageTests {
    private static func signedIn(_ practice: Practice, _ email: String = "boss@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("the list has everybody with rights, proof and number of bookings, and is searched by name and address")
    func list() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        _ = try await practice.register("eve@example.com", proved: false)
        for hour in [10, 11] { _ = try await jo.mustBook(jan("06T\(hour):00")) }
        let browser = try await Self.signedIn(practice)
        let all = try await browser.get("/practice/people")
        #expect(all.status == 200 && all.bytes.count < 60_000)
        for text in [
            "<h1>People</h1>", "3 accounts", "jo@example.com", "boss@example.com", ">Host</span>", ">Admin</span>",
            #"<a href="/practice/people/\#(jo.userID)">Jo Doe</a>"#, ">not yet</td>",
            #"data-label="Bookings" class="end">2</td>"#,
        ] {
            #expect(all.text.contains(text), "\(text) in \(all)")
        }
        let found = try await browser.get("/practice/people?q=doe")
        #expect(found.text.contains("1 account<") && found.text.contains("Jo Doe"), "\(found)")
        #expect(!found.text.contains("eve@example.com") && found.text.contains(#"value="doe""#))
        let none = try await browser.get("/practice/people?q=nobody%20at%20all")
        #expect(none.status == 200 && none.text.contains("Nobody is found"), "\(none)")
        let german = try await browser.get("/practice/people", ["Accept-Language": "de"])
        #expect(german.text.contains("<h1>Personen</h1>") && german.text.contains("3 Konten"), "\(german)")
        let part = try await browser.get("/practice/people?limit=1")
        #expect(part.text.contains(#"name="after" value="\#(practice.bossID)""#), "\(part)")
    }

    @Test("one person's page shows their bookings, the latest first, in the reader's zone")
    func person() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let early = try await jo.mustBook(jan("06T10:00"))
        let late = try await jo.mustBook(jan("07T10:00"))
        let page = try await Self.signedIn(practice).get("/practice/people/\(jo.userID)")
        #expect(page.status == 200, "\(page)")
        let places = [late, early].compactMap { page.text.range(of: #"href="/practice/bookings/\#($0)""#)?.lowerBound }
        #expect(places.count == 2 && places == places.sorted(), "\(page)")
        for text in ["<h1>Jo</h1>", "jo@example.com", "Address confirmed", "Confirmed", "None is set."] {
            #expect(page.text.contains(text), "\(text)")
        }
        #expect(!page.text.contains("Take the second factor away") && !page.text.contains(#"name="email""#))
    }

    @Test("names, rights and an address that nobody has proved are changed, and the last admin stays one")
    func change() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.con", proved: false)
        let browser = try await Self.signedIn(practice)
        let path = "/practice/people/\(jo.userID)"
        _ = try await browser.get(path)
        let wrong = try await browser.send(path, [("first_name", "Jo"), ("email", "nowhere")])
        #expect(wrong.status == 422 && wrong.text.contains(##"<a href="#email">"##), "\(wrong)")
        #expect(wrong.text.contains(#"value="nowhere""#) && wrong.text.contains(#"value="Jo""#), "\(wrong)")
        let sent = try await browser.send(path, [("first_name", "Jo"), ("email", "jo@example.com")])
        #expect(sent.status == 303 && sent.header("Location") == "\(path)?done=saved", "\(sent)")
        #expect(try await browser.get("\(path)?done=saved").text.contains("Saved."))
        let boss = try await practice.boss()
        func jos() async throws -> Fields { try await boss.get("/api/admin/users/\(jo.userID)").object("user") }
        let mended = try await jos()
        #expect(try mended.text("email") == "jo@example.com" && mended.text("first_name") == "Jo")
        #expect(try await browser.send("\(path)/rights", [("is_host", "on")]).status == 303)
        let host = try await jos()
        #expect(try host.flag("is_host") && !host.flag("is_admin"))
        let own = "/practice/people/\(practice.bossID)"
        let last = try await browser.send("\(own)/rights", [("is_host", "on")])
        #expect(last.status == 409 && last.text.contains("Make another account an admin first."), "\(last)")
        #expect(try await browser.send("\(path)/rights", [("is_host", "on"), ("is_admin", "on")]).status == 303)
        let gone = try await browser.send("\(own)/rights", [("is_host", "on")])
        #expect(gone.status == 303 && gone.header("Location") == "/account", "\(gone)")
        #expect(try await browser.get("/practice/people").status == 403)
    }

    @Test("a lost second factor is taken away, but not one's own")
    func factor() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        _ = try await practice.setSecondFactor(of: jo)
        let browser = try await Self.signedIn(practice)
        let path = "/practice/people/\(jo.userID)"
        #expect(try await browser.get(path).text.contains("Take the second factor away"))
        let reset = try await browser.send("\(path)/totp")
        #expect(reset.status == 303 && reset.header("Location") == "\(path)?done=factor", "\(reset)")
        let after = try await browser.get("\(path)?done=factor")
        #expect(after.text.contains("The second factor is taken away.") && after.text.contains("None is set."))
        #expect(try await browser.send("/practice/people/\(practice.bossID)/totp").status == 403)
    }

    @Test("the file of everything that is stored is the person's own, and the audit trail tells who took it")
    func export() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let browser = try await Self.signedIn(practice)
        let path = "/practice/people/\(jo.userID)"
        _ = try await browser.get(path)
        let file = try await browser.send("\(path)/export")
        #expect(file.status == 200 && file.header("Content-Type") == "application/json", "\(file)")
        #expect(try file.object("user").text("email") == "jo@example.com")
        let boss = try await practice.boss()
        let same = try await boss.get("/api/admin/users/\(jo.userID)/export")
        #expect(try same.json().names == file.json().names)
        let last = try #require(try await boss.get("/api/admin/audit?limit=1").array("audit").first)
        #expect(try last.text("action") == "user.exported" && last.int("actor_id") == practice.bossID)
        #expect(try await boss.get("/api/admin/users/999999/export").status == 404)
    }
}
