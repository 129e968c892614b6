import App
import Foundation
import Testing

@Suite("The page of other calendars")
struct CalendarPageTests {
    private typealias Typed = [(String, String)]
    private static let path = "/practice/calendars"
    private static let busy = KeptFeeds.busy(jan("06T12:00"), jan("06T13:00"))
    /// The boxes that are ticked at first.
    private static let usual: Typed = [("blocks", "true"), ("tentative_blocks", "true")]

    private static func browser(_ practice: Practice, _ email: String = "boss@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        _ = try await browser.get(path)
        return browser
    }

    private static func stored(_ practice: Practice) async throws -> [Fields] {
        try await practice.boss().get("/api/host/calendars").array("calendars")
    }

    @Test("a host links a calendar by its address, sees what came of it, and its time is offered no more")
    func link() async throws {
        let practice = try await Practice.open()
        practice.feeds.serve(Self.busy)
        let jo = try await practice.register("jo@example.com")
        let browser = try await Self.browser(practice)
        let empty = try await browser.get(Self.path)
        for text in [
            "No calendar is linked", "href=\"/docs/calendars\"", "name=\"blocks\" value=\"true\" checked",
            "href=\"\(Self.path)\" aria-current=\"page\"", "That of the hours (UTC)",
        ] {
            #expect(empty.text.contains(text), "\(text)")
        }
        let fields = [("host", "\(practice.bossID)"), ("url", LinkedPractice.address), ("name", "Family")]
        let sent = try await browser.send(Self.path, fields + Self.usual)
        #expect(sent.header("Location") == "\(Self.path)?host=\(practice.bossID)&done=linked", "\(sent)")
        let page = try await browser.get("\(Self.path)?done=linked")
        for text in [
            "The calendar is linked.", "Family", "Read</span>", "calendar.example ….ics",
            "1 stretch of time from now on", "also tentative", "Monday, 5 January 2026, 08:00 (UTC)",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("private-3f6c2c0e") && !page.text.contains("Dentist"))
        #expect(try await jo.slots("2026-01-06") == LinkedPractice.free.filter { $0 != jan("06T12:00") })
        let why = try await browser.get("/practice/why?service=\(practice.service)&day=2026-01-06")
        #expect(why.text.contains("href=\"\(Self.path)?host=\(practice.bossID)\""), "\(why)")
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        for text in ["Andere Kalender", "1 Zeitraum von jetzt an", "auch unter Vorbehalt", "Zuletzt gelesen"] {
            #expect(german.text.contains(text), "\(text)")
        }
    }

    @Test("name, what counts and the zone are changed; without a new address the one before stays and is not shown")
    func change() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Family"])
        let browser = try await Self.browser(linked.practice)
        let path = "\(Self.path)/\(linked.calendar)"
        let page = try await browser.get(path)
        #expect(page.status == 200 && page.text.contains("value=\"Family\""), "\(page)")
        #expect(page.text.contains("name=\"tentative_blocks\" value=\"true\" checked"))
        #expect(!page.text.contains("private-3f6c2c0e"))
        #expect(!page.text.contains("name=\"all_busy\" value=\"true\" checked"))
        linked.practice.feeds.forget()
        let other: Typed = [
            ("name", "Mine"), ("url", ""), ("time_zone", "Asia/Tokyo"), ("blocks", "true"), ("all_busy", "true"),
        ]
        let sent = try await browser.send(path, other)
        #expect(sent.header("Location") == "\(Self.path)?host=\(linked.practice.bossID)&done=saved", "\(sent)")
        let state = try await linked.state()
        #expect(try state.text("name") == "Mine" && state.text("time_zone") == "Asia/Tokyo" && state.flag("all_busy"))
        #expect(try !state.flag("tentative_blocks") && state.int("stretches") == 1)
        #expect(linked.practice.feeds.calls.map(\.url) == [LinkedPractice.address])
        let shown = try await browser.get(path)
        #expect(shown.text.contains("value=\"Asia/Tokyo\" selected"), "\(shown)")
        let moved = "https://calendar.example/moved.ics"
        let there = [("name", "Mine"), ("url", moved), ("time_zone", "")] + Self.usual
        #expect(try await browser.send(path, there).status == 303)
        #expect(linked.practice.feeds.calls.last?.url == moved)
        #expect(try await linked.state().isNull("time_zone"))
        #expect(try await browser.send(path, [("name", "Mine")]).status == 303)
        let off = try await browser.get(Self.path)
        #expect(off.text.contains("Does not count") && !off.text.contains("\(path)/check"), "\(off)")
        #expect(try await linked.slots() == LinkedPractice.free)
    }

    @Test("a look on demand tells what is wrong since when, and that what was read before counts")
    func check() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Family"])
        let browser = try await Self.browser(linked.practice)
        linked.practice.feeds.fail(403)
        let looked = try await browser.send("\(Self.path)/\(linked.calendar)/check")
        #expect(looked.header("Location") == "\(Self.path)?host=\(linked.practice.bossID)&done=looked", "\(looked)")
        let page = try await browser.get("\(Self.path)?done=looked")
        for text in [
            "Looked just now.", "Needs you", "Its server refuses to show it.",
            "So since Monday, 5 January 2026, 08:00 (UTC).", "What was read before counts until then.",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(try await !linked.slots().contains(jan("06T12:00")))
        linked.practice.feeds.serve(KeptFeeds.busy(jan("06T14:00"), jan("06T15:00")))
        _ = try await browser.send("\(Self.path)/\(linked.calendar)/check")
        #expect(try await browser.get(Self.path).text.contains("Read</span>"))
        #expect(try await linked.slots() == LinkedPractice.free.filter { $0 != jan("06T14:00") })
    }

    @Test("other addresses under which a host is invited are typed in one line, and a wrong one is told there")
    func invited() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let browser = try await Self.browser(linked.practice)
        let path = "\(Self.path)/\(linked.calendar)"
        let sent = [("name", "Mine"), ("own_addresses", "Ada@clinic.example, second@work.example")] + Self.usual
        #expect(try await browser.send(path, sent).status == 303)
        let shown = try await browser.get(path)
        #expect(shown.text.contains("value=\"ada@clinic.example, second@work.example\""), "\(shown)")
        let wrong = try await browser.send(path, [("name", "Mine"), ("own_addresses", "a@b.example x")] + Self.usual)
        #expect(wrong.status == 422 && wrong.text.contains("id=\"own_addresses-error\""), "\(wrong)")
        #expect(wrong.text.contains("value=\"a@b.example x\""), "\(wrong)")
        #expect(try await browser.send(path, [("name", "Mine"), ("own_addresses", " ")] + Self.usual).status == 303)
        #expect(try await !browser.get(path).text.contains("clinic.example"))
    }

    @Test("what cannot be linked is told at its field, with what was typed; there may be ten")
    func refused() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.browser(practice)
        let wrong = try await browser.send(Self.path, [("url", "calendar"), ("name", "Family"), ("all_busy", "true")])
        #expect(wrong.status == 422 && wrong.text.contains("<title>Error: Other calendars"), "\(wrong)")
        for text in [
            "href=\"#url\"", "id=\"url-error\"", "value=\"calendar\"", "value=\"Family\"",
            "name=\"all_busy\" value=\"true\" checked",
        ] {
            #expect(wrong.text.contains(text), "\(text): \(wrong)")
        }
        #expect(!wrong.text.contains("name=\"blocks\" value=\"true\" checked"))
        #expect(try await Self.stored(practice).isEmpty)
        let boss = try await practice.boss()
        for index in 0..<10 {
            #expect(try await boss.link("https://calendar.example/\(index).ics").status == 201)
        }
        let full = try await browser.get(Self.path)
        #expect(full.text.contains("There are 10 calendars") && !full.text.contains("name=\"url\""), "\(full)")
        let more = try await browser.send(Self.path, [("url", LinkedPractice.address)] + Self.usual)
        #expect(more.header("Location") == "\(Self.path)?host=\(practice.bossID)", "\(more)")
        let first = try await Self.stored(practice)[0].int("id")
        let nameless = try await browser.send("\(Self.path)/\(first)", [("name", ""), ("url", "x")] + Self.usual)
        #expect(nameless.status == 422 && nameless.text.contains("href=\"#name\""), "\(nameless)")
        #expect(try await Self.stored(practice).count == 10)
    }

    @Test("unlinking gives the time back at once")
    func unlink() async throws {
        let linked = try await LinkedPractice.open(Self.busy)
        let browser = try await Self.browser(linked.practice)
        let gone = try await browser.send("\(Self.path)/\(linked.calendar)/unlink")
        #expect(gone.header("Location") == "\(Self.path)?host=\(linked.practice.bossID)&done=unlinked", "\(gone)")
        #expect(try await browser.get("\(Self.path)?done=unlinked").text.contains("takes no time any more"))
        #expect(try await linked.slots() == LinkedPractice.free)
        #expect(try await browser.get("\(Self.path)/\(linked.calendar)").status == 404)
    }

    @Test("hosts keep their own calendars alone, admins everybody's, and clients none")
    func rights() async throws {
        let linked = try await LinkedPractice.open(Self.busy, ["name": "Family"])
        let practice = linked.practice
        let eve = try await practice.register("eve@example.com")
        #expect(try await linked.boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let host = try await Self.browser(practice, "eve@example.com")
        let own = try await host.get(Self.path)
        #expect(own.status == 200 && !own.text.contains("Family") && !own.text.contains("Whose calendars"), "\(own)")
        #expect(try await host.get("\(Self.path)?host=\(practice.bossID)").status == 403)
        #expect(
            try await host.send(Self.path, [("host", "\(practice.bossID)"), ("url", LinkedPractice.address)]).status
                == 403)
        let bosses = "\(Self.path)/\(linked.calendar)"
        #expect(try await host.get(bosses).status == 404)
        for deed in ["", "/check", "/unlink"] {
            let fields = deed.isEmpty ? [("name", "Hers")] : []
            #expect(try await host.send(bosses + deed, fields).status == 404, "\(deed)")
        }
        #expect(try await linked.state().text("name") == "Family")
        let admin = try await Self.browser(practice)
        let hers = "\(Self.path)?host=\(eve.userID)"
        #expect(try await admin.get(hers).text.contains("Whose calendars"))
        let sent = try await admin.send(
            Self.path, [("host", "\(eve.userID)"), ("url", LinkedPractice.address)] + Self.usual)
        #expect(sent.header("Location") == "\(hers)&done=linked", "\(sent)")
        #expect(try await eve.get("/api/host/calendars").array("calendars").count == 1)
        let client = PageBrowser(practice)
        try await client.signIn("jo@example.com")
        #expect(try await client.get(Self.path).status == 403)
        #expect(try await linked.boss.patch("/api/admin/users/\(eve.userID)", ["is_host": false]).status == 200)
        #expect(try await linked.boss.patch("/api/admin/users/\(practice.bossID)", ["is_host": false]).status == 200)
        #expect(try await admin.get(Self.path).header("Location") == "/practice/hours")
    }
}
