import App
import Foundation
import Testing

@Suite("The page that finds calendars on a server")
struct CalendarServerPageTests {
    private typealias Typed = [(String, String)]
    private static let path = "/practice/calendars/server"
    private static let password = "app-pass-word-1"
    private static let login: Typed = [("url", CalDAVServer.address), ("user", "ada"), ("password", password)]

    private let practice: Practice
    private let browser: PageBrowser
    private let server = CalDAVServer()
    private let host: Typed

    init() async throws {
        practice = try await Practice.open()
        practice.feeds.answer(server.answer)
        browser = PageBrowser(practice)
        host = [("host", "\(practice.bossID)")]
        try await browser.signIn("boss@example.com")
        _ = try await browser.get(Self.path)
    }

    private func stored() async throws -> [Fields] {
        try await practice.boss().get("/api/host/calendars").array("calendars")
    }

    /// What a page carries on to the next step.
    private static func carried(_ page: Answer) throws -> String {
        try String(#require(page.text.firstMatch(of: /name="login" value="([^"]+)"/)?.output.1, "\(page)"))
    }

    @Test("a host tells server, user and password, chooses among the calendars there, and their times are taken")
    func whole() async throws {
        server.enter(KeptFeeds.event(jan("06T12:00"), jan("06T13:00")), as: "one")
        let jo = try await practice.register("jo@example.com")
        #expect(try await browser.get("/practice/calendars").text.contains("\(Self.path)?host=\(practice.bossID)"))
        let found = try await browser.send(Self.path, host + Self.login)
        for text in ["Ada &amp; family", "the team", "value=\"\(CalDAVServer.personal)\"", "Link them"] {
            #expect(found.status == 200 && found.text.contains(text), "\(text): \(found)")
        }
        #expect(!found.text.contains(Self.password))
        #expect(try await stored().isEmpty)
        let login = try Self.carried(found)
        let chosen = [("login", login), ("calendar", CalDAVServer.personal)]
        let linked = try await browser.send("\(Self.path)/link", host + chosen)
        #expect(linked.header("Location") == "/practice/calendars?host=\(practice.bossID)&done=found", "\(linked)")
        let calendar = try #require(try await stored().first)
        #expect(try calendar.text("kind") == "caldav" && calendar.text("name") == "Ada & family")
        try await practice.work()
        #expect(try await jo.slots("2026-01-06") == LinkedPractice.free.filter { $0 != jan("06T12:00") })
        let list = try await browser.get("/practice/calendars?done=found")
        #expect(list.text.contains("Read</span>") && !list.text.contains(Self.password), "\(list)")
        let again = try await browser.send(Self.path, host + Self.login)
        #expect(again.text.contains("Linked already: Ada &amp; family"), "\(again)")
        #expect(!again.text.contains("value=\"\(CalDAVServer.personal)\""))
    }

    @Test("user and password of a linked calendar are given anew on its page, and an address of another is not")
    func anew() async throws {
        let linked = try await practice.boss().post(
            "/api/host/calendars",
            CalDAVServer.login.merging(["kind": "caldav", "url": CalDAVServer.personal, "password": "old"]) { $1 })
        let path = "/practice/calendars/\(try linked.object("calendar").int("id"))"
        try await practice.work()
        #expect(try await browser.get("/practice/calendars").text.contains("Needs you"))
        let page = try await browser.get(path)
        #expect(page.text.contains("name=\"password\" type=\"password\" autocomplete=\"new-password\" value=\"\""))
        #expect(!page.text.contains("name=\"url\""), "\(page)")
        let rules = [("name", "Mine"), ("blocks", "true"), ("time_zone", "")]
        let sent = try await browser.send(path, rules + [("user", ""), ("password", Self.password)])
        #expect(sent.status == 303, "\(sent)")
        #expect(try await browser.get("/practice/calendars").text.contains("Read</span>"))
    }

    @Test("bookings are entered into one calendar that is chosen, and by the name that is chosen")
    func written() async throws {
        let boss = try await practice.boss()
        let wish = CalDAVServer.login.merging(["kind": "caldav", "url": CalDAVServer.personal]) { $1 }
        let paths = try await [boss.post("/api/host/calendars", wish), boss.post("/api/host/calendars", wish)].map {
            "/practice/calendars/\(try $0.object("calendar").int("id"))"
        }
        let page = try await browser.get(paths[0])
        #expect(page.text.contains("name=\"titles\" value=\"private\" checked"), "\(page)")
        let fields = [("name", "Mine"), ("blocks", "true"), ("writes", "true"), ("titles", "name")]
        #expect(try await browser.send(paths[0], fields).status == 303)
        let first = try await stored()[0]
        #expect(try first.flag("writes") && first.text("titles") == "name")
        #expect(try await browser.get("/practice/calendars").text.contains("Service and name of the client"))
        let second = try await browser.send(paths[1], fields)
        #expect(second.status == 422 && second.text.contains("href=\"#writes\""), "\(second)")
        #expect(second.text.contains("entered into another calendar already"))
        #expect(try await browser.send(paths[0], [("name", "Mine"), ("titles", "name")]).status == 303)
        #expect(try await !stored()[0].flag("writes"))
    }

    @Test("unlinking leaves what was entered, unless it is to be taken away")
    func removal() async throws {
        let writing = try await WritingPractice.open()
        let browser = PageBrowser(writing.practice)
        try await browser.signIn("boss@example.com")
        _ = try await writing.jo.mustBook(jan("06T10:00"))
        try await writing.work()
        #expect(writing.server.events.count == 1)
        let path = "/practice/calendars/\(writing.calendar)"
        #expect(try await browser.get(path).text.contains("name=\"remove_events\" value=\"true\""))
        let gone = try await browser.send("\(path)/unlink", [("remove_events", "true")])
        #expect(gone.header("Location")?.hasSuffix("done=unlinked") == true, "\(gone)")
        #expect(try await browser.get(path).status == 404)
        try await writing.work()
        #expect(writing.server.events.isEmpty)
    }

    @Test("another server is named, and is shown the password only after its host has agreed")
    func otherServer() async throws {
        server.change { $0.home = "https://p42.example/calendars/ada/" }
        let asked = try await browser.send(Self.path, host + Self.login)
        #expect(asked.text.contains("another server: p42.example.") && asked.text.contains("No, leave it"), "\(asked)")
        #expect(server.calls.allSatisfy { $0.url.hasPrefix(CalDAVServer.address) })
        let agreed = try await browser.send(Self.path, host + [("login", try Self.carried(asked))])
        #expect(agreed.text.contains("value=\"https://p42.example/calendars/ada/personal/\""), "\(agreed)")
    }

    @Test("what hinders the search is told in words, with what was typed but the password")
    func troubles() async throws {
        let wrong = try await browser.send(
            Self.path, host + [("url", CalDAVServer.address), ("user", "ada"), ("password", "wrong-word")])
        #expect(wrong.text.contains("does not accept this user name"), "\(wrong)")
        #expect(wrong.text.contains("value=\"ada\"") && !wrong.text.contains("wrong-word"))
        let empty = try await browser.send(
            Self.path, host + [("url", "cloud.example"), ("user", ""), ("password", "")])
        #expect(empty.status == 422, "\(empty)")
        for field in ["user", "password"] { #expect(empty.text.contains("href=\"#\(field)\""), "\(field)") }
        let place = try await browser.send(
            Self.path, host + [("url", "cloud.example"), ("user", "ada"), ("password", "x")])
        #expect(place.status == 422 && place.text.contains("href=\"#url\""), "\(place)")
        #expect(server.calls.count == 1)
    }

    @Test("nothing is linked that was not found, without a tick, or beyond ten")
    func refused() async throws {
        let found = try await browser.send(Self.path, host + Self.login)
        let login = try Self.carried(found)
        for chosen in [[], [("calendar", "https://cloud.example/calendars/eve/")]] as [Typed] {
            let answer = try await browser.send("\(Self.path)/link", host + [("login", login)] + chosen)
            #expect(answer.status == 422 && answer.text.contains("href=\"#calendar\""), "\(answer)")
            #expect(answer.text.contains("value=\"\(CalDAVServer.personal)\""))
        }
        let boss = try await practice.boss()
        for index in 0..<10 {
            #expect(try await boss.link("https://calendar.example/\(index).ics").status == 201)
        }
        let more = try await browser.send(
            "\(Self.path)/link", host + [("login", login), ("calendar", CalDAVServer.personal)])
        #expect(more.status == 422 && more.text.contains("href=\"#calendar\""), "\(more)")
        #expect(try await stored().count == 10)
    }

    @Test("what is carried from step to step is nobody else's, no other host's, and worth nothing in an hour")
    func carried() async throws {
        let login = try Self.carried(try await browser.send(Self.path, host + Self.login))
        let asked = server.calls.count
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let other = PageBrowser(practice)
        try await other.signIn("eve@example.com")
        _ = try await other.get(Self.path)
        let hers = "\(Self.path)?host=\(eve.userID)&done=too_old"
        #expect(try await other.send(Self.path, [("login", login)]).header("Location") == hers)
        let elsewhere = try await browser.send(Self.path, [("host", "\(eve.userID)"), ("login", login)])
        #expect(elsewhere.header("Location") == hers, "\(elsewhere)")
        #expect(try await other.get(hers).text.contains("That took too long."))
        practice.clock.move(seconds: 1_800)
        let late = try await browser.send("\(Self.path)/link", host + [("login", login)])
        #expect(late.header("Location") == "\(Self.path)?host=\(practice.bossID)&done=too_old", "\(late)")
        #expect(server.calls.count == asked)
    }
}
